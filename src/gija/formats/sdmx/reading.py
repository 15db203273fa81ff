"""Figures out of a data message (SDMX-CSV 1.0 or 2.0, SDMX-ML 2.1 or 3.0), faults with observation and component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gija.formats.sdmx.flows import Flow, dimension_of, flow
from gija.formats.sdmx.opening import is_xml, opened
from gija.formats.sdmx.values import (
    EXACT,
    NONE,
    REPORTED,
    TOTAL,
    Figure,
    from_sdmx,
    observation_status,
    status_of,
    to_sdmx,
)  # fmt: skip
from gija.vocabulary.errors import GijaError

MOST = 20_000  # observations
LARGEST = 999_999_999_999
OPTIONAL = {"VALUE_STATUS", "QUALIFIER", "OBS_VALUE", "FREQ"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one observation: the first is 1, in a CSV it stands one row lower. `component`: its field."""

    number: int
    component: str
    error: GijaError


@dataclass(frozen=True, slots=True)
class Read:
    """The figures with the number of each, and the faults."""

    figures: tuple[tuple[int, Figure], ...]
    faults: tuple[Fault, ...]
    table: bool  # a CSV


def read(content: bytes, name: str) -> Read:
    """The figures of a message of the flow `name`.

    Refuses what is no message (`sdmx.broken`), holds no or several data sets (`sdmx.data_sets`), is of another flow or
    structure (`sdmx.other_flow`), lacks a dimension (`sdmx.lacks`), has one that is unknown (`sdmx.unknown_component`).
    """
    message = opened(content)
    sets = list(message.data or ())
    if len(sets) != 1:
        raise GijaError("sdmx.data_sets")
    names = [str(one) for one in sets[0].data.columns]
    of = _flow(name, str(sets[0].short_urn), names)
    rows = sets[0].data.astype(object).where(sets[0].data.notna(), "").astype(str).to_dict("records")
    if len(rows) > MOST:
        raise GijaError("sdmx.many", limit=MOST)
    figures, faults = list[tuple[int, Figure]](), list[Fault]()
    for number, row in enumerate(rows, 1):
        wrong = list(_faults(of, number, row))
        faults += wrong
        if not wrong:
            figures.append((number, _figure(of, row)))
    return Read(tuple(figures), tuple(faults), not is_xml(content))


def _flow(name: str, reference: str, columns: list[str]) -> Flow:
    """The flow of the columns. A reference is `Dataflow=GIJA:THB_COLLECTION(1.0)`, or the structure's own."""
    usually = flow(name)
    known = {one.id for one in (*usually.dimensions, *usually.attributes)} | {"OBS_VALUE", "ACTION"}
    extra = [one for one in columns if one not in known]
    try:
        of = flow(name, map(dimension_of, extra)) if extra else usually
    except GijaError:
        of = usually
    if reference.partition("=")[2] != of.reference:
        raise GijaError("sdmx.other_flow", wanted=usually.reference)
    for unknown in extra:
        if unknown not in of.breakdowns:
            raise GijaError("sdmx.unknown_component", component=unknown[:60])
    for one in of.dimensions:
        if one.id not in columns and one.id not in OPTIONAL and one.id not in of.breakdowns:
            raise GijaError("sdmx.lacks", component=one.id)
    return of


def _faults(of: Flow, number: int, row: Mapping[str, str]) -> Iterator[Fault]:
    for component in (*of.dimensions, *of.attributes):
        said = row.get(component.id, "")
        fits = component.codes is None or not said or said in component.codes
        if not fits:
            yield Fault(number, component.id, GijaError("sdmx.code", component=component.id))
        elif not said and component in of.dimensions and component.id not in OPTIONAL and component.id in row:
            yield Fault(number, component.id, GijaError("sdmx.lacks", component=component.id))
    for name, check in (("TIME_PERIOD", _period), ("OBS_VALUE", _value), ("OBS_STATUS", _status)):
        try:
            check(row)
        except GijaError as error:
            yield Fault(number, name, error)


def _period(row: Mapping[str, str]) -> str:
    period = from_sdmx(row.get("TIME_PERIOD", ""))
    if row.get("FREQ", "") not in ("", to_sdmx(period)[0]):
        raise GijaError("sdmx.frequency")
    return period


def _value(row: Mapping[str, str]) -> int | None:
    """A whole number of 0 or more; `5.0` is one, as tools write it. None where nothing, or NaN, is said."""
    said = row.get("OBS_VALUE", "").strip()
    whole = said.removesuffix(".0")
    if not whole or whole.lower() == "nan":
        return None
    if not (whole.isascii() and whole.isdigit()) or int(whole) > LARGEST:
        raise GijaError("sdmx.value")
    return int(whole)


def _status(row: Mapping[str, str]) -> str:
    """Ours, where it is told and agrees with SDMX's; else what SDMX's stands for."""
    value, ours, theirs = row.get("OBS_VALUE", "").strip(), row.get("VALUE_STATUS", ""), row.get("OBS_STATUS", "")
    there = bool(value) and value.lower() != "nan"
    status = ours or (status_of(theirs) if theirs else REPORTED if there else "")
    if there != (status == REPORTED) or (theirs and status_of(theirs) != status_of(_code(status))):
        raise GijaError("sdmx.value_or_status")
    return status


def _code(status: str) -> str:
    try:
        return observation_status(status)
    except KeyError:
        raise GijaError("sdmx.code", component="VALUE_STATUS") from None


def _figure(of: Flow, row: Mapping[str, str]) -> Figure:
    value = _value(row)
    pairs = sorted((ours, row[name]) for name, ours in of.breakdowns.items() if row.get(name, TOTAL) != TOTAL)
    more = {name: row[name] for name in of.own if row.get(name, "") not in ("", NONE)}
    return Figure(
        indicator=row["INDICATOR"],
        period=_period(row),
        breakdown=tuple(pairs),
        value=value,
        status=_status(row),
        qualifier=(row.get("QUALIFIER", "") or EXACT) if value is not None else EXACT,
        more=more,
    )
