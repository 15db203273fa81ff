"""What is true of the lists: who is one person, how many different people there are, which lists know whom.

`victims.json` beside the demo country's other truth; `gija` never reads it, tests and measurements do.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gija.demo.country.chance import data
from gija.demo.victims.slots import KINDS, VICTIM
from gija.demo.victims.whole import Lists
from gija.demo.victims.writing import Entry

FILE = "victims.json"


def truth_of(lists: Lists) -> dict[str, Any]:
    """The whole truth as JSON values."""
    counted = lists.counted
    periods = sorted({entry.half for entry in counted} | {str(entry.slot.year) for entry in counted})
    return {
        "seed": lists.seed,
        "note": "Every person is invented. Totals of NGOs and police are those of S1; how they divide is invented.",
        "published": data("victims")["published"],
        "periods": {period: _both([e for e in counted if e.half.startswith(period)]) for period in periods},
        "all": _both(counted),
        "people": [
            {"person": person.id, "cases": [_case(e) for e in lists.entries if e.person == person.id]}
            for person in lists.people
        ],
    }


def _both(entries: Sequence[Entry]) -> dict[str, Any]:
    """Everybody on the lists; and the victims alone, as tables of victims count them: persons at risk stand apart."""
    return {"everybody": _counts(entries), "victims": _counts(e for e in entries if e.slot.group == VICTIM)}


def _counts(entries: Iterable[Entry]) -> dict[str, Any]:
    """Records, different people, and how many people each set of lists has in common (`iom+ngo`: on both, no third)."""
    kept = list(entries)
    known: dict[str, set[str]] = {}
    for entry in kept:
        known.setdefault(entry.person, set()).add(entry.slot.institution)
    kinds = Counter(entry.slot.kind for entry in kept)
    return {
        "records": len(kept),
        "people": len(known),
        "records_by_list": {kind: kinds[kind] for kind in KINDS if kinds[kind]},
        "people_by_institutions": dict(sorted(Counter("+".join(sorted(where)) for where in known.values()).items())),
    }


def _case(entry: Entry) -> dict[str, Any]:
    said = {"institution": entry.slot.institution, "case": entry.case, "reference": entry.reference}
    said |= {"registered_on": entry.data["registered_on"], "period": entry.half}
    return said | ({"beside": entry.slot.beside} if entry.slot.beside else {})


def write_truth(lists: Lists, folder: Path) -> Path:
    """`victims.json`, whole or not at all; unchanged it is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(truth_of(lists), ensure_ascii=False, indent=1) + "\n"
    path, half = folder / FILE, folder / f".half-{FILE}"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    return path
