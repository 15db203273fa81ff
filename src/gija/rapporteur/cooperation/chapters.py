"""The table of the register as it stands in answer 9.6 about the National Rapporteur, in both languages at once."""

from __future__ import annotations

import re

from django.db.models import Q
from django.utils import timezone

from gija.rapporteur.bodies.models import Act
from gija.rapporteur.cooperation import queries
from gija.rapporteur.cooperation.models import Entry
from gija.rapporteur.cooperation.services import KIND
from gija.rapporteur.reports.values import Block, Column, Table
from gija.rapporteur.statistics import published
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import LANGUAGES, Language, Text

TITLE = Text(
    "International cooperation until the end of {year}", "Tarptautinis bendradarbiavimas iki {year} m. pabaigos"
)
COLUMNS = (
    Text("Partner", "Partneris"), Text("Channel", "Kanalas"), Text("Activity", "Veikla"), Text("Period", "Laikotarpis"),
    Text("Outcome", "Rezultatas"), Text("Papers, source", "Dokumentai, šaltinis"),
)  # fmt: skip
NOTE = Text(
    "From the register of international cooperation, without what was struck out; where no source tells days there are "
    "none.",
    "Iš tarptautinio bendradarbiavimo registro, be išbrauktų įrašų; kur šaltiniai laiko nenurodo, jo nėra.",
)
NONE = Text("–", "–")
OWN = "S2"  # the questionnaire itself


def answer(year: str) -> tuple[Block, ...]:
    """What the register holds of activities begun until the end of a year, the earliest first; nothing where it holds
    none."""
    begun = Q(first="") | Q(first__lt=str(int(year) + 1))
    found = list(Entry.objects.filter(begun, struck="").order_by("first", "id"))
    if not found:
        return ()
    known = {OWN, *published.sources()}
    sources = {code for one in found for code in re.findall(r"\bS\d+\b", one.source) if code in known}
    return (
        Table(
            "cooperation", TITLE.fill(year=year), tuple(map(Column, COLUMNS)), tuple(map(_row, found)), (NOTE,),
            tuple(sorted(sources)), (4, 3, 5, 2, 3, 2),
        ),
    )  # fmt: skip


def known_on() -> str:
    """The day (ISO) of the last act on the register; empty before the first."""
    last = Act.objects.filter(kind=KIND).order_by("at").last()
    return timezone.localdate(last.at).isoformat() if last else ""


def _row(of: Entry) -> tuple[Text, ...]:
    named = Text(*(_partner(of, one) for one in LANGUAGES))
    papers = "; ".join(filter(None, (" ".join(of.papers.split()), of.source)))
    channel = code_list("cooperation_channel").codes[of.channel].text
    told = (named, channel, of.text("activity"), _same(queries.period(of)), of.text("outcome"), _same(papers))
    return tuple(one if one.en else NONE for one in told)


def _partner(of: Entry, language: Language) -> str:
    """With the countries, where they are said."""
    name, lands = of.text("partner").in_(language), queries.countries(of, language)
    return f"{name} ({lands})" if lands else name


def _same(text: str) -> Text:
    return Text(text, text)
