"""SDMX in and out of a data call: the supplier's figures as a message of the flow `THB_COLLECTION`."""

from __future__ import annotations

from gija.formats import sdmx
from gija.formats.sdmx import COLLECTION, Figure
from gija.rapporteur.collection import cells, queries
from gija.rapporteur.collection.lines import Fault, Line
from gija.rapporteur.collection.models import Submission
from gija.vocabulary.errors import GijaError


def is_sdmx(content: bytes) -> bool:
    return sdmx.is_message(content)


def csv(of: Submission) -> bytes:
    """What was told so far, as SDMX-CSV: what says nothing yet is left out."""
    return sdmx.csv(sdmx.flow(COLLECTION), figures(of))


def xml(of: Submission) -> bytes:
    """The same as SDMX-ML. Same state, same bytes. `sdmx.empty` where nothing was told yet."""
    return sdmx.xml(sdmx.flow(COLLECTION), figures(of), made=of.changed_at)


def structure(of: Submission) -> bytes:
    """The structure message that the others are of."""
    return sdmx.structure(sdmx.flow(COLLECTION), made=of.call.made_at)


def figures(of: Submission) -> list[Figure]:
    told = queries.figures(of)
    return [_figure(of, cell, told[cell]) for cell in queries.asked(of) if cell in told]


def _figure(of: Submission, cell: str, one: cells.Told) -> Figure:
    indicator, breakdown = cells.parts(cell)
    more = {"CALL": of.call.code, "SUPPLIER": of.institution} | ({"NOTE": one.note} if one.note else {})
    return Figure(indicator, of.call.period, breakdown, one.value, one.status, one.qualifier, more)


def lines(of: Submission, content: bytes) -> tuple[list[Line], list[Fault]]:
    """The figures of a message as rows, and what is wrong with them. Refuses a message of another flow or call."""
    read = sdmx.read(content, COLLECTION)
    lower = 1 if read.table else 0  # a table has its heading above
    faults = [Fault("", one.number + lower, one.component, one.error) for one in read.faults]
    kept = []
    for number, one in read.figures:
        wrong = _other(of, one)
        if wrong:
            faults.append(Fault("", number + lower, wrong[0], wrong[1]))
        else:
            kept.append(_line(number + lower, one))
    return kept, faults


def _other(of: Submission, one: Figure) -> tuple[str, GijaError] | None:
    """Why a figure is not of this data call, supplier and period."""
    if one.more.get("CALL") != of.call.code:
        return "CALL", GijaError("collection.row_call", call=of.call.code)
    if one.more.get("SUPPLIER") != of.institution:
        return "SUPPLIER", GijaError("collection.file_other_supplier")
    if one.period != of.call.period:
        return "TIME_PERIOD", GijaError("collection.row_period", period=of.call.period)
    return None


def _line(row: int, one: Figure) -> Line:
    value = "" if one.value is None else str(one.value)
    status = one.status if one.value is None else ""
    exact = one.qualifier if one.value is not None else ""
    return Line("", row, cells.key(one.indicator, one.breakdown), value, status, one.more.get("NOTE", ""), exact)
