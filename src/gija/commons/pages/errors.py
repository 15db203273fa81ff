"""Pages that say what went wrong, in the user's language, without anything of what went on inside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gija.vocabulary.text import Text


def _words(status: int) -> tuple[str, str]:
    return {
        400: (_("The request cannot be understood"), _("Go back and check what you entered.")),
        403: (
            _("You do not have the right to do this"),
            _("If your work needs it, ask the administrator of your institution. The refusal has been noted."),
        ),
        404: (_("The page was not found"), _("The address may be mistyped, or what it led to is no longer there.")),
        429: (_("Too many attempts"), _("Wait a while and try again.")),
    }.get(status, (_("Something went wrong"), _("Try again later. What failed has been noted.")))


def error_page(request: HttpRequest, status: int, text: Text | None = None) -> HttpResponse:
    """The page for an HTTP status; `text` says more exactly what happened, in place of the general advice."""
    title, advice = _words(status)
    if text is not None:
        advice = text.in_(get_language() or "lt")
    page = render_to_string("pages/error.html", {"title": title, "advice": advice, "status": status}, request)
    return HttpResponse(page, status=status)
