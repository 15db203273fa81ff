"""What the tests of authors share: the Rapporteur's office, the coordinator, an evaluator of another house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.rapporteur.reports import services
from gija.rapporteur.reports.models import Report

# Nobody here exists.
PEOPLE = {
    "vaida": ("Vaida Pranešėja", "national_rapporteur", "moi"),
    "saule": ("Saulė Pranešėja", "national_rapporteur", "moi"),
    "jonas": ("Jonas Koordinatorius", "national_coordinator", "moi"),
    "egle": ("Eglė Vertintoja", "evaluator", "viltis"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return cast.join(PEOPLE)


@pytest.fixture
def loaded(cast: Cast) -> int:
    """The published figures, loaded by Vaida."""
    from gija.rapporteur.statistics.services import load_published

    return load_published(cast.actor("vaida"))


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of releases, empty."""
    settings.RELEASES = tmp_path / "releases"
    return tmp_path / "releases"


@pytest.fixture
def draft(cast: Cast, loaded: int, folder: Path) -> Report:
    return services.draft(cast.actor("vaida"), "annual", "2014")
