"""pytauargus on tables read from a file, each by itself; run by that peer's own python. Prints what it closes."""

# mypy: ignore-errors

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from pytauargus import protect

TOTAL = {"Total": "_T"}


def people(table):
    """One row a person: what the peer counts."""
    rows = {axis: [] for axis in table["axes"]} | {"people": []}
    for key, count in table["leaves"]:
        for axis, code in zip(table["axes"], key, strict=True):
            rows[axis] += [code] * count
        rows["people"] += [1] * count
    return rows


def closed(table, rule):
    folder = tempfile.mkdtemp()
    try:
        done = protect(
            people(table), table["axes"], response="people", safety_rules=rule, suppress="OPT(1)", workdir=folder
        )
        shut = [row for row in done.tables[0].rows if row["status"] in ("U", "M")]
        return [[TOTAL.get(row[axis], row[axis]) for axis in table["axes"]] for row in shut]
    finally:
        shutil.rmtree(folder)


start = time.process_time()
found = [closed(table, sys.argv[2]) for table in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))]
print(json.dumps({"closed": found, "cpu": time.process_time() - start}))
