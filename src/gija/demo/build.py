"""Building the demo country step by step: repeatable, and going on where a killed build stopped.

`manifest.json` beside the databases says for which seed, size and recipe (the demo's own code and data) what is done.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gija.demo.country.whole import Country, make_country
from gija.demo.databases import markets, police, residents, roads
from gija.demo.databases.holding import Holding
from gija.demo.databases.writers import write
from gija.demo.truth import write_truth
from gija.vocabulary.errors import GijaError

HOLDINGS: dict[str, Callable[[Country], Holding]] = {
    "residents": residents.residents,
    "vehicles": roads.vehicles,
    "border": roads.border,
    "cases": police.cases,
    "intelligence": police.intelligence,
    "phone_records": police.phone_records,
    "adverts": markets.adverts,
    "firms": markets.firms,
    "employment": markets.employment,
    "travel": markets.travel,
    "payments": markets.payments,
}
FEWEST, MOST = 200, 2_000_000
Told = Callable[[str, str], None]  # a code of words.yaml and the name of the database it is about


@dataclass
class Manifest:
    """What is done of one build; kept after every step."""

    folder: Path
    people: int
    seed: int
    recipe: str
    done: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, people: int, seed: int) -> Manifest:
        """The manifest in the folder, if it is of this very build; else an empty one."""
        fresh = cls(folder, people, seed, recipe())
        try:
            said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return fresh
        same = (said.get("people"), said.get("seed"), said.get("recipe")) == (people, seed, fresh.recipe)
        return cls(folder, people, seed, fresh.recipe, dict(said["done"])) if same else fresh

    def has(self, step: str) -> bool:
        """Done, and its file is still as it was left."""
        file = self.done.get(step)
        return file is not None and (not file or (self.folder / file).is_file())

    def add(self, step: str, file: str = "") -> None:
        self.done[step] = file
        said = {"people": self.people, "seed": self.seed, "recipe": self.recipe, "done": self.done}
        half = self.folder / ".half-manifest.json"
        half.write_text(json.dumps(said, indent=1), encoding="utf-8")
        half.replace(self.folder / "manifest.json")


@cache
def recipe() -> str:
    """A fingerprint of what decides what is in the files: the demo's country, databases and their data."""
    digest = hashlib.sha256()
    for part in ("country", "databases", "data", "mappings"):
        for file in sorted(files("gija.demo").joinpath(part).iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".yaml")) and file.name not in (
                "words.yaml",
                "institutions.yaml",
                "victims.yaml",
            ):
                digest.update(file.name.encode() + file.read_bytes())
    for name in ("truth.py", "questions.py"):
        digest.update(files("gija.demo").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def build_files(folder: Path, people: int, seed: int, told: Told = lambda code, name: None) -> dict[str, Any]:
    """The databases and the truth in `folder`; what stands already is left. Returns the facts of `truth.json`.

    Refused: `demo.people` (too few or too many), `demo.building` (another build is at it), `demo.folder_foreign` (the
    folder holds something else).
    """
    if not FEWEST <= people <= MOST:
        raise GijaError("demo.people", fewest=FEWEST, most=MOST)
    with _alone(folder):
        manifest = Manifest.of(folder, people, seed)
        waiting = [code for code in HOLDINGS if not manifest.has(code)]
        if waiting or not manifest.has("truth"):
            told("step_country", "")
            country = make_country(people, seed)
            holdings = []
            for code, make in HOLDINGS.items():
                holding = make(country)
                holdings.append(holding)
                if code in waiting:
                    told("step_write", code)
                    manifest.add(code, write(holding, folder).name)
            told("step_truth", "")
            manifest.add("truth", write_truth(country, holdings, folder).name)
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    if folder.exists() and any(folder.iterdir()) and not (folder / ".lock").exists():
        raise GijaError("demo.folder_foreign", folder=folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise GijaError("demo.building") from None
        yield


HEAD = "# Written by `gija demo build`: a database of the demo country, in which everybody is invented.\n"


def write_mappings(data: Path, mappings: Path) -> list[Path]:
    """The mapping of each demo database into the installation's folder of mappings; unchanged ones stay untouched.

    Refused: `demo.mapping_foreign` where a mapping of that name stands that is not the demo's.
    """
    mappings.mkdir(parents=True, exist_ok=True)
    near = os.path.relpath(data, mappings)
    written = []
    for code in HOLDINGS:
        text = files("gija.demo").joinpath("mappings", f"{code}.yaml").read_text(encoding="utf-8")
        path = mappings / f"{code}.yaml"
        text = HEAD + text.replace("{demo}", near)
        before = path.read_text(encoding="utf-8") if path.exists() else HEAD
        if not before.startswith(HEAD):
            raise GijaError("demo.mapping_foreign", file=path.name)
        if before != text:
            half = path.with_suffix(".half")
            half.write_text(text, encoding="utf-8")
            half.replace(path)
        written.append(path)
    return written
