"""A chart of the dashboard as values: the picture, its words, its table, what is to be minded; or what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from gija.figures.telling import DataTable
from gija.rapporteur.monitoring.catalogue import Spec
from gija.rapporteur.monitoring.lines import Line
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

EMPTY = DataTable((), ())
NO_NEEDS = Text("Figures of {indicator}.", "Duomenys: {indicator}.")
STEPS = Text(
    "Each stage is counted by itself: those of one are not a part of those before, unless the basis says so.",
    "Kiekviena stadija skaičiuojama atskirai: vienos stadijos atvejai nėra ankstesnės dalis, nebent taip nurodyta.",
)
BASES = Text(
    "The bases differ: events of the period beside investigations begun in it. No shares can be taken.",
    "Skaičiavimo pagrindai skiriasi: laikotarpio įvykiai greta per jį pradėtų tyrimų. Dalių skaičiuoti negalima.",
)
MANY = Text("{count} more lines stand in the figures only.", "Dar {count} eil. yra tik duomenų lentelėje.")
LEFT_OUT = Text(
    "Of {count} more institutions or tables the figures are not drawn: they stand on the page of all figures.",
    "Dar {count} įst. ar lentelių duomenys nepavaizduoti: jie yra visų duomenų puslapyje.",
)
ADDED = Text(
    "Steps in the cases of {count} institutions, added up. Whoever has a case in two of them stands in both.",
    "{count} įstaigų bylų žingsniai sudėti kartu. Asmuo, turintis bylą dviejose, skaičiuojamas abiejose.",
)
SEVERAL = Text(
    "A person may stand under several codes: the values do not add up to the total.",
    "Asmuo gali būti priskirtas keliems kodams: reikšmių suma nėra lygi bendram skaičiui.",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """`svg` may be empty where there is a table but too little to draw; without a table nothing is told at all."""

    spec: Spec
    title: str
    period: str = ""
    svg: str = ""
    described: str = ""
    table: DataTable = EMPTY
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    periods: tuple[str, ...] = field(default=())  # that could be shown instead

    @property
    def empty(self) -> bool:
        return not self.table.rows


def needs(spec: Spec, language: str) -> str:
    """What would be needed for the chart."""
    named = spec.needs or NO_NEEDS.fill(indicator=", ".join(spec.indicators))
    return named.in_(language)


def asked(kinds: tuple[str, ...], language: str) -> str:
    """The kinds of institution that could send it."""
    known = code_list("institution_kind")
    return "; ".join(known[one].text.in_(language) for one in kinds)
