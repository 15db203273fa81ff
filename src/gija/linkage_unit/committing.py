"""A run ends all at once: what it found is laid down whole first, then carried out step by step, each step repeatable.

Before the folder `commit` has its name a run has done nothing; from then on every start of the program finishes it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gija.linkage_unit import audit
from gija.linkage_unit.files import destroy, flush_folder, write_whole
from gija.linkage_unit.home import Home
from gija.linkage_unit.lasting import FILE as CLUSTERS
from gija.messages.base import canonical

COMMIT, DRAFT, PLAN = "commit", ".draft-", "plan.json"


@dataclass(frozen=True, slots=True)
class Ending:
    """What is to happen: files to write into `out`, the new memory, one audit entry, input files to destroy."""

    out: Path
    files: Mapping[str, bytes]
    memory: bytes
    entry: dict[str, Any]
    inputs: Mapping[Path, str]  # file -> SHA-256 of what was read of it


def commit(home: Home, ending: Ending) -> None:
    """Lay it all down, then carry it out."""
    draft = home.folder / f"{DRAFT}{secrets.token_hex(6)}"
    draft.mkdir(mode=0o700)
    for name, data in ending.files.items():
        write_whole(draft / name, data)
    write_whole(draft / CLUSTERS, ending.memory)
    plan = {
        "out": str(ending.out.absolute()),
        "files": sorted(ending.files),
        "entry": ending.entry,
        "inputs": {str(file.absolute()): digest for file, digest in ending.inputs.items()},
    }
    write_whole(draft / PLAN, canonical(plan))
    draft.rename(home.folder / COMMIT)
    flush_folder(home.folder)
    finish(home)


def finish(home: Home) -> bool:
    """Carry out what a run laid down; True where there was something. Drafts of runs that were killed are removed."""
    for left in home.folder.glob(f"{DRAFT}*"):
        shutil.rmtree(left)
    folder = home.folder / COMMIT
    if not folder.exists():
        return False
    if (folder / PLAN).exists():  # it is removed first when all is done
        _carry_out(home, folder, json.loads((folder / PLAN).read_text(encoding="utf-8")))
        (folder / PLAN).unlink()
        flush_folder(folder)
    shutil.rmtree(folder)
    flush_folder(home.folder)
    return True


def _carry_out(home: Home, folder: Path, plan: dict[str, Any]) -> None:
    out = Path(plan["out"])
    out.mkdir(parents=True, exist_ok=True)
    for name in plan["files"]:
        write_whole(out / name, (folder / name).read_bytes())
    write_whole(home.folder / CLUSTERS, (folder / CLUSTERS).read_bytes())
    audit.append(home, plan["entry"])
    for name, digest in plan["inputs"].items():
        # Another file may have come under this name since, unless the destroying had begun: that one is left alone.
        begun = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.destroying"
        if begun.exists() or (Path(name).exists() and _digest(Path(name)) == digest):
            write_whole(begun, b"")
            destroy(Path(name))
            begun.unlink(missing_ok=True)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
