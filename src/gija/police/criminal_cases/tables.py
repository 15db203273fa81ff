"""The year's figures as a frozen table: counted by rule, made by one officer, approved and handed over by another."""

from __future__ import annotations

from typing import cast

from gija.commons.handover import services
from gija.commons.handover.rules import Counts, Measure, Rule, days
from gija.commons.handover.services import Book
from gija.commons.permissions import Actor
from gija.messages.fields import Words
from gija.methods.tables import Period
from gija.police.criminal_cases import counting
from gija.police.criminal_cases.models import POLICE, YearTable
from gija.police.criminal_cases.rules import TABLE
from gija.vocabulary.indicators import indicators
from gija.vocabulary.text import Text

BOOK = Book(
    POLICE, YearTable, TABLE, TABLE, {"make": "police.criminal.table_make", "approve": "police.criminal.table_approve"},
    "criminal_table",
)  # fmt: skip


def _counted(institution: str, period: Period) -> Counts:
    first, end = days(period)
    found = counting.year(counting.lines(institution), first, end)
    return {**found, "procedure_sentences": counting.sentences(institution, first, end)}


def _measures() -> tuple[Measure, ...]:
    """The indicators of the family, with their lists."""
    family = [one for one in indicators().values() if one.family == "procedure"]
    return tuple(Measure(one.code, one.breakdowns[0] if one.breakdowns else ()) for one in family)


RULE = Rule(
    "criminal_cases",
    Words(en="Criminal cases by stage", lt="Baudžiamosios bylos pagal stadijas"),
    _measures(),
    _counted,
    halves=False,
    counted=Text(
        "From the days of the stages: what happened in the year, and, of the investigations begun in it, how many "
        "persons were charged since. Natural persons and legal entities apart.",
        "Pagal stadijų datas: kas įvyko per metus ir keliems per juos pradėtų tyrimų asmenims vėliau pateikti "
        "kaltinimai. Fiziniai ir juridiniai asmenys skaičiuojami atskirai.",
    ),
    missing=Text(
        "Cases that other institutions entered, stages struck out, decisions on appeal.",
        "Kitų įstaigų įrašytos bylos, išbrauktos stadijos, sprendimai dėl skundų.",
    ),
)  # fmt: skip


def make(actor: Actor | None, period: Period) -> YearTable:
    """Freeze the counts of a year as its next vintage. Refusals of `commons.handover`."""
    return cast(YearTable, services.make(BOOK, RULE, actor, period))


def approve(actor: Actor | None, table_id: str) -> YearTable:
    """Approve a colleague's table and hand it over. Refusals of `commons.handover`."""
    return cast(YearTable, services.approve(BOOK, lambda _found: RULE, actor, table_id))
