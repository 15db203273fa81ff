"""Transition tables as the R package ptable writes them: columns i, j, p, v, p_ij_ub, semicolons."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from gija.methods.disclosure.cellkeys.values import Row, Transitions
from gija.vocabulary.errors import GijaError

NEEDED = ("i", "j", "p")
SUM_WITHIN, MEAN_WITHIN = 1e-6, 1e-5
LIMIT = 10_000_000  # bytes


def read_transitions(file: Path) -> Transitions:
    """The table of a file. Each row's chances must sum to 1 and change the count by nothing on average
    (`disclosure.transitions_row`); counts run from 0 without a gap (`disclosure.transitions_gap`); a line that cannot
    be read is named (`disclosure.file_row`). Also: `disclosure.file_missing`, `disclosure.file_columns`."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for number, line in enumerate(_lines(file), start=2):
        try:
            count, shown, chance = int(line["i"]), int(line["j"]), float(line["p"])
        except (TypeError, ValueError):
            raise GijaError("disclosure.file_row", file=file.name, row=number, field="i, j, p") from None
        if min(count, shown) < 0 or not 0 <= chance <= 1:
            raise GijaError("disclosure.file_row", file=file.name, row=number, field="i, j, p")
        found[count].append((shown - count, chance))
    if sorted(found) != list(range(len(found))) or not found:
        raise GijaError("disclosure.transitions_gap", file=file.name)
    return Transitions(tuple(_row(count, sorted(found[count]), file) for count in range(len(found))))


def _lines(file: Path) -> list[dict[str, str]]:
    try:
        if file.stat().st_size > LIMIT:
            raise GijaError("common.file_too_large", file=file.name, size=file.stat().st_size // 10**6, limit=10)
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise GijaError("disclosure.file_missing", file=file.name) from None
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text[:200] else ",")
    if not set(NEEDED) <= set(reader.fieldnames or ()):
        raise GijaError("disclosure.file_columns", file=file.name, columns=", ".join(NEEDED))
    return list(reader)


def _row(count: int, told: list[tuple[int, float]], file: Path) -> Row:
    row = Row(tuple(change for change, _ in told), tuple(chance for _, chance in told))
    if abs(sum(row.chances) - 1) > SUM_WITHIN or abs(row.mean) > MEAN_WITHIN or len(set(row.changes)) < len(told):
        raise GijaError("disclosure.transitions_row", file=file.name, count=count)
    return row


def write_transitions(table: Transitions, file: Path) -> None:
    """The same form again, so that R's cellKey can be given our table. Whole or not at all."""
    lines = ['"i";"j";"p";"v";"p_ij_ub"']
    for count, row in enumerate(table.rows):
        parts = zip(row.changes, row.chances, row.reached.tolist(), strict=True)
        lines += [f"{count};{count + change};{chance!r};{change};{up_to!r}" for change, chance, up_to in parts]
    beside = file.with_name(file.name + ".part")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(file)
