"""Who sees what on the dashboard; what charts, files and empty places say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from gija.rapporteur.monitoring import catalogue
from gija.rapporteur.monitoring.tests.conftest import REGISTER, SUPPLIED, point

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/monitoring/"
SECTIONS = list(catalogue.sections())


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.mark.parametrize("language", ["lt", "en"])
def test_every_section_shows_its_charts_with_tables_or_says_what_would_be_needed(
    client_for: Callable[..., Any], loaded: int, language: str
) -> None:
    client = client_for("vaida", language)
    for section in SECTIONS:
        page = text(client.get(f"{BASE}section/{section}/"))
        for spec in catalogue.of_section(section):
            panel = re.search(rf'<section class="panel" id="{spec.code}".*?</section>', page, re.S)
            assert panel, spec.code
            assert ("<table" in panel[0]) != ('class="empty"' in panel[0]), spec.code
            if "<svg" in panel[0]:
                assert "<desc" in panel[0]
                assert 'class="hidden"' in panel[0]


def test_nothing_told_says_what_would_be_needed_and_from_whom(client_for: Callable[..., Any], loaded: int) -> None:
    page = text(client_for("vaida").get(f"{BASE}section/lags/"))
    assert "start of the investigation" in page
    assert "Prosecution" in page


def test_the_inner_count_of_the_register_is_seen_by_the_rapporteur_and_not_by_the_evaluator(
    client_for: Callable[..., Any], keep: Callable[..., None]
) -> None:
    keep(
        point("2031", 3917, REGISTER, "register_people", source="register"),
        point("2031", 3, REGISTER, "register_people", "form:exploitation=sexual", source="register"),
        point("2031", 4177, SUPPLIED),
    )
    rapporteur, evaluator = client_for("vaida"), client_for("egle")
    assert "3,917" in text(rapporteur.get(f"{BASE}section/series/"))
    assert "Sexual exploitation" in text(rapporteur.get(f"{BASE}section/forms/?period=2031"))
    for section in SECTIONS:
        page = text(evaluator.get(f"{BASE}section/{section}/?period=2031"))
        assert "3,917" not in page
        assert "4,177" not in page
    for code in catalogue.charts():
        page = text(evaluator.get(f"{BASE}chart/{code}.csv"))
        assert "3,917" not in page
        assert "4,177" not in page


def test_a_figure_that_a_release_told_is_shown_as_it_was_told(
    client_for: Callable[..., Any], keep: Callable[..., None]
) -> None:
    from gija.rapporteur.gate import populations, services

    told = point("2032", 4271, REGISTER, "register_people", source="register")
    keep(told, point("2032", 3, REGISTER, "register_people", "form:exploitation=labour", source="register"))
    assert "4,271" not in text(client_for("egle").get(f"{BASE}section/series/"))
    services.put([populations.release("r3-2032", "2033-01-01", [told], 1)])
    assert "4,271" in text(client_for("egle").get(f"{BASE}section/series/"))
    small = text(client_for("egle").get(f"{BASE}chart/forms_register.csv?period=2032"))
    assert "half-year table of the register" in small  # nothing but what would be needed
    services.withdraw(["r3-2032"], "2033-02-01")
    assert "4,271" not in text(client_for("egle").get(f"{BASE}section/series/"))


def test_the_ombudsman_sees_published_figures_of_children_and_nothing_else(
    client_for: Callable[..., Any], loaded: int, keep: Callable[..., None]
) -> None:
    keep(
        point("2034", 7, REGISTER, "register_people", "age_group:age_group=child", source="register"),
        point("2034", 8191, REGISTER, "register_people", "age_group=child", source="register"),
    )
    ombudsman = client_for("vilma")
    page = text(ombudsman.get(f"{BASE}children/"))
    assert "Victims known to the state" in page
    assert "Child" in page
    assert "8,191" not in page
    assert "8191" not in page
    for address in ("", "section/series/", "alerts/", "notes/", "chart/victims.csv"):
        assert ombudsman.get(BASE + address).status_code == 403
    assert "Child" in text(ombudsman.get(f"{BASE}children.csv"))
    adult = text(ombudsman.get(f"{BASE}children.csv"))
    assert "Adult" not in adult
    assert "8191" not in adult


def test_a_chart_downloads_as_a_table_that_no_sheet_runs(client_for: Callable[..., Any], loaded: int) -> None:
    answer = client_for("vaida", "lt").get(f"{BASE}chart/victims.csv")
    assert answer["content-disposition"] == 'attachment; filename="victims.csv"'
    assert "2014" in text(answer)
    assert ";" in text(answer)
    empty = text(client_for("vaida", "lt").get(f"{BASE}chart/lag_court.csv"))
    assert "mėnesius" in empty
    assert client_for("vaida").get(f"{BASE}chart/nothing.csv").status_code == 404
    assert client_for("vaida").get(f"{BASE}section/nothing/").status_code == 404


def test_stages_counted_on_different_bases_are_not_taken_as_shares(client_for: Callable[..., Any], loaded: int) -> None:
    page = text(client_for("vaida").get(f"{BASE}section/funnel/?period=2013"))
    assert "The bases differ" in page
