"""Periods, states and acts in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.methods.clocks import Status, clocks

STATES = {
    Status.AHEAD: _("not begun"),
    Status.RUNNING: _("running"),
    Status.SOON: _("ends soon"),
    Status.INTERRUPTED: _("ended early"),
    Status.ENDED: _("over"),
}
TAGS = {Status.RUNNING: "good", Status.SOON: "warn", Status.ENDED: "quiet", Status.INTERRUPTED: "quiet"}
ACTS = {
    "begin": _("It began."),
    "renew": _("It was renewed."),
    "interrupt": _("It was ended early."),
    "decide": _("The person decided."),
    "done": _("It was met."),
    "asked": _("The migration authority asked whether the person may be expelled: the answer was hit."),
    "strike": _("It was struck out: entered in error."),
}


def kind(code: str, language: str = "") -> str:
    """The name of a period of law, or of an own date."""
    found = clocks().get(code)
    return found.text.in_(language or get_language() or "lt") if found else str(_("Own date"))


def title(period: Any) -> str:
    """What a page calls it: the period of law; an own date by the words of the institution."""
    return str(period.title or kind(period.kind))
