"""Tables of institutions of their own cases: each beside the others, none in another's name, together an interval."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gija.commons.courier.delivery import check_sender
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.messages.fields import Words
from gija.messages.tables import Cell, Dimension, Official, StatisticsTable
from gija.rapporteur.statistics import queries
from gija.rapporteur.statistics.models import Observation
from gija.rapporteur.statistics.points import Basis
from gija.rapporteur.statistics.services import observation
from gija.rapporteur.statistics.together import together
from gija.vocabulary.errors import GijaError

from .conftest import figure

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def cast(cast: Any) -> Any:
    """The common cast with the Rapporteur, and a second organisation."""
    if not Institution.objects.filter(code="prieglobstis").exists():
        make_institution("prieglobstis", "Shelter (invented)", "Prieglobstis (išgalvota)", "ngo")
    return cast.join({"vaida": ("Vaida Pranešėja", "national_rapporteur", "moi")})


def table(own: str, women: int, men: int, vintage: int = 1, **changes: Any) -> StatisticsTable:
    fields: dict[str, Any] = {
        "table": "assistance",
        "title": Words(en="People assisted", lt="Asmenys, kuriems padėta"),
        "period": "2014-H1",
        "vintage": vintage,
        "frozen_on": "2014-07-10",
        "dimensions": (Dimension(name="sex", list="sex"),),
        "cells": (
            Cell(key=("_T",), value=women + men, measure="assisted_victims"),
            Cell(key=("F",), value=women, measure="assisted_victims"),
            Cell(key=("M",), value=men, measure="assisted_victims"),
        ),
        "made_by": Official(account=1, role="case_worker", institution=own),
        "approved_by": Official(account=2, role="case_supervisor", institution=own),
        "approved_on": f"2014-07-{10 + vintage}",
    }
    return StatisticsTable.sealed(**{**fields, **changes})


def sent(message: StatisticsTable, zone: str = "casework") -> Outgoing:
    with transaction.atomic(using=zone):
        return send(zone, message, to_zone="rapporteur")


def known() -> dict[tuple[str, Any], int | None]:
    points = queries.points("assisted_victims", inner=True)
    return {(p.basis.dataset.rpartition("-")[2], p.breakdown): p.value for p in points}


def test_two_institutions_tables_of_one_name_do_not_overwrite_each_other(cast: Any) -> None:
    for message in (table("viltis", 7, 2), table("prieglobstis", 4, 0), table("viltis", 7, 2)):
        sent(message)
    assert run_once(strict=True).delivered == 3
    assert {name for name, _ in known()} == {"viltis", "prieglobstis"}
    assert {one.table for one in queries.tables()} == {"assistance-viltis", "assistance-prieglobstis"}
    point = queries.points("assisted_victims", inner=True)[0]
    assert (point.basis.stage, point.basis.definition) == ("assisted", "institution_table")


def test_a_correction_of_one_leaves_its_old_vintage_and_the_other_institution(cast: Any) -> None:
    for message in (table("viltis", 8, 2, vintage=2), table("viltis", 7, 2), table("prieglobstis", 4, 0)):
        sent(message)  # out of order
    run_once(strict=True)
    assert (known()["viltis", ()], known()["prieglobstis", ()]) == (10, 4)
    told = queries.vintages("assisted_victims", "2014-H1", inner=True)
    assert sorted((p.basis.dataset, p.vintage, p.value) for p in told) == [
        ("assistance-prieglobstis", 1, 4), ("assistance-viltis", 1, 9), ("assistance-viltis", 2, 10),
    ]  # fmt: skip


def crossed(vintage: int, *groups: tuple[str, str, int]) -> StatisticsTable:
    """A table by sex and age; of both together only what there is somebody of, as institutions hand it over."""
    ways = (Dimension(name="sex", list="sex"), Dimension(name="age_group", list="age_group"))
    by_sex = {code: sum(n for sex, _age, n in groups if sex == code) for code in ("F", "M")}
    named = [("_T", "_T", sum(by_sex.values())), *((sex, "_T", n) for sex, n in by_sex.items()), *groups]
    cells = tuple(Cell(key=(sex, age), value=n, measure="assisted_victims") for sex, age, n in named)
    return table("viltis", 0, 0, vintage, dimensions=ways, cells=cells)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_cell_that_a_correction_names_no_more_holds_no_more(cast: Any, order: tuple[int, int]) -> None:
    wrong, right = crossed(1, ("M", "child", 1), ("F", "adult", 4)), crossed(2, ("F", "adult", 5))
    for place in order:
        sent((wrong, right)[place])
        run_once(strict=True)
    boy = (("age_group", "child"), ("sex", "M"))
    held = {p.breakdown: p.value for p in queries.points("assisted_victims", inner=True)}
    assert boy not in held
    assert (held[()], held[(("sex", "M"),)]) == (5, 0)
    assert [p.value for p in queries.vintages("assisted_victims", "2014-H1", boy, inner=True)] == [1]
    assert not [one for one in queries.validate(inner=True) if one.indicator == "assisted_victims"]
    first = {p.breakdown: p.value for p in queries.points("assisted_victims", inner=True, first=True)}
    assert first[boy] == 1


@pytest.mark.parametrize(
    ("zone", "changes", "code"),
    [
        ("police", {}, "statistics.unknown_measure"),
        ("register", {}, "statistics.unknown_measure"),
        ("casework", {"cells": (Cell(key=("_T",), value=3, measure="people"),)}, "statistics.unknown_measure"),
        ("casework", {"cells": (Cell(key=("_T",), value=3, measure="tips"),)}, "statistics.unknown_measure"),
        ("casework", {"approved_by": Official(account=2, role="case_supervisor", institution="prieglobstis")},
         "statistics.two_institutions"),
        ("casework", {"table": "a" * 60}, "statistics.table_name"),
    ],
)  # fmt: skip
def test_nobody_tells_what_is_not_theirs_to_count(cast: Any, zone: str, changes: Any, code: str) -> None:
    sent(table("viltis", 1, 2, **changes), zone)
    with pytest.raises(GijaError) as refused:
        run_once(strict=True)
    assert refused.value.code == code
    assert not Observation.objects.filter(indicator="assisted_victims").exists()


def test_an_installation_hands_over_no_table_of_an_institution_that_is_not_its_own(cast: Any) -> None:
    Peer.objects.create(
        code="north",
        zones=["casework"],
        institutions=["prieglobstis"],
        signing="x",
        sealing="x",
        added_at=timezone.now(),
    )
    envelope = Envelope(
        str(uuid.uuid4()), "statistics_table", 1, "north", "casework", "a", "rapporteur", 1, timezone.now()
    )
    with pytest.raises(GijaError) as refused:
        check_sender(envelope, table("viltis", 1, 2))
    assert refused.value.code == "courier.not_its_institution"
    check_sender(envelope, table("prieglobstis", 1, 2))


def test_all_institutions_together_are_an_interval_for_inner_roles_alone(cast: Any, client_for: Any) -> None:
    for message in (table("viltis", 7, 2), table("prieglobstis", 4, 0)):
        sent(message)
    run_once(strict=True)
    found = {one.breakdown: one for one in together(queries.points("assisted_victims", inner=True))}
    whole, men = found[()], found[(("sex", "M"),)]
    assert (whole.institutions, whole.number.low, whole.number.high) == (2, 9, 13)
    assert (men.number.low, men.number.high) == (2, 2)
    address = reverse("statistics:series", args=["assisted_victims"])
    page = client_for("vaida", "en").get(address).content.decode()
    assert "All institutions together" in page
    assert ">13<" in page
    assert ">13<" not in client_for("aldona").get(address).content.decode()
    assert not queries.points("assisted_victims"), "nothing for who may not see inner figures"


def test_all_together_stands_on_the_page_of_its_figures(cast: Any, client_for: Any) -> None:
    for own in ("viltis", "prieglobstis"):
        basis = Basis("events", "assisted", "institution_table", "ngo", "reported", f"assistance-{own}")
        points = [
            figure("assisted_victims", f"{2000 + half // 2}-H{1 + half % 2}", 8000 + half, "", basis, source="casework")
            for half in range(60)
        ]
        Observation.objects.bulk_create(observation(one, 1) for one in points)
    address = reverse("statistics:series", args=["assisted_victims"])
    shown = []
    for number in (1, 2):
        page = client_for("vaida", "en").get(f"{address}?page={number}").content.decode()
        whole = page.split('id="together"')[1].split("</table>")[0]
        shown.append(re.findall(r'<th scope="row">(20\d\d-H\d)', whole))
    assert [len(one) for one in shown] == [50, 10]
    assert not set(shown[0]) & set(shown[1])
