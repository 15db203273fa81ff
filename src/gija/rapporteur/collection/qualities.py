"""The quality report of a data call: the heads of the metadata sheet, and under them what can be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gija.rapporteur.collection import calendar, queries
from gija.rapporteur.collection.models import SENT, Act, Call, Submission
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import UNVERIFIED, code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Head:
    """One head of the report, in the language of the page."""

    code: str
    title: str
    lines: tuple[str, ...]


def report(of: Call, language: str) -> list[Head]:
    """Every head, in the order of the sheet. Same state, same report."""
    suppliers = list(of.submissions.select_related("call").prefetch_related("receipts"))
    found = []
    for code, raw in calendar.data("quality.yaml")["heads"].items():
        lines = [Text.of(raw["text"])] if "text" in raw else TOLD[raw["told"]](of, suppliers)
        found.append(Head(code, Text.of(raw).in_(language), tuple(line.in_(language) for line in lines)))
    return found


def _indicators(of: Call, _: list[Submission]) -> list[Text]:
    known = [indicators()[code] for code in of.asks]
    return [Text(f"{i.text.en}: {i.definition.en}", f"{i.text.lt}: {i.definition.lt}") for i in known]


def _units(of: Call, _: list[Submission]) -> list[Text]:
    units = dict.fromkeys(indicators()[code].unit for code in of.asks)
    return [code_list("indicator_unit")[unit].text for unit in units]


def _period(of: Call, _: list[Submission]) -> list[Text]:
    return [Text(of.period, of.period)]


def _legal(of: Call, _: list[Submission]) -> list[Text]:
    legal = dict.fromkeys(indicators()[code].legal for code in of.asks)
    lines = [
        Text(
            one.text.en + ("" if one.verified else f" ({UNVERIFIED.en})"),
            one.text.lt + ("" if one.verified else f" ({UNVERIFIED.lt})"),
        )
        for one in legal
        if one
    ]
    distinct = list(dict.fromkeys(lines))
    return distinct or [Text("No article asks for these figures by name.", "Joks straipsnis šių reikšmių neprašo.")]


def _release(of: Call, _: list[Submission]) -> list[Text]:
    return [Text(f"Planned release: {of.released_on}.", f"Numatomas paskelbimas: {of.released_on}.")]


def _findings(_: Call, suppliers: list[Submission]) -> list[Text]:
    found = queries.weights([one for one in suppliers if one.state in SENT])
    return [
        Text(
            f"Findings that suppliers answered: {found['error']} errors, {found['warning']} warnings.",
            f"Teikėjų paaiškinti radiniai: klaidų – {found['error']}, įspėjimų – {found['warning']}.",
        )
    ]


def _response(_: Call, suppliers: list[Submission]) -> list[Text]:
    sent = [one for one in suppliers if one.state in SENT]
    asked = sum(len(queries.asked(one)) for one in sent)
    numbers = sum(told.value is not None for one in sent for told in queries.figures(one).values())
    return [
        Text(f"Suppliers who have sent: {len(sent)} of {len(suppliers)}.",
             f"Duomenis pateikė {len(sent)} iš {len(suppliers)} teikėjų."),
        Text(f"Cells with a number: {numbers} of {asked} that they were asked for.",
             f"Langelių su skaičiumi: {numbers} iš {asked} prašytų."),
    ]  # fmt: skip


def _punctuality(of: Call, suppliers: list[Submission]) -> list[Text]:
    days = [
        (receipt.at.date() - of.due_on).days
        for one in suppliers
        if (receipt := next(iter(one.receipts.all()), None)) is not None
    ]  # the first sending counts: a return later is no lateness
    if not days:
        return [Text("Nobody has sent yet.", "Dar niekas nepateikė.")]
    late = sum(day > 0 for day in days)
    return [
        Text(f"Sent by the deadline ({of.due_on}): {len(days) - late}; late: {late}, the latest by {max(days)} days."
             if late else f"Sent by the deadline ({of.due_on}): {len(days)}; late: 0.",
             f"Pateikta laiku (iki {of.due_on}): {len(days) - late}; pavėluota: {late}, ilgiausiai – {max(days)} d."
             if late else f"Pateikta laiku (iki {of.due_on}): {len(days)}; pavėluota: 0."),
    ]  # fmt: skip


def _breaks(of: Call, _: list[Submission]) -> list[Text]:
    lines = [
        Text(f"{indicators()[code].text.en}, {one.period}: {one.text.en}",
             f"{indicators()[code].text.lt}, {one.period}: {one.text.lt}")
        for code in of.asks for one in indicators()[code].breaks
    ]  # fmt: skip
    return lines or [Text("No break in series is known.", "Eilutės trūkių nežinoma.")]


def _revisions(of: Call, suppliers: list[Submission]) -> list[Text]:
    rows = Observation.objects.filter(
        source="collection", period=of.period, indicator__in=of.asks, vintage__gt=1,
        dataset__in=[one.institution for one in suppliers],
    )  # fmt: skip
    reopened = Act.objects.filter(submission__in=suppliers, act="reopen").values("submission").distinct().count()
    return [
        Text(f"Figures revised: {rows.count()}; submissions reopened: {reopened}.",
             f"Patikslinta reikšmių: {rows.count()}; atverta teikimų: {reopened}."),
    ]  # fmt: skip


TOLD: dict[str, Callable[[Call, list[Submission]], list[Text]]] = {
    "indicators": _indicators, "units": _units, "period": _period, "legal": _legal, "release": _release,
    "findings": _findings, "response": _response, "punctuality": _punctuality, "breaks": _breaks,
    "revisions": _revisions,
}  # fmt: skip
