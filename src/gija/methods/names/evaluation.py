"""Accuracy of the name model on labelled names: recall, precision and F1 by script, at one threshold."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from gija.methods.names.calibration import wilson
from gija.methods.names.comparing import score_of
from gija.methods.names.organisations import names_alike
from gija.methods.names.parsing import Name, parse
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and whether they are one person's (or one organisation's)."""

    left: str
    right: str
    same: bool
    schema: str = "Person"


@dataclass(slots=True)
class Counts:
    """How a threshold answered: true hits, missed hits, false hits, true no hits."""

    hit: int = 0
    missed: int = 0
    false: int = 0
    quiet: int = 0

    def add(self, *, same: bool, said: bool) -> None:
        field = ("hit" if said else "missed") if same else ("false" if said else "quiet")
        setattr(self, field, getattr(self, field) + 1)

    @property
    def recall(self) -> float | None:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None

    @property
    def precision(self) -> float | None:
        return self.hit / (self.hit + self.false) if self.hit + self.false else None

    @property
    def recall_interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the recall."""
        return wilson(self.hit, self.hit + self.missed)

    @property
    def precision_interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the precision."""
        return wilson(self.hit, self.hit + self.false)

    @property
    def f1(self) -> float | None:
        found = 2 * self.hit + self.false + self.missed
        return 2 * self.hit / found if found else None


_PERSONS = {"person"}


def pair_score_of(pair: Pair) -> float:
    """The score of one pair: names of persons by `compare`, of anything else as organisations' names."""
    if pair.schema.lower() in _PERSONS:
        return score_of(parse(pair.left), parse(pair.right))
    return names_alike(pair.left, pair.right)


def evaluate(pairs: Iterable[Pair], threshold: float) -> dict[str, Counts]:
    """Counts by the scripts of the two names ("latin-cyrillic"; other schemas than persons lead with their name)."""
    found: dict[str, Counts] = {}
    for pair in pairs:
        key = _scripts(parse(pair.left), parse(pair.right))
        if pair.schema.lower() not in _PERSONS:
            key = f"{pair.schema.lower()} {key}"
        said = pair_score_of(pair) >= threshold
        found.setdefault(key, Counts()).add(same=pair.same, said=said)
    return dict(sorted(found.items())) | _all(found)


def _all(found: dict[str, Counts]) -> dict[str, Counts]:
    """The pairs of persons together, where they are of more than one script."""
    persons = [c for key, c in found.items() if " " not in key]
    if len(persons) < 2:
        return {}
    fields = ("hit", "missed", "false", "quiet")
    return {"person": Counts(*(sum(getattr(c, f) for c in persons) for f in fields))}


_ORDER = ("latin", "cyrillic", "greek", "arabic", "hebrew", "georgian", "armenian", "han", "kana", "other")


def _scripts(a: Name, b: Name) -> str:
    def script(name: Name) -> str:
        return max((w.script for w in name.words), key=_ORDER.index, default="latin")

    return "-".join(sorted((script(a), script(b)), key=_ORDER.index))


def read_pairs(file: Path) -> Iterator[Pair]:
    """The pairs of a CSV file: `name1,name2,is_match[,schema]`, or `person,name` (every two names are then a pair).

    Errors: `names.file_missing`, `names.file_not_text`, `names.file_columns`, `names.file_row`.
    """
    rows = _rows(file)
    columns = set(rows[0]) if rows else set()
    if {"name1", "name2", "is_match"} <= columns:
        yield from _labelled(rows, file)
    elif {"person", "name"} <= columns:
        yield from _listed(rows)
    else:
        raise GijaError("names.file_columns", file=file.name)


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            return [{k: v or "" for k, v in row.items() if k is not None} for row in csv.DictReader(text)]
    except UnicodeDecodeError as error:
        raise GijaError("names.file_not_text", file=file.name) from error
    except (OSError, csv.Error) as error:
        raise GijaError("names.file_missing", file=file.name) from error


_TRUTH = {"true": True, "1": True, "yes": True, "taip": True, "false": False, "0": False, "no": False, "ne": False}


def _labelled(rows: Sequence[dict[str, str]], file: Path) -> Iterator[Pair]:
    for number, row in enumerate(rows, start=2):
        same = _TRUTH.get(row["is_match"].strip().lower())
        if same is None:
            raise GijaError("names.file_row", file=file.name, row=number, field="is_match")
        yield Pair(row["name1"], row["name2"], same, row.get("schema") or "Person")


def _listed(rows: Sequence[dict[str, str]]) -> Iterator[Pair]:
    for a, b in combinations(rows, 2):
        yield Pair(a["name"], b["name"], a["person"] == b["person"])
