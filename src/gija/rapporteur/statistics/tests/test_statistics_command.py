"""`gija statistics`: the same rights and the same trace as on the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from typer.testing import CliRunner

from gija.commons.permissions import NotPermittedError
from gija.rapporteur.statistics.commands import app
from gija.rapporteur.statistics.models import Observation

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])


@pytest.fixture
def gija(cast: Any, settings: Any) -> Any:
    settings.DEMO = True

    def run(*arguments: str, language: str = "en", who: str = "vaida") -> Any:
        with translation.override(language):
            return CliRunner().invoke(app, [*arguments, "--account", f"{who}@gija.example"])

    return run


def test_figures_are_loaded_listed_and_checked(gija: Any) -> None:
    assert gija("validate").exit_code == 0  # nothing there, nothing found
    assert "84" in gija("load").output
    assert "0" in gija("load").output
    assert "victims_state" in gija("list").output
    assert "45" in gija("list", "victims_state", language="lt").output
    found = gija("validate", who="egle")
    assert found.exit_code == 1
    assert "22 of 24" in found.output


def test_as_of_a_day_before_publication_nothing_is_known(gija: Any) -> None:
    gija("load")
    assert "S1" not in gija("list", "victims_state", "--as-of", "2015-01-01").output


def test_who_may_not_is_refused(gija: Any) -> None:
    assert isinstance(gija("load", who="egle").exception, NotPermittedError)
    for command in (("list",), ("validate",)):
        assert isinstance(gija(*command, who="rasa").exception, NotPermittedError)
    assert not Observation.objects.exists()


def test_a_file_that_is_no_text_or_names_no_indicator_is_refused(gija: Any, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_bytes(b"\xff\xfe\x00")
    assert getattr(gija("load", str(file)).exception, "code", "") == "statistics.file"
    assert getattr(gija("list", "nothing").exception, "code", "") == "statistics.unknown_indicator"
