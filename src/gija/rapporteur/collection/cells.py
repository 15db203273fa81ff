"""The cells of a data call: what is asked, and what was told. Knows no database.

A cell is written `victims_state|age_group=child;sex=F`; its indicator alone (`victims_state|`) is the total.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

REPORTED = "reported"
EXACT = "exact"
MISSING = ("not_available", "not_applicable", "not_collected", "refused")  # why there is no number
LARGEST = 999_999_999
MOST_DIGITS = 18  # with zeros before them; Python reads no number of more than 4,300
VAGUE = ("unknown", "U", "X", "other")  # codes that say nothing without their dimension


@dataclass(frozen=True, slots=True)
class Told:
    """What was told in one cell: a number (exact, at least, more than, about), or why there is none; never both, and
    never neither."""

    value: int | None = None
    status: str = REPORTED
    note: str = ""
    qualifier: str = EXACT  # observation_qualifier

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status != REPORTED):
            raise GijaError("collection.value_or_status")
        if self.qualifier != EXACT and (self.value is None or self.qualifier not in code_list("observation_qualifier")):
            raise GijaError("collection.qualifier")

    @property
    def is_exact(self) -> bool:
        return self.qualifier == EXACT

    @property
    def number(self) -> str:
        """`5`, `≥ 5`; empty where there is none."""
        if self.value is None:
            return ""
        return f"{code_list('observation_qualifier')[self.qualifier].extra['symbol']} {self.value}".strip()


Figures = Mapping[str, Told]  # by the key of the cell; what was not told is not there


def key(indicator: str, breakdown: Breakdown = ()) -> str:
    return f"{indicator}|" + ";".join(f"{name}={code}" for name, code in sorted(breakdown))


@lru_cache(maxsize=20_000)
def parts(cell: str) -> tuple[str, Breakdown]:
    """Indicator and breakdown of a key; refuses what is not one (`statistics.breakdown`)."""
    indicator, _, written = cell.partition("|")
    return indicator, breakdowns.typed(written)


def indicator_of(cell: str) -> str:
    return cell.partition("|")[0]


@cache
def asked(indicator: str) -> tuple[str, ...]:
    """The keys of every cell of an indicator, the total first."""
    return tuple(key(indicator, one) for one in indicators()[indicator].cells())


def form(wanted: Iterable[str]) -> tuple[str, ...]:
    """The keys of all cells of several indicators, in their order."""
    return tuple(cell for indicator in wanted for cell in asked(indicator))


LAYOUT = 2  # of the workbook: a column was added


def mark(call: str, institution: str, keys: Iterable[str]) -> str:
    """The version of a form: another call, supplier, cell or layout makes another mark."""
    said = json.dumps([LAYOUT, call, institution, list(keys)], separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@cache
def text(cell: str) -> Text:
    """What a cell is of: `Total`, `Child, Female`; a code that says nothing by itself names its dimension."""
    pairs = parts(cell)[1]
    if not pairs:
        return breakdowns.text(pairs)
    words = [_part(name, code) for name, code in pairs]
    return Text(", ".join(one.en for one in words), ", ".join(one.lt for one in words))


def _part(name: str, code: str) -> Text:
    of, dimension = breakdowns.text(((name, code),)), breakdowns.dimension_text(name)
    if code not in VAGUE:
        return of
    return Text(f"{dimension.en}: {_small(of.en)}", f"{dimension.lt}: {_small(of.lt)}")


def _small(text: str) -> str:
    """Within a line: without its capital, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[0].lower() + text[1:]


def full_text(cell: str) -> Text:
    """With its indicator: `Victims known to the state: Child`."""
    of, name = text(cell), indicators()[indicator_of(cell)].text
    return Text(f"{name.en}: {of.en}", f"{name.lt}: {of.lt}")


def stored(figures: Figures) -> dict[str, list[object]]:
    """As it is kept in the database; that a number is exact is left out."""
    return {cell: _kept(one) for cell, one in figures.items()}


def _kept(one: Told) -> list[object]:
    return [one.value, one.status, one.note, *([] if one.is_exact else [one.qualifier])]


def read(kept: Mapping[str, Sequence[Any]]) -> dict[str, Told]:
    """What `stored` gave."""
    return {cell: _read(*one) for cell, one in kept.items()}


@lru_cache(maxsize=50_000)  # the same few numbers and reasons stand in most cells
def _read(value: object, status: str, note: str, qualifier: str = EXACT) -> Told:
    return Told(value if isinstance(value, int) else None, status, note, qualifier)


def canonical(call: str, institution: str, figures: Figures) -> str:
    """What was sent, as the one text its hash is taken of."""
    rows = {cell: _kept(one) for cell, one in sorted(figures.items())}
    return json.dumps(
        {"call": call, "supplier": institution, "figures": rows},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def number(written: str) -> int | None:
    """A whole number of 0 or more; None for nothing. Refuses text, fractions and signs (`collection.number`)."""
    plain = written.strip().replace("\u00a0", "").replace(" ", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or len(plain) > MOST_DIGITS or int(plain) > LARGEST:
        raise GijaError("collection.number")
    return int(plain)


def words(text: str, longest: int) -> str:
    """What somebody wrote, as one line of at most so many signs; without NUL, which no database is given."""
    return " ".join(text.replace("\0", " ").split())[:longest]


def told(value: str, status: str, note: str = "", qualifier: str = "") -> Told | None:
    """What somebody wrote into a cell; None where nothing was. Refuses a number with a reason for none, and an
    exactness that is none, or stands without a number (`collection.qualifier`). `≥ 5` says its exactness itself."""
    plain, written = value.strip(), qualifier.strip() or EXACT
    for code in code_list("observation_qualifier"):
        if code.extra["symbol"] and plain.startswith(code.extra["symbol"]):
            if written not in (EXACT, code.code):
                raise GijaError("collection.qualifier")
            plain, written = plain.removeprefix(code.extra["symbol"]), code.code
    found, status = number(plain), status.strip()
    if status not in ("", REPORTED, *MISSING):
        raise GijaError("collection.status")
    if found is not None and status in MISSING:
        raise GijaError("collection.value_or_status")
    if written != EXACT and (found is None or written not in code_list("observation_qualifier")):
        raise GijaError("collection.qualifier")
    if found is None:
        return Told(None, status, words(note, 300)) if status in MISSING else None
    return Told(found, REPORTED, words(note, 300), written)
