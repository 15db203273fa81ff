"""How duties are shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.queries import text_on
from gija.commons.pages.tables import Column
from gija.rapporteur.choices import language
from gija.rapporteur.duties import queries
from gija.rapporteur.duties.models import Act, Due, State
from gija.vocabulary.lists import code_list

KIND = {"open": "", "sent": "warn", "received": "good", "dropped": "quiet"}
ACTS = {
    "make": _("Entered"), "send": _("Sent"), "receive": _("Received"), "put_off": _("Put off"),
    "drop": _("Not to be done"), "reopen": _("Opened again"),
}  # fmt: skip


def title(of: Due) -> str:
    return f"{of.text.in_(language())} {of.period}".strip()


def state(of: Due) -> Any:
    return _("Late") if queries.late(of) else State(of.state).label


def kind(of: Due) -> str:
    return "bad" if queries.late(of) else KIND[of.state]


def names(institutions: list[str]) -> str:
    return ", ".join(text_on(one).in_(language()) for one in institutions)


def columns() -> tuple[Column, ...]:
    return (
        Column("due", _("Deadline"), lambda d: d.due_on, sort="due_on"),
        Column("duty", _("Duty"), title, link=lambda d: reverse("duties:duty", args=[d.pk])),
        Column("owes", _("Who owes it"), lambda d: names([d.owes])),
        Column("to", _("To whom"), lambda d: names(d.to)),
        Column("state", _("State"), state, tag=True),
    )


def history(of: Due) -> list[dict[str, Any]]:
    return [_act(one) for one in of.acts.all()]


def _act(one: Act) -> dict[str, Any]:
    channel = code_list("sending_channel").codes[one.channel].text.in_(language()) if one.channel else ""
    return {
        "text": ACTS[one.act], "one": one,
        "proof": ", ".join(filter(None, (channel, one.reference, one.release, one.hash[:16]))),
    }  # fmt: skip
