"""Places of the ledger in words, for pages and the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gija.rapporteur.gate import kept
from gija.rapporteur.gate.populations import NOT_SAID, TIME
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

ALL = Text("Total", "Iš viso")
UNKNOWN = Text("not said", "nenurodyta")


@dataclass(frozen=True, slots=True)
class Line:
    """One closed figure as a page shows it."""

    figure: str
    of: str
    why: str


def closed(report: Any, language: str) -> list[Line]:
    """The closed figures of a frozen report (its `gate`), in words."""
    return [
        Line(figure(one.population).in_(language), of(one.place).in_(language), one.why.in_(language))
        for one in kept.closed(report.gate)
    ]


def figure(population: str) -> Text:
    """What is counted: the label of the indicator a population is named by."""
    code = population.partition(":")[0]
    known = code_list("indicator")
    return known[code].text if code in known else Text(code, code)


def of(place: tuple[tuple[str, str], ...]) -> Text:
    """`2014-H1, Women`."""
    words = [_word(axis, code) for axis, code in sorted(place, key=lambda pair: (pair[0] != TIME, pair))]
    return Text(", ".join(w.en for w in words), ", ".join(w.lt for w in words)) if words else ALL


def _word(axis: str, code: str) -> Text:
    if axis == TIME:
        return Text(code, code)
    name, _, own = axis.partition("=")
    if NOT_SAID in (code, own):
        return UNKNOWN
    return code_list(breakdowns.list_of(name))[own or code].text
