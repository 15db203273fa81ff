"""What the tests of figures share: the Rapporteur, an evaluator who reads, points made on the fly."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.statistics.breakdowns import typed
from gija.rapporteur.statistics.points import Basis, Point

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with Vaida the National Rapporteur and Eglė the evaluator."""
    return cast.join(PEOPLE)


@pytest.fixture
def loaded(cast: Cast) -> int:
    """The published figures, loaded by Vaida."""
    from gija.rapporteur.statistics.services import load_published

    return load_published(cast.actor("vaida"))


EVENTS = Basis("events", "recognised", "victims_recognised_in_year", "ministry")


def figure(
    indicator: str, period: str, value: int | None, breakdown: str = "", basis: Basis = EVENTS, **more: Any
) -> Point:
    """A figure made up for a test."""
    fields = {"status": "reported" if value is not None else "not_available", "source": "S1", **more}
    return Point(indicator, period, typed(breakdown), value, basis=basis, known_from=dt.date(2015, 12, 31), **fields)


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """`shared("data/seed/seed_statistics.csv")`: a file of the source material; skips where it is absent."""
    near = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared").is_dir()), None)
    folder = os.environ.get("GIJA_SHARED") or near

    def found(name: str) -> Path:
        if not folder or not (Path(folder) / name).is_file():
            pytest.skip("the source material is not here")
        return Path(folder) / name

    return found
