"""States, sides and acts in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gija.casework.exchange.models import Side, State

STATES = {
    State.OFFERED: _("offered"),
    State.ASKED: _("asked for"),
    State.SENT: _("sent, no receipt yet"),
    State.RECEIVED: _("received"),
    State.REFUSED: _("refused"),
    State.RECALLED: _("called back"),
    State.EXPIRED: _("expired"),
}
SIDES = {Side.GIVES: _("we give"), Side.TAKES: _("we receive")}
ACTS = {
    "offer": _("Information was offered."),
    "ask": _("Information was asked for."),
    "give": _("The information was sent."),
    "received": _("It was received and receipted."),
    "refuse": _("It was refused."),
    "refused": _("It was refused."),
    "recalled": _("The person took the consent back: it was called back and deleted."),
    "expired": _("Its last day has passed: what was received is deleted."),
    "link": _("An own case was linked."),
}
