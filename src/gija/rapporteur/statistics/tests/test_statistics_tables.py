"""Tables of the register arrive as letters and become reported figures, once, whatever the order."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from gija.commons.courier.models import Outgoing
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.messages.fields import Words
from gija.messages.tables import Cell, Dimension, Official, StatisticsTable
from gija.rapporteur.statistics import queries
from gija.rapporteur.statistics.models import Observation, ReceivedTable
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


def table(vintage: int = 1, total: int = 12, **changes: Any) -> StatisticsTable:
    fields: dict[str, Any] = {
        "table": "half_year",
        "title": Words(en="Victims of the half year", lt="Pusmečio aukos"),
        "period": "2014-H1",
        "vintage": vintage,
        "frozen_on": "2014-07-10",
        "dimensions": (Dimension(name="sex", list="sex"), Dimension(name="citizenship", list="country")),
        "cells": (
            Cell(key=("_T", "_T"), value=total),
            Cell(key=("F", "_T"), status="suppressed"),
            Cell(key=("M", "LTU"), value=5),
            Cell(key=("_T", "_T"), value=9, measure="people_lower"),
            Cell(key=("_T", "_T"), value=12, measure="people_upper"),
        ),
        "made_by": Official(account=1, role="register_administrator", institution="viltis"),
        "approved_by": Official(account=2, role="register_administrator", institution="viltis"),
        "approved_on": f"2014-07-{10 + vintage}",
    }
    return StatisticsTable.sealed(**{**fields, **changes})


def sent(message: StatisticsTable) -> Outgoing:
    with transaction.atomic(using="register"):
        return send("register", message, to_zone="rapporteur")


def test_a_table_becomes_reported_figures_once(cast: Any, audit_entries: Any) -> None:
    sent(table())
    sent(table())  # the same table in another letter
    assert run_once(strict=True).delivered == 2
    assert Observation.objects.count() == 5
    (kept,) = queries.tables()
    assert (kept.table, kept.period, kept.vintage, kept.cells) == ("half_year", "2014-H1", 1, 5)
    (total,) = queries.series("register_records", kinds=["reported"], inner=True).points
    assert (total.value, total.basis.kind, total.basis.dataset, total.basis.authority) == (
        12, "reported", "half_year", "ngo",
    )  # fmt: skip
    cells = {p.breakdown: p.text.en for p in queries.points("register_records", inner=True) if p.breakdown}
    assert cells == {
        (("sex", "F"),): "Suppressed to protect persons",
        (("citizenship:country", "LTU"), ("sex", "M")): "5",
    }
    assert [e.action for e in audit_entries("rapporteur")] == ["courier.receive"] * 2


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_later_vintage_holds_whichever_came_first(cast: Any, order: tuple[int, int]) -> None:
    for vintage in order:
        sent(table(vintage, total=12 + vintage))
    run_once(strict=True)
    (total,) = queries.series("register_records", inner=True).points
    assert (total.value, total.vintage) == (14, 2)
    assert [p.value for p in queries.vintages("register_records", "2014-H1", inner=True)] == [13, 14]


def test_other_figures_under_the_same_number_are_refused_whole(cast: Any) -> None:
    sent(table())
    run_once(strict=True)
    sent(table(total=13))
    with pytest.raises(GijaError) as refused:
        run_once(strict=True)
    assert refused.value.code == "statistics.table_altered"
    assert (Observation.objects.count(), ReceivedTable.objects.count()) == (5, 1)


def test_a_table_with_a_measure_nobody_knows_leaves_nothing_behind(cast: Any) -> None:
    sent(table(cells=(Cell(key=("_T", "_T"), value=1), Cell(key=("_T", "_T"), value=1, measure="beds"))))
    with pytest.raises(GijaError) as refused:
        run_once(strict=True)
    assert refused.value.code == "statistics.unknown_measure"
    assert not Observation.objects.exists()
