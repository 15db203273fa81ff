"""Institutions keep their code while their names change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gija.commons.directory.queries import institution, institutions, name_on
from gija.commons.directory.services import make_institution, rename
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default"])
DAY = dt.date


def test_a_name_holds_for_its_time_and_the_code_for_ever() -> None:
    make_institution("ombud", "Ombudsman A", "Kontrolierius A", "ombudsman", valid_from=DAY(2000, 1, 1))
    rename("ombud", "Ombudsman B", "Kontrolierius B", DAY(2013, 7, 1))
    assert name_on("ombud", DAY(2013, 6, 30), "en") == "Ombudsman A"
    assert name_on("ombud", DAY(2013, 7, 1), "en") == "Ombudsman B"
    assert name_on("ombud", DAY(2026, 1, 1), "lt") == "Kontrolierius B"
    assert name_on("ombud", DAY(1990, 1, 1), "lt") == "Kontrolierius A"
    assert name_on("nobody", DAY(2026, 1, 1)) == "nobody"


def test_a_name_cannot_begin_before_the_one_it_replaces() -> None:
    make_institution("ombud", "A", "A", "ombudsman", valid_from=DAY(2000, 1, 1))
    with pytest.raises(GijaError) as refused:
        rename("ombud", "B", "B", DAY(2000, 1, 1))
    assert refused.value.code == "directory.name_order"


def test_a_code_is_given_once_and_a_parent_must_exist() -> None:
    make_institution("ombud", "A", "A", "ombudsman")
    for parent, code in ((None, "directory.exists"), ("nobody", "directory.unknown")):
        with pytest.raises(GijaError) as refused:
            make_institution("ombud" if parent is None else "unit", "A", "A", "ombudsman", parent)
        assert refused.value.code == code


def test_units_and_closed_institutions() -> None:
    make_institution("above", "A", "A", "police")
    unit = make_institution("unit", "U", "U", "police", "above")
    assert institution("unit").parent_id == "above"
    unit.valid_to = DAY(2020, 12, 31)
    unit.save()
    assert {i.code for i in institutions(DAY(2020, 12, 31))} == {"above", "unit"}
    assert {i.code for i in institutions(DAY(2021, 1, 1))} == {"above"}


def test_each_act_leaves_one_entry(audit_entries: Callable[[str], list[Any]]) -> None:
    make_institution("ombud", "A", "A", "ombudsman")
    rename("ombud", "B", "B", DAY(2020, 1, 1))
    assert [(e.action, e.object_id) for e in audit_entries("default")] == [
        ("directory.make", "ombud"),
        ("directory.rename", "ombud"),
    ]
