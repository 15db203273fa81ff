"""The way of a hit on the demo country: build, one question by command, one question by page, beside a plain scan.

Run: `python -m benchmarks demo`, or `python benchmarks/demo.py [--people 20000] [--runs 5]`. The peer of the question
is what one would do without an index: read every name of the register of residents from its file and compare each by
rapidfuzz's WRatio, in one process that starts, asks and ends like the command.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GIJA = [sys.executable, "-m", "gija"]
SCAN = """
import sqlite3, sys
from rapidfuzz import fuzz, process
rows = sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()
print(process.extract(sys.argv[3], [" ".join(map(str, row)) for row in rows], scorer=fuzz.WRatio, limit=20)[:3])
"""
PAGE = """
import json, sys, time
import django; django.setup()
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from gija.commons.accounts.models import Account
client = Client()
client.force_login(Account.objects.get(email=sys.argv[1]), backend=settings.AUTHENTICATION_BACKENDS[-1])
form = json.loads(sys.argv[2])
times = []
for run in range(int(sys.argv[3]) + 2):
    started, used = time.perf_counter(), time.process_time()
    page = client.post("/police/search/", form, follow=True)
    times.append((time.perf_counter() - started, time.process_time() - used))
assert page.status_code == 200 and "/result" in page.request["PATH_INFO"] or page.redirect_chain, page.content[:500]
print(json.dumps(times[2:]))
"""


@dataclass(frozen=True)
class Took:
    wall: float
    cpu: float


def took(command: list[str], environment: dict[str, str], *, codes: tuple[int, ...] = (0,)) -> tuple[Took, str]:
    """Wall and processor time of one whole process with its children, and what it printed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in codes:
        sys.exit(f"{command[:4]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), done.stdout


def median(run: Callable[[], Took], runs: int) -> Took:
    run()  # the first warms the disk
    found = [run() for _ in range(runs)]
    return Took(statistics.median(t.wall for t in found), statistics.median(t.cpu for t in found))


def show(what: str, one: Took, peer: Took | None = None) -> None:
    ratio = f"   ratio to the scan: wall {one.wall / peer.wall:.2f}, CPU {one.cpu / peer.cpu:.2f}" if peer else ""
    print(f"{what:<44} wall {one.wall:7.3f} s   CPU {one.cpu:7.3f} s{ratio}")


def main() -> None:
    read = argparse.ArgumentParser()
    read.add_argument("--people", type=int, default=20_000)
    read.add_argument("--runs", type=int, default=5)
    asked, _ = read.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), asked.people, asked.runs)


def measure(folder: Path, people: int, runs: int) -> None:
    environment = {**os.environ, "GIJA_VAR": str(folder), "GIJA_DEMO": "1", "GIJA_LANG": "en"}
    environment["DJANGO_SETTINGS_MODULE"] = "gija.config.settings"
    built, _ = took([*GIJA, "demo", "build", "--people", str(people)], environment)
    show(f"build of {people:,} people, indexes included", built)
    truth = json.loads((folder / "demo/truth.json").read_text())
    name = truth["main"]["values"]["name"]
    who = ["--account", "analyst@gija.example", "--purpose", "criminal_investigation", "--reason", "benchmark run"]
    command = median(lambda: took([*GIJA, "search", "person", name, *who], environment, codes=(0, 1, 3))[0], runs)
    residents = next(folder.glob("demo/**/residents.sqlite3"))
    columns = "SELECT VARDAS, PAVARDE FROM GYVENTOJAI"
    scan = median(lambda: took([sys.executable, "-c", SCAN, str(residents), columns, name], environment)[0], runs)
    show("peer: one file scanned by rapidfuzz, start included", scan)
    show("gija search person, 11 databases, start included", command, scan)
    form = {"type": "person", "name": name, "purpose": "criminal_investigation", "reason": "benchmark run"}
    _, printed = took([sys.executable, "-c", PAGE, "analyst@gija.example", json.dumps(form), str(runs)], environment)
    times = json.loads(printed.splitlines()[-1])
    show("question by page, answer drawn, warm", Took(*(statistics.median(t[i] for t in times) for i in (0, 1))))


if __name__ == "__main__":
    main()
