"""The sheet of an indicator, in the language of the page: what it measures and which paper asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.indicators import Indicator, Legal, indicators
from gija.vocabulary.lists import UNVERIFIED, code_list
from gija.vocabulary.text import Text

NO_LAW = Text("No article asks for it by name.", "Joks straipsnis jo tiesiogiai neprašo.")
CALENDAR = Text("The calendar year, or a part of it", "Kalendoriniai metai arba jų dalis")
NOT_STATED = Text(
    "As its source says; it may differ from the calendar's", "Kaip nurodo šaltinis; gali skirtis nuo kalendorinių"
)
MONTHS = Text("Twelve months from month {month}", "Dvylika mėnesių nuo {month}-o mėnesio")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One indicator, in one language."""

    code: str
    name: str
    family: str
    definition: str
    population: str
    unit: str
    base: str
    stages: tuple[str, ...]
    counted: str
    authorities: tuple[str, ...]
    breakdowns: tuple[str, ...]
    legal: str
    quote: str
    unverified: str
    year: str
    breaks: tuple[tuple[str, str], ...]


def unverified(code: str, language: str) -> str:
    """The words that it is unverified; empty where its article is quoted, or no article asks for it."""
    found = indicators().get(code)
    return UNVERIFIED.in_(language) if found and found.legal and not found.legal.verified else ""


def legal_text(code: str, language: str) -> str:
    """Paper and article, with the label where it is unverified."""
    found = indicators().get(code)
    if found is None or found.legal is None:
        return NO_LAW.in_(language)
    label = unverified(code, language)
    return _paper(found.legal, language) + (f" ({label})" if label else "")


def _paper(legal: Legal, language: str) -> str:
    return legal.text.in_(language) + (f", {legal.article}" if legal.article else "")


def sheet(code: str, language: str) -> Sheet:
    """The sheet of an indicator (KeyError for an unknown one)."""
    of = indicators()[code]
    return Sheet(
        code=code,
        name=of.text.in_(language),
        family=of.family_text.in_(language),
        definition=of.definition.in_(language),
        population=of.population.in_(language),
        unit=_word("indicator_unit", of.unit, language),
        base=_word("observation_base", of.base, language),
        stages=tuple(_word("observation_stage", one, language) for one in of.own.extra["stages"]),
        counted=_word("observation_definition", of.counted, language),
        authorities=tuple(_word("institution_kind", one, language) for one in of.authorities),
        breakdowns=tuple(_crossing(one, language) for one in of.breakdowns),
        legal=_paper(of.legal, language) if of.legal else NO_LAW.in_(language),
        quote=of.legal.quote if of.legal else "",
        unverified=unverified(code, language),
        year=_year(of, language),
        breaks=tuple((one.period, one.text.in_(language)) for one in of.breaks),
    )


def _word(name: str, code: str, language: str) -> str:
    return code_list(name)[code].text.in_(language)


def _crossing(crossing: tuple[str, ...], language: str) -> str:
    return " × ".join(breakdowns.dimension_text(one).in_(language) for one in crossing)


def _year(of: Indicator, language: str) -> str:
    if of.year_begins is None:
        return NOT_STATED.in_(language)
    text = CALENDAR if of.year_begins == 1 else MONTHS.fill(month=of.year_begins)
    return text.in_(language)


def families(language: str) -> list[tuple[str, list[Sheet]]]:
    """Every sheet, by family."""
    found: dict[str, list[Sheet]] = {}
    for code in indicators():
        one = sheet(code, language)
        found.setdefault(one.family, []).append(one)
    return list(found.items())
