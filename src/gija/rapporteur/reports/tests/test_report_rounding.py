"""A report that is rounded, not closed: chosen before freezing, told in words, kept by the ledger, revised alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gija.commons.testing import Cast
from gija.rapporteur.gate import kept
from gija.rapporteur.gate.queries import ledger
from gija.rapporteur.reports import services
from gija.rapporteur.reports.choosing import weighing
from gija.rapporteur.reports.choosing.series import series
from gija.rapporteur.reports.models import Report
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")

For = Callable[..., Client]
TABLE = "victims_of_trafficking"


def draft(cast: Cast, period: str, protection: str) -> Report:
    made = services.draft(cast.actor("vaida"), "table", period, table=TABLE)
    return services.protect(cast.actor("vaida"), made.pk, protection)


def published(cast: Cast, period: str, protection: str) -> Report:
    frozen = services.freeze(cast.actor("vaida"), draft(cast, period, protection).pk)
    services.approve(cast.actor("jonas"), frozen.pk, frozen.hash)
    return services.publish(cast.actor("vaida"), frozen.pk)


def numbers(one: Report) -> list[int]:
    (release,) = kept.releases(one.gate)
    return [cell.value for table in release.tables for cell in table if cell.value is not None]


def test_what_is_chosen_is_frozen_told_and_kept(cast: Cast, tables: None, folder: Path) -> None:
    done = published(cast, "2014-H1", "round-3")
    assert all(value % 3 == 0 for value in numbers(done))
    assert kept.closed(done.gate) == ()
    (known,) = ledger()
    assert known.base == 3
    assert kept.certificate(done.gate)["protection"]["base"] == 3
    for language, words in (("en", "rounded to a multiple of 3"), ("lt", "suapvalintas iki 3 kartotinio")):
        page = (folder / done.release / f"table-victims-of-trafficking-2014-h1.{language}.html").read_text()
        assert words in page


def test_a_revision_goes_through_the_same_gate_and_tells_the_same_numbers(
    cast: Cast, tables: None, folder: Path
) -> None:
    first, second = published(cast, "2014-H1", "round-3"), published(cast, "2014-H1", "round-3")
    assert numbers(first) == numbers(second)
    assert [one.base for one in ledger()] == [3, 3]


def test_a_year_is_told_after_its_half_and_what_was_rounded_is_not_told_exactly(
    cast: Cast, tables: None, folder: Path
) -> None:
    published(cast, "2014-H1", "round-5")
    year = published(cast, "2014", "round-5")
    assert all(value % 5 == 0 for value in numbers(year))
    again = services.draft(cast.actor("vaida"), "table", "2014-H1", table=TABLE)
    with pytest.raises(GijaError) as refused:
        services.freeze(cast.actor("vaida"), again.pk)
    assert refused.value.code == "gate.impossible"


def test_errors_are_carried_over_the_series_from_what_was_published(cast: Cast, tables: None, folder: Path) -> None:
    done = published(cast, "2013-H1", "round-3")
    shown, true = sorted(numbers(done)), sorted([63, 40, 3, 20])
    found = series("table", TABLE, "2014-H1", "round-3")
    assert sorted(error for _, error in found.above) == sorted(s - t for s, t in zip(shown, true, strict=True))
    assert found.before == ()
    assert len(series("table", TABLE, "2013-H1", "round-3").before) == 4
    assert series("table", TABLE, "2014-H1", "round-5") == series("table", TABLE, "2014-H1", "suppress")


def test_each_way_is_reckoned_as_it_would_go_out_and_the_page_saves_the_choice(
    cast: Cast, tables: None, client_for: For
) -> None:
    made = services.draft(cast.actor("vaida"), "table", "2014-H1", table=TABLE)
    found = weighing.choice(made)
    assert found is not None
    assert [code for code, _ in found.tables[0].costs] == ["suppress", "round-3", "round-5", "cellkey"]
    address = reverse("reports:choice", args=[made.pk])
    assert client_for("vaida").post(address, {"protection": "round-5", "without": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.protection, made.without) == ("round-5", "")
    assert [act.act for act in made.acts.all()] == ["draft", "protect"]
    assert client_for("vaida").post(address, {"protection": "cellkey", "without": ""}).status_code == 422


def test_a_way_that_is_not_there_is_refused_and_only_a_draft_may_choose(
    cast: Cast, tables: None, audit_entries: Callable[[str], list[Any]]
) -> None:
    made, before = draft(cast, "2014-H1", "round-3"), len(audit_entries("rapporteur"))
    with pytest.raises(GijaError) as refused:
        services.protect(cast.actor("vaida"), made.pk, "cellkey")
    assert refused.value.code == "gate.protection"
    services.freeze(cast.actor("vaida"), made.pk)
    with pytest.raises(GijaError, match="state"):
        services.protect(cast.actor("vaida"), made.pk, "suppress")
    assert [one.action for one in audit_entries("rapporteur")[before:]] == ["rapporteur.report.freeze"]
    assert json.loads(Report.objects.get(pk=made.pk).gate)["certificate"]["protection"]["method"] == "round"
