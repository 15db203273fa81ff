"""The index alone in a process of its own, so that its memory and CPU are told apart: `FOLDER` of a world."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.searching.world import Question, read_questions, record, right
from gija.methods.search import Index, Query, Record

Told = dict[str, Any]


def records(folder: Path) -> Iterator[Record]:
    with (folder / "people.jsonl").open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            yield record(number, line)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def build(folder: Path) -> Told:
    """Build once; the reading of the people, which is not the index's work, is timed apart and taken off."""
    used = time.process_time()
    people = sum(1 for _ in records(folder))
    source = time.process_time() - used
    wall, used = time.perf_counter(), time.process_time()
    Index.build(records(folder), folder / "index", as_of=datetime.now(UTC))
    wall, used = time.perf_counter() - wall, time.process_time() - used
    helper = resource.getrusage(resource.RUSAGE_CHILDREN)  # the second process that helps to build
    disk = sum(f.stat().st_size for f in (folder / "index").rglob("*") if f.is_file()) / 1e6
    told = {"people": people, "wall": wall, "cpu": used, "source": source, "disk": disk, "load": os.getloadavg()[0]}
    return told | {"helper": helper.ru_utime + helper.ru_stime, "mb": megabytes() + helper.ru_maxrss / 1e3}


def ask(folder: Path) -> Told:
    """Half the questions one by one, explained (hits only); half in bulk; all for rank 20 (near misses too)."""
    start = time.perf_counter()
    index = Index.open(folder / "index")
    told: Told = {"open": (time.perf_counter() - start) * 1000}
    questions = read_questions(folder)
    told["kinds"], told["wall"], told["each"] = kinds(index, questions[::2])
    told["cpu"] = sum(told["each"]) / len(told["each"])
    used, wall = time.process_time(), time.perf_counter()
    for question in questions[1::2]:
        index.scored(Query("person", {"name": question.text}))
    told["bulk_cpu"], told["bulk_wall"] = time.process_time() - used, time.perf_counter() - wall
    told["bulk"] = len(questions[1::2])
    told["near"] = {}
    for question in questions:
        asked, found = told["near"].get(question.kind, (0, 0))
        answer = index.search(Query("person", {"name": question.text}), 20, at_least=0.0)
        told["near"][question.kind] = (asked + 1, found + any(answers(question, m.record) for m in answer.found))
    return told | {"mb": megabytes(), "load": os.getloadavg()[0]}


def kinds(index: Index, questions: list[Question]) -> tuple[dict[str, tuple[int, int]], list[float], list[float]]:
    """By kind of question how many were asked and found; seconds of wall and of CPU of each question."""
    found: dict[str, tuple[int, int]] = {}
    walls, cpus = [], []
    for question in questions:
        wall, used = time.perf_counter(), time.process_time()
        answer = index.search(Query("person", {"name": question.text}), 20)
        cpus.append(time.process_time() - used)
        walls.append(time.perf_counter() - wall)
        asked, hits = found.get(question.kind, (0, 0))
        found[question.kind] = (asked + 1, hits + any(answers(question, m.record) for m in answer.found))
    return found, walls, cpus


def answers(question: Question, found: Record) -> bool:
    fields = found.fields
    return right(question, fields["given_name"][0], fields["family_name"][0], *fields.get("former_name", ("",)))


if __name__ == "__main__":
    print(json.dumps({"build": build, "ask": ask}[sys.argv[1]](Path(sys.argv[2]))))
