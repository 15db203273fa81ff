"""The peers that run from here: a full scan by rapidfuzz, PostgreSQL's pg_trgm; nomenklatura in its own environment."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from rapidfuzz import fuzz, process

from benchmarks.searching.world import Question, read_people, right
from gija.demo.servers import postgresql
from gija.methods.names.letters import fold

ROOT = Path(__file__).parents[2]


@dataclass
class Measured:
    """How a peer did: seconds to build and of each question; by kind, how many were asked and found at rank 20."""

    name: str
    build_wall: float = 0.0
    build_cpu: float = 0.0
    walls: list[float] = field(default_factory=list)
    cpu: float = 0.0
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, question: Question, seconds: float, *, found: bool) -> None:
        self.walls.append(seconds)
        asked, hits = self.kinds.get(question.kind, (0, 0))
        self.kinds[question.kind] = (asked + 1, hits + found)


Find = Callable[[str], Sequence[int]]


def _asked(told: Measured, questions: list[Question], people: list[list[str]], find: Find) -> None:
    for question in questions:
        start = time.perf_counter()
        numbers = find(fold(question.text))
        seconds = time.perf_counter() - start
        told.add(question, seconds, found=any(right(question, *people[n][:3]) for n in numbers))


def _names(people: list[list[str]]) -> tuple[list[str], list[int]]:
    """Every name of every person folded, a former surname making a second, and whose it is."""
    said = [(fold(f"{p[0]} {family}"), n) for n, p in enumerate(people) for family in p[1:3] if family]
    return [name for name, _ in said], [n for _, n in said]


def rapidfuzz_scan(folder: Path, questions: list[Question]) -> Measured:
    people = read_people(folder)
    names, owners = _names(people)
    told = Measured("rapidfuzz, full scan")

    def find(text: str) -> list[int]:
        found = process.extract(text, names, scorer=fuzz.token_sort_ratio, limit=20)
        return [owners[at] for _, _, at in found]

    used = time.process_time()
    _asked(told, questions, people, find)
    told.cpu = time.process_time() - used
    return told


def trigrams(folder: Path, questions: list[Question]) -> Measured:
    """pg_trgm with its GIN index and default threshold, asked over a local connection."""
    people = read_people(folder)
    names, owners = _names(people)
    told = Measured("PostgreSQL pg_trgm")
    with postgresql(databases=["bench"]) as server, psycopg.connect(_conninfo(server.django_url("bench"))) as link:
        spent = _clock(link)
        start, used = time.perf_counter(), spent()
        with link.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_trgm")
            cursor.execute("CREATE TABLE people (person integer, name text)")
            with cursor.copy("COPY people FROM STDIN") as copy:
                for name, owner in zip(names, owners, strict=True):
                    copy.write_row((owner, name))
            cursor.execute("SET max_parallel_maintenance_workers = 0")
            cursor.execute("CREATE INDEX ON people USING gin (name gin_trgm_ops)")
            cursor.execute("ANALYZE people")
            told.build_wall, told.build_cpu = time.perf_counter() - start, spent() - used
            cursor.execute("SET max_parallel_workers_per_gather = 0")

            def find(text: str) -> list[int]:
                ask = "SELECT person FROM people WHERE name %% %s ORDER BY similarity(name, %s) DESC, person LIMIT 20"
                return [row[0] for row in cursor.execute(ask, (text, text)).fetchall()]

            used = spent()
            _asked(told, questions, people, find)
            told.cpu = spent() - used
    return told


def _conninfo(url: str) -> str:
    return "postgresql://" + url.partition("://")[2]


def _clock(link: psycopg.Connection[tuple[int, ...]]) -> Callable[[], float]:
    """CPU seconds that the server process of this connection has used."""
    server = link.info.backend_pid

    def spent() -> float:
        values = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
        return (int(values[11]) + int(values[12])) / 100

    return spent


def nomenklatura(folder: Path, count: int) -> Measured:
    """The blocker and logic-v2, `count` questions in one batch, the way it is made to be asked."""
    python = subprocess.run([ROOT / "tools/peer.sh", "nomenklatura"], capture_output=True, text=True, check=True)
    script = Path(__file__).parent / "with_nomenklatura.py"
    command = [str(ROOT / python.stdout.strip()), str(script), str(folder), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    told = Measured("nomenklatura logic-v2", said["build_wall"], said["build_cpu"], cpu=said["cpu"])
    told.walls = [said["wall"] / said["asked"]] * said["asked"]
    told.kinds = {kind: (asked, hits) for kind, (asked, hits) in said["kinds"].items()}
    return told
