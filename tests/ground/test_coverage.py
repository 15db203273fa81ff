"""What the source documents ask for, against what stands: `docs/coverage.csv` tells the truth."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATES = {"works", "partly", "not yet"}


def rows() -> list[dict[str, str]]:
    with (ROOT / "docs/coverage.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def shared() -> Path:
    return Path(os.environ.get("GIJA_SHARED", ROOT.parent / "shared"))


def test_every_line_has_a_known_state_and_a_room() -> None:
    for row in rows():
        assert row["state"] in STATES, row
        assert row["room"], row


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in rows()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("row", [r for r in rows() if r["state"] != "not yet"], ids=lambda r: r["id"])
def test_what_is_said_to_stand_is_shown_by_a_test_that_exists(row: dict[str, str]) -> None:
    shown = [s.strip() for s in row["shown_by"].split(";") if s.strip()]
    assert shown, f"{row['id']} names no test"
    for name in shown:
        file, _, test = name.partition("::")
        assert (ROOT / file).is_file(), f"{row['id']}: {file} is missing"
        assert not test or f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), (
            f"{row['id']}: {name} is missing"
        )


def test_every_item_of_the_mission_is_listed() -> None:
    mission = shared() / "mission.csv"
    if not mission.is_file():
        pytest.skip("the list of the mission is not here")
    with mission.open(encoding="utf-8", newline="") as opened:
        assert {r["id"] for r in csv.DictReader(opened)} == {r["id"] for r in rows()}
