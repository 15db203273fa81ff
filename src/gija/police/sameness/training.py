"""Train the model: how often records of one person, and of two, agree in each thing compared.

From databases with known truth (the demo country's): the mappings say what their columns mean, `truth_same.csv` says
which records are one person. `u` comes from random pairs, `m` from the true pairs. Two numbers are declared, not
trained: the prior, and how often two different persons of one dossier share a tie.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from gija.methods.graph.values import Entity, Relation
from gija.methods.sameness.training import trained
from gija.police.databases.mapping import Mapping, load
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Stop
from gija.police.databases.rows import map_row
from gija.police.sameness.likely import likely_pairs
from gija.police.sameness.people import Seen, seen
from gija.police.sameness.values import COMPARED, Model

PRIOR = 1e-6  # declared: two records out of a country of some three million; a dossier is nearer, so this is careful
JOIN, TELL = 0.99, 0.2  # declared: from here on joined by itself; from here on shown to a person
NEAR_U = 0.05  # declared: in a dossier everybody is tied to somebody, so a common tie says less than in a country
PAIRS, SEED = 300_000, 2013
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Records of persons, and whose each is: a label, or nothing where only one record of the person is known."""

    people: tuple[Seen, ...]
    labels: dict[str, str]


def sample(mappings: Path, truth: Path, most: int = 60_000) -> Sample:
    """The named persons of all databases of a folder, with whose record each is, at most `most` of them."""
    labels = _labels(truth)
    people: list[Seen] = []
    for path in sorted(mappings.glob("*.yaml")):
        people += _people(load(path))
    people.sort(key=lambda one: (one.id not in labels, one.id))
    kept = tuple(sorted(people[:most], key=lambda one: one.id))
    return Sample(kept, {one.id: labels[one.id] for one in kept if one.id in labels})


def _labels(truth: Path) -> dict[str, str]:
    with truth.open(encoding="utf-8", newline="") as opened:
        return {f"{row['database']}/{row['record']}": row["person"] for row in csv.DictReader(opened)}


def _people(mapping: Mapping) -> Iterator[Seen]:
    from gija.police.databases.parallel import now

    entities: list[Entity] = []
    relations: list[Relation] = []
    stop = Stop(HOUR, 1 << 62, 1 << 62)
    with closing(reader(mapping, HOUR)) as opened:
        for table in mapping.tables:
            for row in opened.rows(table.name, mapping.columns(table), None, stop):
                mapped = map_row(mapping, table, row, now())
                entities += mapped.entities.values()
                relations += mapped.relations
    for one in seen(entities, relations):
        yield replace(one, codes=())  # the model must do without: where codes are known it is not asked


def train(given: Sample, version: str) -> Model:
    """The model of this sample; the same sample gives the same model."""
    labels = [given.labels.get(one.id, one.id) for one in given.people]
    numbers = trained(given.people, labels, COMPARED, pairs=PAIRS, seed=SEED)
    numbers.u["near"] = {"shared": NEAR_U, "other": 1 - NEAR_U}
    facts = {"records": len(given.people), "people": len(set(labels)), "random_pairs": PAIRS, "seed": SEED}
    return Model(version, PRIOR, JOIN, TELL, numbers.m, numbers.u, facts)


@dataclass(frozen=True, slots=True)
class Quality:
    """How the model does on records it was not trained on: among the pairs it is asked about."""

    joined: int
    wrong: int  # of those joined, of two persons
    told: int  # shown to a person, not joined
    true: int  # true pairs that stand in the sample

    @property
    def precision(self) -> float:
        return 1 - self.wrong / self.joined if self.joined else 1.0


def judge(given: Sample, model: Model) -> Quality:
    """Compare what the model joins with the truth."""
    pairs = likely_pairs(given.people, model)
    joined = [pair for pair in pairs if pair.probability >= model.join]
    wrong = sum(1 for pair in joined if not _same(given, pair.one, pair.other))
    return Quality(len(joined), wrong, len(pairs) - len(joined), _true(given))


def _same(given: Sample, one: str, other: str) -> bool:
    return given.labels.get(one, one) == given.labels.get(other, other)


def _true(given: Sample) -> int:
    groups: dict[str, list[str]] = defaultdict(list)
    for record, person in given.labels.items():
        groups[person].append(record)
    return sum(sum(1 for _ in combinations(records, 2)) for records in groups.values())


def subset(given: Sample, people: Sequence[str]) -> Sample:
    """The records of these people only."""
    chosen = set(people)
    kept = tuple(one for one in given.people if given.labels.get(one.id, one.id) in chosen)
    return Sample(kept, {one.id: given.labels[one.id] for one in kept if one.id in given.labels})
