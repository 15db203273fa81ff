"""Real names in many spellings, read from beside the project, never copied into it: a floor under the accuracy."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from gija.methods.names.comparing import HIT_THRESHOLD, score_of
from gija.methods.names.evaluation import Counts, evaluate, read_pairs
from gija.methods.names.parsing import parse
from gija.methods.names.tables import table

HERE = Path(__file__).resolve()
SHARED = Path(
    os.environ.get("GIJA_SHARED") or next((p / "shared" for p in HERE.parents if (p / "shared").is_dir()), "absent")
)
NAMES = SHARED / "data" / "names"

pytestmark = pytest.mark.skipif(not (NAMES / "lt_names_dev.csv").exists(), reason="the shared folder is not here")


def measured(file: str) -> dict[str, Counts]:
    return evaluate(read_pairs(NAMES / file), HIT_THRESHOLD)


def test_lithuanian_names_are_found_in_variants_and_scripts() -> None:
    found = measured("lt_names_dev.csv")
    assert (found["latin-latin"].recall or 0) >= 0.95
    assert (found["latin-cyrillic"].recall or 0) >= 0.90
    assert sum(c.false for c in found.values()) == 0


def test_labelled_pairs_of_persons_keep_their_floor() -> None:
    assert (measured("name_pairs_dev.csv")["person"].f1 or 0) >= 0.80


def test_false_hits_among_random_pairs_are_rare() -> None:
    """30,000 pairs of invented people with common given names: a hit may happen once, not twice."""
    chance = random.Random(7)
    given = [line.split()[0] for line in table("given")["names"]]
    stems = [
        "Gird",
        "Kalv",
        "Vaitk",
        "Petk",
        "Rudz",
        "Smilg",
        "Tamul",
        "Varn",
        "Zaran",
        "Bagd",
        "Norv",
        "Sirv",
        "Lauk",
        "Meld",
    ]
    ends = ["auskas", "evičius", "aitis", "ėnas", "ūnas", "onis", "elis", "inskas", "ius", "as", "ys"]
    people = [f"{chance.choice(given)} {chance.choice(stems)}{chance.choice(ends)}" for _ in range(3000)]
    pairs = [(chance.choice(people), chance.choice(people)) for _ in range(30_000)]
    false = [p for p in pairs if p[0] != p[1] and score_of(parse(p[0]), parse(p[1])) >= HIT_THRESHOLD]
    assert len(false) <= 1
