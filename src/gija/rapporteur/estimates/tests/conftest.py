"""What the tests of estimates share: who works on them, a table as a file, a run that is done. Nobody here exists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.methods.estimation import CaptureTable, World, simulate
from gija.rapporteur.estimates import services, work
from gija.rapporteur.estimates.models import Run
from gija.rapporteur.estimates.values import Asked

PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "jonas": ("Jonas Koordinatorius", "national_coordinator", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
}
QUICK: dict[str, Any] = {"methods": ("stepwise",), "replicates": 100}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with the Rapporteur, the coordinator and an evaluator."""
    return cast.join(PEOPLE)


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test starts a process of its own: they compute here."""
    monkeypatch.setenv("GIJA_ESTIMATES_WORKER", "apart")


def csv_of(table: CaptureTable) -> bytes:
    """A table as a file."""
    rows = [",".join([*table.lists, "n"])]
    for history, count in enumerate(table.counts):
        if count:
            rows.append(",".join([*(str(history >> i & 1) for i in range(table.width)), str(count)]))
    return "\n".join(rows).encode()


def four(seed: int = 7, people: int = 2000) -> CaptureTable:
    """Four lists, of which the first two know of each other."""
    return simulate(World(people, (0.3, 0.2, 0.25, 0.15), {(0, 1): 1.0}), seed=seed)


Done = Callable[..., Run]


@pytest.fixture
def done(cast: Cast) -> Done:
    """A run that Vaida asked for and the worker has done."""

    def made(period: str = "2014", table: CaptureTable | None = None, **options: Any) -> Run:
        vaida, own = cast.actor("vaida"), table or four()
        kept = services.upload(vaida, csv_of(own), "Lists", period)
        found = services.ask(vaida, Asked((kept.pk,), own.lists, **{**QUICK, **options}))
        work.run()
        return found

    return made
