"""What is handed over: figures as SDMX that come back whole, and the European Union's set with what is missing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.formats import sdmx, sheets
from gija.rapporteur.collection import cells
from gija.rapporteur.collection import queries as collected
from gija.rapporteur.collection import services as calls
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.collection.tests import generated
from gija.rapporteur.deliveries import queries, services, telling
from gija.rapporteur.statistics.drafts import Draft, checked
from gija.rapporteur.statistics.points import Basis, Point
from gija.rapporteur.statistics.services import load_published, observation
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators

pytestmark = pytest.mark.django_db(databases="__all__")
SHEET, SDMX = "/rapporteur/deliveries/eu19a/2024/", "/rapporteur/deliveries/sdmx/"
FEMALE = cells.key("victims_registered", (("sex", "F"),))
TOTAL = cells.key("victims_registered")


@pytest.fixture
def eu(cast: Any) -> Submission:
    """What the police bureau is asked for the European Union's statistics of 2024."""
    made = calls.open_call(cast.actor("vaida"), "eu19a", "2024")
    found: Submission = made.submissions.get(institution="kpb")
    return found


def told(of: Submission) -> dict[str, Told]:
    return generated.fitting(collected.asked(of)) | {
        TOTAL: Told(5, qualifier="at_least"), FEMALE: Told(None, "not_collected"),
    }  # fmt: skip


def test_every_published_figure_comes_back_out_of_sdmx_as_it_is(cast: Any) -> None:
    load_published(cast.actor("vaida"))
    flow, figures = telling.messages(queries.figures(vintages=True), "lt")
    assert len(figures) >= 84
    for kind in ("csv", "xml"):
        file = services.as_sdmx(cast.actor("vaida"), kind, vintages=True, language="lt")
        read = sdmx.read(file.content, sdmx.STATISTICS)
        assert read.faults == ()
        assert [one for _, one in read.figures] == figures
    structure = services.as_sdmx(cast.actor("vaida"), "structure", vintages=True)
    assert sdmx.read_structure(structure.content).flow == flow.id


def test_collected_figures_with_what_is_missing_and_not_exact_come_back(cast: Any, eu: Submission, step: Any) -> None:
    step("accepted", eu, told(eu))
    file = services.as_sdmx(cast.actor("vaida"), "xml", "victims_registered")
    found = {one.breakdown: one for _, one in sdmx.read(file.content, sdmx.STATISTICS).figures}
    assert (found[()].value, found[()].qualifier, found[()].more["DATASET"]) == (5, "at_least", "kpb")
    assert found[("sex", "F"),].status == "not_collected"
    assert "unverified" in found[()].more["LEGAL"]


def test_each_file_leaves_one_entry_and_only_the_rapporteur_takes_it(
    cast: Any, eu: Submission, step: Any, audit_entries: Any
) -> None:
    step("accepted", eu, told(eu))
    before = len(audit_entries("rapporteur"))
    services.as_sdmx(cast.actor("vaida"), "csv")
    services.as_eu19a(cast.actor("vaida"), "xlsx", "2024", "lt")
    entries = audit_entries("rapporteur")[before:]
    assert [(e.action, e.object_id) for e in entries] == [
        (queries.EXPORT, "figures-sdmx.csv"), (queries.EXPORT, "eu19a-2024.xlsx"),
    ]  # fmt: skip
    for actor in ("paulius", "dalia"):
        with pytest.raises(NotPermittedError):
            services.as_sdmx(cast.actor(actor), "csv")
        with pytest.raises(NotPermittedError):
            services.as_eu19a(cast.actor(actor), "csv", "2024", "lt")


