"""The gate before every view: no declared permission, no page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

from gija.commons.audit.refusals import record_refusal
from gija.commons.pages.errors import error_page
from gija.commons.permissions.declare import BY_TOKEN, PUBLIC, SIGNED_IN, UNPROVEN, permission_of
from gija.commons.permissions.matrix import NotPermittedError, may

log = logging.getLogger(__name__)


class DenyByDefault:
    """Refuses a view without declared permission, leads strangers to sign-in, asks the matrix for the rest.

    A refusal by the matrix leaves one audit entry, here or where a service raised `NotPermittedError`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name
        permission = permission_of(view, name)
        if permission is None:
            log.error("view %s declares no permission and is refused", name or view.__name__)
            return error_page(request, 403)
        if permission in (PUBLIC, BY_TOKEN):
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if permission in (SIGNED_IN, UNPROVEN) or may(request.actor, permission):
            return None
        return self.process_exception(request, NotPermittedError(request.actor, permission))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotPermittedError):
            return None
        record_refusal(exception.actor, exception.action)
        return error_page(request, 403, exception.text)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again; a form that was being sent is not repeated."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    answer: HttpResponse = redirect_to_login(back)
    if getattr(request, "htmx", False):  # htmx would put the sign-in page into a part of this one
        answer = HttpResponse()
        answer["HX-Redirect"] = resolve_url("account_login")
    return answer
