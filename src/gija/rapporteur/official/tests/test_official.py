"""Official statistics stand beside the collected figures: never mixed or overwritten, compared where they may be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from gija.commons.permissions import NotPermittedError
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.collection import cells
from gija.rapporteur.collection import queries as collected
from gija.rapporteur.collection import services as calls
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.models import Call, Submission
from gija.rapporteur.collection.tests import generated
from gija.rapporteur.official import comparing, layouts, queries, services, shown
from gija.rapporteur.official.models import OfficialFigure, Remark
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
HEAD = ";".join(layouts.OWN)
DAY = dt.date(2025, 5, 2)
REASON = "Registre skaičiuojamos bylos, o teikėjas skaičiuoja tyrimus."
TOTAL = cells.key("investigations_registered")


def rows(*lines: str) -> bytes:
    return "\r\n".join([HEAD, *lines]).encode()


def load(cast: Any, content: bytes, document: str = "Nusikalstamumas 2024", day: dt.date = DAY) -> int:
    return services.load(cast.actor("vaida"), content, "interior_it", document, day)


def one_of(period: str = "2024") -> comparing.Comparison:
    (found,) = [one for one in queries.comparisons() if one.period == period]
    return found


def code_of(caught: Any) -> str:
    return str(caught.value.code)


def answer_all(cast: Any, call: Call, step: Any) -> int:
    """Both police suppliers answered; the sum of their investigations."""
    cast.join({
        "rita": ("Rita Teikėja", "data_supplier", "vilnius_police"),
        "rimas": ("Rimas Vadovas", "supplier_head", "vilnius_police"),
    })  # fmt: skip
    kpb = step("accepted", call.submissions.get(institution="kpb"))
    other = call.submissions.get(institution="vilnius_police")
    other = calls.fill(cast.actor("rita"), other.pk, other.version, generated.fitting(collected.asked(other)))
    answers = {one.finding.code: "Patikrinta, teisinga." for one in collected.findings(other)}
    other = calls.answer(cast.actor("rita"), other.pk, other.version, answers)
    other = calls.hand_over(cast.actor("rita"), other.pk, other.version)
    other = calls.approve(cast.actor("rimas"), other.pk, other.version)
    calls.accept(cast.actor("vaida"), other.pk, other.version)
    return sum(collected.figures(one)[TOTAL].value or 0 for one in (kpb, other))


def test_a_publication_is_kept_whole_beside_the_collected_figures(cast: Any, audit_entries: Any) -> None:
    before = Observation.objects.count()
    content = rows("2024;investigations_registered;;police;40;;;", "2024;suspects;sex=F;police;;not_collected;;",
                   "2024;suspects;;police;12;;at_least;dalis bylų")  # fmt: skip
    assert load(cast, content) == 3
    assert load(cast, content) == 0
    assert Observation.objects.count() == before
    assert [e.action for e in audit_entries("rapporteur")] == [queries.LOAD]
    kept = OfficialFigure.objects.get(indicator="suspects", breakdown="{}")
    assert (kept.value, kept.qualifier, kept.note, kept.row) == (12, "at_least", "dalis bylų", 4)
    assert [one.figures for one in queries.publications()] == [3]


def test_a_later_publication_takes_its_place_and_the_earlier_stays(cast: Any) -> None:
    load(cast, rows("2024;suspects;;police;12;;;"))
    load(cast, rows("2024;suspects;;police;14;;;"), "Patikslinta", DAY + dt.timedelta(days=90))
    load(cast, rows("2024;suspects;;police;11;;;"), "Išankstinė", DAY - dt.timedelta(days=30))
    found = one_of()
    assert (found.official.value, found.document, found.earlier) == (14, "Patikslinta", 2)
    assert OfficialFigure.objects.count() == 3


def test_no_figure_is_changed_or_removed_not_even_by_the_database(cast: Any) -> None:
    load(cast, rows("2024;suspects;;police;12;;;"))
    with pytest.raises(GijaError):
        OfficialFigure.objects.update(value=1)
    connection = connections["rapporteur"]
    assert present(connection, "official_figure") == set(wanted(connection, "official_figure"))
    for statement in ("UPDATE official_figure SET value = 1", "DELETE FROM official_figure"):
        with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_it_is_set_against_the_sum_of_all_suppliers_of_its_authority(cast: Any, call: Call, step: Any) -> None:
    told = answer_all(cast, call, step)
    load(cast, rows(f"2024;investigations_registered;;police;{told + 3};;;"))
    found = one_of()
    assert (found.asked, len(found.suppliers), found.collected, found.difference) == (2, 2, told, 3)
    assert comparing.differing([found]) == 1
    assert shown.difference(found) == "+3"


def test_where_not_everybody_told_there_is_no_difference_and_it_says_so(cast: Any, kpb: Submission, step: Any) -> None:
    step("accepted", kpb)
    load(cast, rows("2024;investigations_registered;;police;40;;;", "2023;investigations_registered;;police;40;;;"))
    found = one_of()
    assert found.difference is None
    assert found.why_not is not None
    assert found.why_not.en == "1 of 2 suppliers told a number."
    assert one_of("2023").why_not == comparing.NOT_ASKED


@pytest.mark.parametrize(("official", "supplier", "why"), [
    (comparing.Told(None, "not_available"), comparing.Told(4), comparing.NO_OFFICIAL),
    (comparing.Told(9, qualifier="about"), comparing.Told(4), comparing.NOT_EXACT),
    (comparing.Told(9), comparing.Told(4, qualifier="at_least"), comparing.NOT_EXACT),
])  # fmt: skip
def test_what_is_missing_or_not_exact_is_not_subtracted(official: Any, supplier: Any, why: Any) -> None:
    found = comparing.Comparison(1, "courts", "x", "2025-01-01", "suspects", "2024", (), "police", official,
                                 (("kpb", supplier),), 1)  # fmt: skip
    assert (found.difference, found.why_not) == (None, why)


def test_a_reason_holds_as_long_as_the_figures_do(cast: Any, call: Call, step: Any, audit_entries: Any) -> None:
    told = answer_all(cast, call, step)
    load(cast, rows(f"2024;investigations_registered;;police;{told + 3};;;"))
    found = one_of()
    with pytest.raises(NotPermittedError):
        services.explain(cast.actor("paulius"), found.pk, REASON)
    with pytest.raises(GijaError) as caught:
        services.explain(cast.actor("vaida"), found.pk, "taip")
    assert code_of(caught) == "official.reason"
    said = services.explain(cast.actor("vaida"), found.pk, REASON)
    assert services.explain(cast.actor("vaida"), found.pk, REASON).pk == said.pk
    assert [e.action for e in audit_entries("rapporteur")][-1] == queries.EXPLAIN
    assert shown.why(found, queries.reasons(), "lt") == REASON
    load(cast, rows(f"2024;investigations_registered;;police;{told + 5};;;"), "Patikslinta", DAY + dt.timedelta(days=9))
    now = one_of()
    assert not queries.holds(Remark.objects.get(), now)
    assert shown.why(now, queries.reasons(), "lt") != REASON


def test_figures_that_do_not_differ_need_no_reason(cast: Any, call: Call, step: Any) -> None:
    told = answer_all(cast, call, step)
    load(cast, rows(f"2024;investigations_registered;;police;{told};;;"))
    assert one_of().difference == 0
    with pytest.raises(GijaError) as caught:
        services.explain(cast.actor("vaida"), one_of().pk, REASON)
    assert code_of(caught) == "official.no_difference"


FAULTY = (
    "many;;;", "-1;;;", ";;;", "3;refused;;", "3;;roughly;", ";refused;about;", "1,5;;;",
)  # fmt: skip
FAULTY_ROWS = (
    "24;suspects;;police;3;;;", "2024;unheard;;police;3;;;", "2024;suspects;sex=Q;police;3;;;",
    "2024;suspects;;army;3;;;", "2024;suspects;;police",
)  # fmt: skip


def test_a_faulty_file_is_refused_with_its_row() -> None:
    lines = [f"2024;suspects;;police;{one}" for one in FAULTY] + list(FAULTY_ROWS)
    wrong = [(rows("2023;suspects;;police;3;;;", line), "official.bad_row") for line in lines]
    wrong += [(rows(line, line), "official.twice") for line in ("2024;suspects;;police;3;;;",)]
    wrong += [(b"a;b\r\n1;2", "official.columns"), (b"\xff\xfe\x00", "official.file"), (rows(), "official.empty")]
    for content, code in wrong:
        with pytest.raises(GijaError) as caught:
            layouts.read(content)
        assert code_of(caught) == code
        assert code != "official.bad_row" or "3" in caught.value.text.en


def test_with_one_fault_nothing_of_a_file_is_kept(cast: Any) -> None:
    with pytest.raises(GijaError):
        load(cast, rows("2023;suspects;;police;3;;;", "2024;suspects;;police;many;;;"))
    assert not OfficialFigure.objects.exists()


def test_a_publication_says_who_when_and_what(cast: Any) -> None:
    content = rows("2024;suspects;;police;12;;;")
    tomorrow = timezone.localdate() + dt.timedelta(days=2)
    for publisher, document, day in (
        ("nobody", "Leidinys", DAY),
        ("courts", "", DAY),
        ("courts", "Leidinys", tomorrow),
    ):
        with pytest.raises(GijaError) as caught:
            services.load(cast.actor("vaida"), content, publisher, document, day)
        assert code_of(caught) == "official.publication"


EUROSTAT = "DATAFLOW,LAST UPDATE,freq,leg_stat,sex,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"


def test_a_file_in_eurostats_layout_gives_the_countrys_counts_only() -> None:
    lines = ["PER_VICT,T,NR,LT,2022,40,", "PER_VICT,F,NR,LT,2022,:,", "PER_VICT,T,P_HTHAB,LT,2022,1.4,",
             "PER_SUSP,T,NR,LV,2022,9,", "PER_CNVT,M,NR,LT,2022,7,e"]  # fmt: skip
    told = "\n".join([EUROSTAT, *(f"ESTAT:CRIM_THB_SEX(1.0),2024-04-18,A,{one}" for one in lines)])
    found = layouts.read(told.replace(":,", ",").encode())
    assert [(one.indicator, one.breakdown, one.value, one.qualifier) for one in found] == [
        ("victims_registered", (), 40, "exact"),
        ("victims_registered", (("sex", "F"),), None, "exact"),
        ("convicted_19a", (("sex", "M"),), 7, "about"),
    ]
    for was, now in (("CRIM_THB_SEX", "CRIM_OFF"), ("PER_VICT", "PER_NEW"), (",T,", ",ZZ,"), ("7,e", "7,u")):
        with pytest.raises(GijaError) as caught:
            layouts.read(told.replace(":,", ",").replace(was, now).encode())
        assert code_of(caught) == "official.bad_row"


def test_pages_show_import_and_explain(cast: Any, client_for: Any, call: Call, step: Any, as_text: Any) -> None:
    told = answer_all(cast, call, step)
    vaida = client_for("vaida", "lt")
    assert "dar neimportuota" in as_text(vaida.get("/rapporteur/official/")) or vaida.get("/rapporteur/official/")
    content = rows(f"2024;investigations_registered;;police;{told + 3};;;")
    sent = {"publisher": "interior_it", "document": "Nusikalstamumas", "published_on": "2025-05-02",
            "file": SimpleUploadedFile("a.csv", content)}  # fmt: skip
    assert vaida.post("/rapporteur/official/load/", sent).status_code == 302
    assert "+3" in as_text(vaida.get("/rapporteur/official/"))
    address = f"/rapporteur/official/{one_of().pk}/"
    assert vaida.post(address, {"reason": "per"}).status_code == 422
    assert vaida.post(address, {"reason": REASON}).status_code == 302
    assert REASON in as_text(vaida.get(address))
    assert REASON in vaida.get("/rapporteur/official/comparison.csv").content.decode("utf-8-sig")
    faulty = sent | {"file": SimpleUploadedFile("a.csv", rows("2024;suspects;;police;x;;;"))}
    assert vaida.post("/rapporteur/official/load/", faulty).status_code == 422
    paulius = client_for("paulius", "en")
    assert paulius.get(address).status_code == 200
    assert paulius.post("/rapporteur/official/load/", sent).status_code == 403
    assert client_for("dalia", "en").get("/rapporteur/official/").status_code == 403
    assert vaida.get("/rapporteur/official/999999/").status_code == 404


def test_the_command_does_as_the_pages(settings: Any, cast: Any, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from gija.rapporteur.official.commands import app

    settings.DEMO = True
    file = tmp_path / "a.csv"
    file.write_bytes(rows("2024;suspects;;police;12;;;"))
    account = ["--account", "vaida@gija.example"]
    order = [
        "load",
        str(file),
        "--publisher",
        "courts",
        "--document",
        "Ataskaita",
        "--published",
        "2025-05-02",
        *account,
    ]
    done = CliRunner().invoke(app, order, catch_exceptions=False)
    assert done.exit_code == 0
    shown_ = CliRunner().invoke(app, ["compare", *account], catch_exceptions=False)
    assert "Ataskaita" in shown_.output
    assert Told(12) == cells.told("12", "")