@pytest.mark.parametrize("vintages", [True, False])
def test_the_registers_true_counts_never_leave(cast: Any, vintages: bool) -> None:
    basis = Basis("as_table", "as_table", "register_table", "igo", "reported", "residents")
    point = Point("register_records", "2031-H1", (), 2, "reported", basis, "register", known_from=dt.date(2031, 7, 1))
    observation(checked(Draft(point)), 1).save(using="rapporteur")
    assert not any(one.source == "register" for one in queries.figures(vintages=vintages))
    with pytest.raises(GijaError):
        services.as_sdmx(cast.actor("vaida"), "csv", "register_records", vintages=vintages)


def test_no_figures_and_what_is_not_there_are_refused(cast: Any) -> None:
    vaida = cast.actor("vaida")
    for code, kind, indicator in (
        ("statistics.unknown_indicator", "csv", "unheard"), ("sdmx.empty", "xml", "glotip_suspected"),
        ("deliveries.kind", "pdf", ""),
    ):  # fmt: skip
        with pytest.raises(GijaError) as caught:
            services.as_sdmx(vaida, kind, indicator)
        assert caught.value.code == code
    for code, year in (("deliveries.no_year", "1999"), ("statistics.period", "24")):
        with pytest.raises(GijaError) as caught:
            services.as_eu19a(vaida, "csv", year, "lt")
        assert caught.value.code == code


def test_the_set_of_a_year_tells_what_is_missing_and_from_whom(cast: Any, eu: Submission, step: Any) -> None:
    step("accepted", eu, told(eu))
    made, names = queries.table_set("2024")
    assert names["en"]["kpb"]
    counts = made.completeness()["victims_registered", "kpb"]
    assert (counts["not_collected"], counts["reported"]) == (1, len(indicators()["victims_registered"].cells()) - 1)
    assert made.completeness()["victims_registered", "viltis"]["reported"] == 0
    courts = {one for one in made.unasked if indicators()[one].authorities == ("court",)}
    assert courts == {"convicted_19a", "judgments", "service_users_convicted"}
    rows = sheets.rows(services.as_eu19a(cast.actor("vaida"), "csv", "2024", "en").content)
    assert any(row[6] == "≥ 5" and row[7] == "Reported" for row in rows)
    assert sum(row[7] == "Not collected" for row in rows) == 1


def test_pages_and_files_say_unverified_and_ask_for_a_proof(client_for: Any, eu: Submission, as_text: Any) -> None:
    vaida = client_for("vaida", "en")
    assert "2024" in as_text(vaida.get("/rapporteur/deliveries/"))
    page = as_text(vaida.get(SHEET))
    assert page.count("unverified") >= 9
    assert "Asked, nothing was told" in page
    paulius = client_for("paulius", "en")
    assert paulius.get(SHEET).status_code == 200
    assert paulius.get(f"{SHEET}xlsx/").status_code == 403
    assert paulius.get(f"{SDMX}csv/").status_code == 403
    assert client_for("dalia", "en").get(SHEET).status_code == 403
    assert vaida.get(f"{SHEET}xlsx/")["Content-Disposition"] == 'attachment; filename="eu19a-2024.xlsx"'
    assert vaida.get(f"{SDMX}csv/?indicator=glotip_suspected").status_code == 400
    assert vaida.get(f"{SDMX}csv/?as_of=when").status_code == 400


def test_the_command_writes_the_same_files(settings: Any, cast: Any, eu: Submission, step: Any, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from gija.rapporteur.deliveries.commands import app

    settings.DEMO = True
    step("accepted", eu, told(eu))
    account = ["--account", "vaida@gija.example"]
    for order, name in ((["eu19a", "2024", "csv"], "a.csv"), (["sdmx", "csv", "victims_registered"], "b.csv")):
        done = CliRunner().invoke(app, [*order, *account, "--out", str(tmp_path / name)], catch_exceptions=False)
        assert done.exit_code == 0
    assert sdmx.read((tmp_path / "b.csv").read_bytes(), sdmx.STATISTICS).faults == ()
    assert len(sheets.rows((tmp_path / "a.csv").read_bytes())) > 100
