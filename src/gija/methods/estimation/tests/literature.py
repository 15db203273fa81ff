"""The figures of the literature, row by row, and its data sets."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from gija.methods.estimation import CaptureTable

Tables = dict[str, CaptureTable]
HERE = Path(__file__).resolve()
SHARED = Path(
    os.environ.get("GIJA_SHARED") or next((p / "shared" for p in HERE.parents if (p / "shared").is_dir()), "absent")
)
DATA = SHARED / "data" / "estimation"
NAMES = ("Artificial_3", "Korea", "Kosovo", "NewOrl_5", "UKdat_5", "Western")
BOUNDS = ("lo95", "hi95", "lo80", "hi80")


def tables() -> Tables:
    """The tables of the literature; New Orleans as it was published, with 185 people: one less on its third and fourth
    lists."""
    found = {name: CaptureTable.read(DATA / f"{name}.csv") for name in NAMES}
    whole = found["NewOrl_5"]
    counts = tuple(count - (history == 0b01100) for history, count in enumerate(whole.counts))
    found["NewOrl_5"] = found["NewOrl_5(185)"] = found["NewOrl_5_185"] = CaptureTable(whole.lists, counts)
    return found


def rows(method: str, source: str = "") -> list[dict[str, str]]:
    """The rows of a method (the beginning of its name) and a source (a part of it); none where they are not here."""
    if not DATA.is_dir():
        return []
    with (DATA / "acceptance.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["method"].startswith(method) and source in row["source"]]


def numbers(row: dict[str, str], *names: str) -> list[float]:
    return [float(row[name]) for name in names if row[name]]


def ids(row: dict[str, str]) -> str:
    return f"{row['dataset']} {row['settings'][:40]}"
