"""What the tests of reconciliation share: the Rapporteur, an evaluator, bodies that answer, the published figures."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.reconciliation.services import Key

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "moi"),
    "dalia": ("Dalia Teikėja", "data_supplier", "kpb"),
    "ona": ("Ona Teikėja", "data_supplier", "viltis"),
    "jonas": ("Jonas Teikėjas", "data_supplier", "vilnius_police"),
}
REASON = "Valstybė skaičiuoja tik procese pripažintus asmenis."
NGO_2014 = "persons_assisted_ngo-victim_or_at_risk-events-assisted_victims_and_at_risk-ngo-assisted_status_victim"
STATE_2014 = "victims_state-recognised-events-victims_recognised_in_year-ministry"
KEY = Key("victims", "2014", STATE_2014, NGO_2014)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The common cast with the Rapporteur, an evaluator, and suppliers of police, an NGO and a third body."""
    return cast.join(PEOPLE)


@pytest.fixture
def loaded(cast: Cast) -> int:
    """The published figures, loaded by Vaida."""
    from gija.rapporteur.statistics.services import load_published

    return load_published(cast.actor("vaida"))


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
