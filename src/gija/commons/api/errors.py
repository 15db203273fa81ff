"""What went wrong, for a program: a stable code, one sentence in the token's language, and the right status.

Nothing of what was sent is repeated: it may be about a person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from gija.commons.api.limits import TooManyError
from gija.commons.audit.refusals import record_refusal
from gija.commons.permissions import NotPermittedError
from gija.vocabulary.errors import GijaError

log = logging.getLogger(__name__)
UNAUTHORISED = ("api.token_wrong", "api.token_ended", "api.token_missing")


class Problem(Schema):
    """The body of every refusal."""

    code: str
    message: str
    fields: list[str] = []  # where in what was sent, for `api.invalid`


PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


def handle(api: NinjaAPI) -> None:
    """Answer every error of the operations of `api` with a `Problem`."""

    def on(kind: type[Exception], answer: Callable[[HttpRequest, Any], HttpResponse]) -> None:
        api.add_exception_handler(kind, answer)

    def always(code: str, answer: int) -> Callable[[HttpRequest, Any], HttpResponse]:
        return lambda request, _: _said(api, request, GijaError(code), answer)

    on(GijaError, lambda request, error: _said(api, request, error, status(error)))
    on(NotPermittedError, lambda request, error: _refused(api, request, error))
    on(ValidationError, lambda request, error: _invalid(api, request, error))
    on(AuthenticationError, always("api.token_missing", 401))
    on(Http404, always("api.not_found", 404))
    on(HttpError, always("api.malformed", 400))
    on(Exception, lambda request, fault: _failed(api, request, fault))


def status(error: GijaError) -> int:
    """The HTTP status that fits an error."""
    if isinstance(error, TooManyError):
        return 429
    if error.code in UNAUTHORISED:
        return 401
    if error.code in ("api.closed", "common.not_permitted"):
        return 403
    unknown = error.code.endswith(("unknown", "not_found"))
    return 404 if unknown and not error.code.startswith("search.sex") else 400


def _said(
    api: NinjaAPI, request: HttpRequest, error: GijaError, answer: int, fields: list[str] | None = None
) -> HttpResponse:
    language = get_language() or "lt"
    told = Problem(code=error.code, message=error.text.in_(language), fields=fields or [])
    response = api.create_response(request, told.model_dump(), status=answer)
    response["Content-Language"] = language
    if answer == 401:
        response["WWW-Authenticate"] = 'Bearer realm="gija"'
    if isinstance(error, TooManyError):
        response["Retry-After"] = str(error.wait)
    return response


def _refused(api: NinjaAPI, request: HttpRequest, error: Any) -> HttpResponse:
    record_refusal(error.actor, error.action)
    return _said(api, request, error, 403)


def _invalid(api: NinjaAPI, request: HttpRequest, error: Any) -> HttpResponse:
    """The places that do not fit, each with pydantic's kind of fault; never the value."""
    fields = [f"{'.'.join(map(str, one.get('loc', ())))}: {one.get('type', '')}" for one in error.errors]
    return _said(api, request, GijaError("api.invalid", fields=", ".join(fields)[:500]), 422, fields[:50])


def _failed(api: NinjaAPI, request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("an operation of the API failed: %s", type(fault).__name__, exc_info=fault)
    return _said(api, request, GijaError("api.fault"), 500)
