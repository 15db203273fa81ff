"""Pages of many figures: one page of them at a time, the same findings as when all are looked at, few queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from gija.rapporteur.reconciliation.tests.generated import observations
from gija.rapporteur.statistics import checks, looking, queries
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/figures/"
MANY = "investigations_registered"


@pytest.fixture
def many(loaded: int) -> None:
    """The published figures, and those of twenty suppliers over eight years."""
    Observation.objects.bulk_create(observations(20, range(2015, 2023), 6), batch_size=500)


def test_what_is_found_of_one_indicator_is_what_is_found_among_all(many: None) -> None:
    every = queries.validate()
    assert len({one.indicator for one in every}) > 5
    for code in code_list("indicator"):
        alone = queries.telling(code.code).findings
        assert alone == tuple(one for one in every if one.indicator == code.code)


def test_a_figure_that_is_added_is_found_at_once(loaded: int) -> None:
    before = queries.telling(MANY)
    assert queries.telling(MANY) is before
    Observation.objects.bulk_create(observations(2, range(2015, 2016), 6), batch_size=500)
    assert len(queries.telling(MANY).held) > len(before.held)
    assert sum(one.figures for one in queries.indicators()) == sum(p.value is not None for p in queries.points())


def looked() -> tuple[object, object]:
    return queries.indicators(), queries.validate()


def anew() -> tuple[object, object]:
    """What a process finds that has not looked yet."""
    queries._kept.clear()
    return looked()


def wrong(number: int, pk: int | None = None) -> list[Observation]:
    """A supplier's total with a part that exceeds it."""
    made = [one for one in observations(1, range(2023, 2024), 1) if one.vintage == 1]
    for place, one in enumerate(made):
        one.pk, one.dataset, one.value = pk and pk + place, f"teikejas{number}", 5 if one.breakdown == "{}" else 9
    return made


def test_only_the_shelves_that_figures_were_added_to_are_looked_at_again(many: None, monkeypatch: Any) -> None:
    before = anew()
    again: list[list[Point]] = []

    def seen(own: list[Point]) -> looking.Seen:
        again.append(own)
        return looking.seen(own)

    monkeypatch.setattr(queries, "seen", seen)
    assert looked() == before
    assert not again
    Observation.objects.bulk_create([*wrong(3), *observations(2, range(2024, 2025), 1)])
    after = looked()
    assert {one[0].basis.dataset for one in again} == {"teikejas3", "teikejas0", "teikejas1"}
    assert len(queries.validate()) > len(before[1])  # type: ignore[arg-type]
    assert after == anew()
    assert queries.validate() == checks.findings(queries.points())


def test_a_figure_that_is_told_later_under_an_earlier_number_is_looked_at_too(many: None) -> None:
    """On PostgreSQL a transaction may end after another that took later numbers."""
    Observation.objects.bulk_create(wrong(3, pk=9_000_000))
    before = anew()
    Observation.objects.bulk_create(wrong(4, pk=8_000_000))
    assert looked() != before
    assert looked() == anew()


def rows(page: str) -> list[str]:
    """The periods of the figures on a page."""
    return re.findall(r'<th scope="row">(20\d\d)', page.split('class="table series"')[1].split("</table>")[0])


def test_a_long_series_stands_on_pages_that_keep_what_was_asked(client_for: Any, many: None) -> None:
    vaida = client_for("vaida", "en")
    first = vaida.get(f"{BASE}{MANY}/?kind=reported").content.decode()
    assert len(rows(first)) == 100
    assert 'aria-current="page">1<' in first
    assert "?kind=reported&amp;page=2" in first
    queries._telling.cache_clear()
    with CaptureQueriesContext(connections["rapporteur"]) as asked:
        second = vaida.get(f"{BASE}{MANY}/?kind=reported&page=2").content.decode()
    assert len(asked) <= 6
    last = rows(first)[-1]
    assert rows(second)[0] >= last  # in order of time, nothing twice
    held = [p for p in queries.points(MANY) if p.basis.kind == "reported"]
    pages = [vaida.get(f"{BASE}{MANY}/?kind=reported&page={n}").content.decode() for n in (1, 2, 3)]
    assert sum(len(rows(page)) for page in pages) == len(held)


def test_who_may_read_deliveries_is_led_to_them_from_figures(client_for: Any, loaded: int) -> None:
    for page in (BASE, f"{BASE}catalogue/", f"{BASE}findings/", f"{BASE}victims_state/"):
        assert "/rapporteur/deliveries/" in client_for("vaida").get(page).content.decode()
        assert "/rapporteur/deliveries/" not in client_for("egle").get(page).content.decode()
