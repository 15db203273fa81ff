"""Tables protected one by one by a peer: pytauargus, the engine of tau-ARGUS with its optimal suppression."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gija.methods.disclosure import Release
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Alone:
    """The releases as the peer lets them out, each protected by itself; `cpu` seconds in all."""

    releases: tuple[Release, ...]
    cpu: float


def pytauargus(releases: Sequence[Release], rule: str = "FREQ(5,100)") -> Alone:
    """One table a release. The rule: cells of fewer than five are unsafe, with a range of as much again around them."""
    python = subprocess.run([ROOT / "tools/peer.sh", "pytauargus"], capture_output=True, text=True, check=True)
    script = Path(__file__).parent / "with_pytauargus.py"
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "tables.json"
        asked.write_text(json.dumps([_plain(one.tables[0]) for one in releases]), encoding="utf-8")
        command = [str(ROOT / python.stdout.strip()), str(script), str(asked), rule]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    shut = (_shut(one, closed) for one, closed in zip(releases, said["closed"], strict=True))
    return Alone(tuple(shut), said["cpu"])


def _plain(table: Table) -> dict[str, Any]:
    leaves = [[cell.key, cell.value] for cell in table if TOTAL not in cell.key]
    return {"axes": [axis.code for axis in table.axes], "leaves": leaves}


def _shut(release: Release, closed: Sequence[Sequence[str]]) -> Release:
    return replace(release, tables=(release.tables[0].closed([tuple(key) for key in closed]),))
