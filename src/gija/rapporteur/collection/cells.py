"""The cells of a data call: what is asked, and what was told. Knows no database.

A cell is written `victims_state|age_group=child;sex=F`; its indicator alone (`victims_state|`) is the total.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.text import Text

REPORTED = "reported"
MISSING = ("not_available", "not_applicable", "not_collected", "refused")  # why there is no number
LARGEST = 999_999_999
VAGUE = ("unknown", "U", "X", "other")  # codes that say nothing without their dimension


@dataclass(frozen=True, slots=True)
class Told:
    """What was told in one cell: a number, or why there is none; never both, and never neither."""

    value: int | None = None
    status: str = REPORTED
    note: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status != REPORTED):
            raise GijaError("collection.value_or_status")


Figures = Mapping[str, Told]  # by the key of the cell; what was not told is not there


def key(indicator: str, breakdown: Breakdown = ()) -> str:
    return f"{indicator}|" + ";".join(f"{name}={code}" for name, code in sorted(breakdown))


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


def mark(call: str, institution: str, keys: Iterable[str]) -> str:
    """The version of a form: another call, supplier or cell makes another mark."""
    said = json.dumps([call, institution, list(keys)], separators=(",", ":"))
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
    """As it is kept in the database."""
    return {cell: [one.value, one.status, one.note] for cell, one in figures.items()}


def read(kept: Mapping[str, list[object]]) -> dict[str, Told]:
    """What `stored` gave."""
    return {
        cell: Told(value if isinstance(value, int) else None, str(status), str(note))
        for cell, (value, status, note) in kept.items()
    }


def canonical(call: str, institution: str, figures: Figures) -> str:
    """What was sent, as the one text its hash is taken of."""
    rows = {cell: [one.value, one.status, one.note] for cell, one in sorted(figures.items())}
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
    if not (plain.isascii() and plain.isdigit()) or int(plain) > LARGEST:
        raise GijaError("collection.number")
    return int(plain)


def told(value: str, status: str, note: str = "") -> Told | None:
    """What somebody wrote into a cell; None where nothing was. Refuses a number with a reason for none."""
    found, status = number(value), status.strip()
    if status not in ("", REPORTED, *MISSING):
        raise GijaError("collection.status")
    if found is not None and status in MISSING:
        raise GijaError("collection.value_or_status")
    if found is None:
        return Told(None, status, note.strip()[:300]) if status in MISSING else None
    return Told(found, REPORTED, note.strip()[:300])
