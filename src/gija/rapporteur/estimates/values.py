"""Capture tables and what is asked of them, as values and as canonical JSON. Knows no Django."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from gija.methods.estimation import CaptureTable, Strata
from gija.methods.estimation.capture.histories import bits, pairs
from gija.methods.estimation.running import METHODS, USUAL
from gija.vocabulary.errors import GijaError

COVARIATES = ("sex", "age_group", "form")  # columns of a file that are groups, not lists
COULD, NEVER, OPEN = "could", "never", "open"  # answers about two lists that share nobody
LEAST, MOST = 100, 10_000  # replicates


def canonical(value: Any) -> str:
    """The one way to write plain values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(strata: Strata) -> str:
    """A table by groups as canonical JSON."""
    groups = [[list(group), list(table.counts)] for group, table in zip(strata.groups, strata.tables, strict=True)]
    return canonical({"lists": strata.tables[0].lists, "by": strata.covariates, "groups": groups})


def strata_of(content: str) -> Strata:
    """What `content_of` wrote."""
    raw = json.loads(content)
    lists = tuple(raw["lists"])
    tables = tuple(CaptureTable(lists, tuple(counts)) for _, counts in raw["groups"])
    return Strata(tuple(raw["by"]), tuple(tuple(group) for group, _ in raw["groups"]), tables)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of which tables (their numbers). `lists` are kept, in the tables' order; `answers`: by the pair
    that shares nobody (`LA:GP`). `populations` by level (`sex=F`) or empty for all: for the rate per 100,000."""

    tables: tuple[int, ...]
    lists: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    methods: tuple[str, ...] = USUAL
    replicates: int = 1000
    seed: int = 1
    populations: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.methods or any(one not in METHODS for one in self.methods):
            raise GijaError("estimation.method", name=", ".join(self.methods) or "–", known=", ".join(METHODS))
        if not LEAST <= self.replicates <= MOST or not 0 <= self.seed < 2**32:
            raise GijaError("estimates.options", least=LEAST, most=MOST)
        if any(answer not in (COULD, NEVER, OPEN) for answer in self.answers.values()):
            raise GijaError("estimates.answer")

    def as_json(self) -> str:
        return canonical(asdict(self))

    @classmethod
    def of(cls, text: str) -> Asked:
        raw = json.loads(text)
        return cls(**{**raw, **{name: tuple(raw[name]) for name in ("tables", "lists", "methods")}})


def pooled(several: Sequence[Strata]) -> Strata:
    """The people of several periods together. Raises `estimation.groups` where lists or groups differ in kind."""
    first = several[0]
    if any((one.tables[0].lists, one.covariates) != (first.tables[0].lists, first.covariates) for one in several):
        raise GijaError("estimation.groups")
    counts: dict[tuple[str, ...], list[int]] = {}
    for one in several:
        for group, table in zip(one.groups, one.tables, strict=True):
            there = counts.setdefault(group, [0] * len(table.counts))
            counts[group] = [a + b for a, b in zip(there, table.counts, strict=True)]
    tables = tuple(CaptureTable(first.tables[0].lists, tuple(own)) for own in counts.values())
    return Strata(first.covariates, tuple(counts), tables)


def kept(strata: Strata, lists: Iterable[str]) -> Strata:
    """Only these lists; groups that nobody is left in are gone."""
    own = set(lists)
    return _each(strata, lambda table: table.drop([name for name in table.lists if name not in own]))


def merged(strata: Strata, answers: Mapping[str, str]) -> Strata:
    """Lists whose mandates exclude each other, as one."""
    whole, sets = strata.whole, list[set[str]]()
    for pair in pairs(whole.width):
        if answers.get(whole.label(pair)) == NEVER:
            own = {whole.lists[place] for place in bits(pair)}
            touching = [one for one in sets if one & own]
            sets = [one for one in sets if not one & own] + [own.union(*touching)]
    for one in sets:
        names = [name for name in whole.lists if name in one]
        strata = _each(strata, lambda table, names=names: table.merge(names))
    return strata


def _each(strata: Strata, change: Any) -> Strata:
    made = []
    for group, table in zip(strata.groups, strata.tables, strict=True):
        try:
            made.append((group, change(table)))
        except GijaError as error:
            if error.code != "estimation.all_zero":
                raise
    if not made:
        raise GijaError("estimation.all_zero")
    return Strata(strata.covariates, tuple(group for group, _ in made), tuple(table for _, table in made))
