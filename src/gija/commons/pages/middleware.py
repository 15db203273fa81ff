"""What holds for every page: the content security policy, the language, errors in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from gija.commons.pages.errors import error_page
from gija.vocabulary.errors import GijaError

Respond = Callable[[HttpRequest], HttpResponseBase]

SESSION_LANGUAGE = "language"

# Everything from here, nothing inline: a script that someone smuggles into a text has nowhere to run.
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "font")),
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)


class ContentSecurityPolicy:
    """Sends the policy with every response, and keeps pages out of shared caches."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Content-Security-Policy"] = POLICY
        response.setdefault("Cache-Control", "no-store, private")
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response


class AccountLanguage:
    """The language of the account; of the session for who is not signed in; else Lithuanian."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        known = request.user.language if request.user.is_authenticated else request.session.get(SESSION_LANGUAGE)
        language = known if known in ("lt", "en") else "lt"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PlainErrors:
    """A `GijaError` no view has caught becomes a page with its sentence: 404 for what is unknown, else 400."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, GijaError):
            return None
        unknown = exception.code.rpartition(".")[2] in ("unknown", "not_found")
        return error_page(request, 404 if unknown else 400, exception.text)
