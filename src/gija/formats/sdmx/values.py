"""A figure as it stands in a message, and its period as SDMX writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

REPORTED = "reported"
EXACT = "exact"
TOTAL, NONE = "_T", "_Z"  # SDMX: total; not applicable
STATUS_LIST = "sdmx:CL_OBS_STATUS"

OURS = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)))?")
THEIRS = re.compile(r"(\d{4})(?:-(?:A1|S([12])|Q([1-4])|M?(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation. `value` is None where, and only where, `status` is not `reported`. `more`: the flow's own
    dimensions and attributes by their id (`SUPPLIER`, `SOURCE`); what is empty is left out."""

    indicator: str
    period: str  # 2014, 2014-H1, 2014-Q3, 2014-03
    breakdown: tuple[tuple[str, str], ...] = ()
    value: int | None = None
    status: str = REPORTED
    qualifier: str = EXACT
    more: Mapping[str, str] = field(default_factory=dict)


def to_sdmx(period: str) -> tuple[str, str]:
    """Frequency and period as SDMX writes them: `2014-H1` is (`S`, `2014-S1`). `sdmx.period` for what is none."""
    found = OURS.fullmatch(period)
    if found is None:
        raise GijaError("sdmx.period")
    year, half, quarter, month = found.groups()
    if half:
        return "S", f"{year}-S{half}"
    if quarter:
        return "Q", period
    return ("M", f"{year}-M{month}") if month else ("A", year)


def from_sdmx(period: str) -> str:
    """The reverse; `2014-A1` and `2014-03` are understood too."""
    found = THEIRS.fullmatch(period)
    if found is None:
        raise GijaError("sdmx.period")
    year, half, quarter, month = found.groups()
    return year + (f"-H{half}" if half else f"-Q{quarter}" if quarter else f"-{month}" if month else "")


def observation_status(status: str) -> str:
    """`not_collected` -> `L`. A refused value has no code of its own in SDMX: VALUE_STATUS keeps it apart."""
    return code_list("value_status")[status].mappings[STATUS_LIST]


def status_of(observation: str) -> str:
    """`L` -> `not_collected`; the first status of several with one code. `sdmx.code` where none has it."""
    for one in code_list("value_status"):
        if one.mappings[STATUS_LIST] == observation:
            return one.code
    raise GijaError("sdmx.code", component="OBS_STATUS")
