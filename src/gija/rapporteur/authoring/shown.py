"""How texts, their versions and their problems are shown, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gija.rapporteur.authoring import checking, passages, words
from gija.rapporteur.authoring.differing import marked
from gija.rapporteur.authoring.live import Desk, Live
from gija.rapporteur.authoring.models import Passage
from gija.rapporteur.authoring.words import LANGUAGE, Problem
from gija.rapporteur.choices import language
from gija.rapporteur.reports.building.templates import SectionPlan, template
from gija.rapporteur.reports.models import Report
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

BOTH = ("lt", "en")  # the order on the page


def plan(found: Report, section: str) -> dict[str, str]:
    own = next(one for one in template(found.kind).sections if one.code == section)
    return _plan(own)


def _plan(own: SectionPlan) -> dict[str, str]:
    return {"code": own.code, "title": own.title.in_(language()), "help": own.help.in_(language())}


def standings(desk: Desk) -> list[dict[str, Any]]:
    return [
        {
            **_plan(one.plan), "asks": one.plan.asks, "problems": len(one.problems),
            "said": [name for name, there in zip((_("English"), _("Lithuanian")), one.said, strict=True) if there],
        }
        for one in desk.standings()
    ]  # fmt: skip


def problems(found: Report, of: Iterable[Problem]) -> list[tuple[str, str]]:
    """Each in words, with where it leads."""
    return [
        (
            one.error(checking.title_of(found.kind, one.section)).text.in_(language()),
            f"{reverse('authoring:section', args=[found.pk, one.section])}#id_{one.language}",
        )
        for one in of
    ]


def lines(of: Iterable[Live]) -> list[dict[str, str]]:
    spoken = language()
    return [
        {"what": one.what.in_(spoken), "of": one.of.in_(spoken), "period": one.period, "value": one.value.in_(spoken),
         "reference": one.reference}
        for one in of
    ]  # fmt: skip


def preview(kind: str, section: str, text: Text, points: Sequence[Point]) -> dict[str, Any]:
    """Both languages as they would be printed, what is wrong with them, and the numbers that were typed."""
    found = words.problems(section, text, points)
    title = checking.title_of(kind, section)
    return {
        "problems": [one.error(title).text.in_(language()) for one in found],
        "languages": [
            {
                "code": one, "name": LANGUAGE[one].in_(language()),
                "pieces": [
                    {"kind": piece.kind, "lines": [words.filled(line, points, one) for line in piece.lines]}
                    for piece in words.pieces(text.in_(one))
                ],
                "typed": words.typed_numbers(text.in_(one)),
            }
            for one in BOTH
        ],
    }  # fmt: skip


def theirs(found: Report, section: str, mine: Text) -> list[dict[str, Any]]:
    """What holds now where it is not what the author wrote: whose it is, and the way from it to the author's words."""
    held = passages.held(found)
    rows = [(one, held.get((section, one))) for one in BOTH]
    return [
        {
            "code": one, "name": LANGUAGE[one].in_(language()),
            "who": row.actor_name, "at": row.at, "text": row.text,
            "marked": marked(row.text, mine.in_(one).replace("\r\n", "\n")),
        }
        for one, row in rows
        if row and row.text != mine.in_(one).replace("\r\n", "\n").strip()
    ]  # fmt: skip


def versions(of: Sequence[Passage]) -> list[dict[str, Any]]:
    """Latest first, each with what it changed from the one before; `holds`: it is the one that is told."""
    texts = {(one.language, one.number): one.text for one in of}
    last = {one.language: max(o.number for o in of if o.language == one.language) for one in of}
    return [
        {
            "row": one, "name": LANGUAGE[one.language].in_(language()),
            "holds": one.number == last[one.language],
            "marked": marked(texts.get((one.language, one.number - 1), ""), one.text),
        }
        for one in of
    ]  # fmt: skip


def elsewhere(found: Report, section: str) -> list[dict[str, str]]:
    spoken = language()
    return [
        {
            "question": one.question, "country": code_list("country")[one.country].text.in_(spoken),
            "text": one.text.in_(spoken), "source": one.source, "who": one.actor_name,
        }
        for one in passages.answers(found, section)
    ]  # fmt: skip
