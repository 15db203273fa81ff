"""What keeps a report's texts from being frozen, with the place; and the texts as blocks. Pure: knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gija.rapporteur.authoring import words
from gija.rapporteur.authoring.words import Problem
from gija.rapporteur.reports.building.templates import template
from gija.rapporteur.reports.values import Block
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.text import Text

NOTHING = Text("", "")


def title_of(kind: str, section: str) -> Text:
    """What a section is called; its code where the kind has none of this code."""
    found = (one.title for one in template(kind).sections if one.code == section)
    return next(found, Text(section, section))


def problems(kind: str, texts: Mapping[str, Text], points: Sequence[Point]) -> tuple[Problem, ...]:
    """All of them, section by section in the order of the report; sections that ask and stand empty among them."""
    found: list[Problem] = []
    for one in template(kind).sections:
        found += words.problems(one.code, texts.get(one.code, NOTHING), points, asks=one.asks)
    return tuple(found)


def insist(kind: str, found: Iterable[Problem]) -> None:
    """Refuse with the first problem, its place in the sentence."""
    for one in found:
        raise one.error(title_of(kind, one.section))


def blocks(kind: str, texts: Mapping[str, Text], points: Sequence[Point]) -> dict[str, tuple[Block, ...]]:
    """Section -> its text as blocks. Refuses, with the place, the first that cannot be told."""
    insist(kind, (problem for code, text in texts.items() for problem in words.problems(code, text, points)))
    return {code: words.blocks_of(text, points) for code, text in texts.items()}
