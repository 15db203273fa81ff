"""`gija report`: files by the same right and with the same trace as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.rapporteur.reports import queries
from gija.rapporteur.reports.commands import app
from gija.rapporteur.reports.faces import chooser
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])


@pytest.fixture
def run(cast: Cast, settings: Any) -> Callable[..., Any]:
    settings.DEMO = True
    return lambda who, *words: CliRunner().invoke(app, [*words, "--account", f"{who}@gija.example"])


def tables(part: str) -> set[str]:
    """The files of single tables that go with the report, in a language."""
    built = queries.build("annual", "2014", queries.setting_of(Report(kind="annual", institution="moi", vintage=1)))
    return {name for name in chooser.names(built) if part in name}


def test_the_annual_report_is_written_in_one_language_with_one_entry(
    run: Callable[..., Any], loaded: int, tmp_path: Path, audit_entries: Callable[[str], list[Any]]
) -> None:
    before = len(audit_entries("rapporteur"))
    ran = run("vaida", "annual", "--year", "2014", "--language", "lt", "--out", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names - tables(".lt.") == {
        "annual-2014.lt.pdf",
        "annual-2014.lt.html",
        "annual-2014.lt.xlsx",
        "report.css",
        "icon.svg",
        "annual-2014.json",
        "annual-2014.csv",
        "annual-2014.sdmx.csv",
        "annual-2014.sdmx.xml",
    }
    assert tables(".lt.") <= names
    entries = audit_entries("rapporteur")[before:]
    assert [(e.action, e.object_id) for e in entries] == [("rapporteur.report.export", "annual-2014")]


def test_both_languages_unless_said_otherwise(run: Callable[..., Any], loaded: int, tmp_path: Path) -> None:
    assert run("egle", "annual", "--year", "2014", "--out", str(tmp_path)).exit_code == 0
    names = {one.name for one in tmp_path.iterdir()}
    assert tables(".lt.") | tables(".en.") < names
    assert len(names - tables(".")) == 13


def test_a_half_year_without_a_table_and_a_wrong_language_are_refused(run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("vaida", "half-year", "--period", "2014-H2", "--out", str(tmp_path))
    assert isinstance(ran.exception, GijaError)
    assert ran.exception.code == "reports.no_table"
    assert run("vaida", "annual", "--year", "2014", "--language", "fr", "--out", str(tmp_path)).exit_code == 2


def test_who_may_not_read_reports_gets_none(run: Callable[..., Any], loaded: int, tmp_path: Path) -> None:
    ran = run("rasa", "annual", "--year", "2014", "--out", str(tmp_path / "out"))
    assert isinstance(ran.exception, NotPermittedError)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(run: Callable[..., Any], loaded: int, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ran = run("vaida", "annual", "--year", "2014", "--out", str(tmp_path / "file"))
    assert isinstance(ran.exception, GijaError)
    assert ran.exception.code == "reports.folder"
