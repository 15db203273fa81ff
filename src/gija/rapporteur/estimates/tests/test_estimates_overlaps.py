"""Overlaps leave only through the disclosure gate."""

from __future__ import annotations

import pytest

from gija.methods.estimation import CaptureTable
from gija.rapporteur.estimates import overlapping

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])

KINDS = ("police", "ngo", "border_guard")


def kinds() -> tuple[str, ...]:
    from gija.vocabulary.lists import code_list

    return tuple(code_list("institution_kind").codes)[:3]


def test_a_small_overlap_is_not_shown_and_cannot_be_reckoned() -> None:
    lists = kinds()
    table = CaptureTable.of(lists, {(0,): 400, (1,): 300, (2,): 200, (0, 1): 60, (0, 2): 2, (1, 2): 40})
    found = overlapping.passed(table, "2014", "2015-01-20", "overlaps-2014")
    assert found is not None
    values = [one.value for one in found.shown]
    assert values[1] is None
    assert all(value is None or value in (60, 40) for value in values)
    assert all(cell.value != 2 for release in found.releases for cell in release.tables[0])


def test_overlaps_of_lists_that_are_no_kinds_of_institutions_stay_inside() -> None:
    table = CaptureTable.of("ABC", {(0,): 400, (1,): 300, (2,): 200, (0, 1): 60, (0, 2): 50, (1, 2): 40})
    assert overlapping.passed(table, "2014", "2015-01-20", "overlaps-2014") is None
