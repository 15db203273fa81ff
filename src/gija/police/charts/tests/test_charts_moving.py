"""Where an analyst put things on an edited chart: taken over, told, shown, and taken back like the rest."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from gija.formats import anx
from gija.methods.graph.values import Chart
from gija.police.charts.editing import version
from gija.police.charts.moving import FAR, moved
from gija.police.charts.queries import changes
from gija.police.charts.services import take_back
from gija.police.dossiers import services
from gija.police.dossiers.files import worded
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.queries import View, drawing
from gija.police.dossiers.tests.conftest import PHONE
from gija.vocabulary.errors import GijaError

from .conftest import exported, hangar

pytestmark = pytest.mark.django_db(databases="__all__")

WHY = "Sudėliota po posėdžio"


def file(dossier: Dossier, places: dict[str, Any], chart: Chart | None = None) -> bytes:
    """The exported chart as an analyst moved its things about."""
    chart = chart or worded(dossier.chart, "lt")
    return anx.write(chart, places, "lt", version=version(dossier, dossier.latest.number))


def one_moved(dossier: Dossier, by: tuple[float, float] = (400, -300), shift: float = 0.0) -> bytes:
    at = {one: (x + shift, y + shift) for one, (x, y) in dossier.latest.places.items()}
    car = next(one for one in at if one.startswith("vehicle:"))
    return file(dossier, at | {car: (at[car][0] + by[0], at[car][1] + by[1])})


def back(cast: Any, dossier: Dossier, data: bytes) -> Dossier:
    return take_back(cast.actor("rasa"), dossier.pk, data, WHY)


def car_of(places: dict[str, Any]) -> tuple[float, float]:
    found: tuple[float, float] = next(at for one, at in places.items() if one.startswith("vehicle:"))
    return found


def test_what_was_moved_stands_where_the_analyst_put_it(dossier: Dossier, cast: Any, audit_entries: Any) -> None:
    x, y = car_of(dossier.latest.places)
    before = len(audit_entries("police"))
    made = back(cast, dossier, one_moved(dossier))
    assert car_of(made.latest.places) == pytest.approx((x + 400, y - 300), abs=1)
    told = changes(made, made.latest, "lt")
    assert (len(told.moved), told.changed, told.added, told.missed) == (1, [], [], 0)
    (entry,) = audit_entries("police")[before:]
    assert (entry.details["moved"], entry.details["changes"]) == (1, 0)


def test_the_page_of_the_chart_and_its_files_show_it_there(dossier: Dossier, cast: Any) -> None:
    made = back(cast, dossier, one_moved(dossier))
    x, y = car_of(made.latest.places)
    node = next(one for one in drawing(View(made, "lt"))["nodes"] if one["type"] == "vehicle")
    assert (node["x"], node["y"]) == (x, y)
    with pytest.raises(GijaError) as caught:
        back(cast, made, exported(made))
    assert caught.value.code == "dossier.edit_same", "the next file has it there, too"


def test_it_is_taken_back_like_the_rest_and_survives_an_expansion(dossier: Dossier, cast: Any) -> None:
    before = car_of(dossier.latest.places)
    made = back(cast, dossier, one_moved(dossier))
    there = car_of(made.latest.places)
    wider = services.expand(cast.actor("rasa"), dossier.pk, f"phone:{PHONE}")
    assert car_of(wider.latest.places) == there
    assert car_of(services.undo(cast.actor("rasa"), dossier.pk, 1).latest.places) == before


def test_a_chart_that_was_shifted_as_a_whole_has_moved_nothing(dossier: Dossier, cast: Any) -> None:
    chart = worded(dossier.chart, "lt")
    at = dossier.latest.places
    written = anx.read_with_positions(file(dossier, at))[1]
    assert moved(chart, at, "lt", {one: (x + 5000, y - 70) for one, (x, y) in written.items()}) == {}
    made = back(cast, dossier, one_moved(dossier, shift=900))
    assert len(changes(made, made.latest, "en").moved) == 1


def test_what_is_new_stands_where_it_was_drawn_and_counts_as_added(dossier: Dossier, cast: Any) -> None:
    chart = hangar(worded(dossier.chart, "lt"))
    at = dossier.latest.places
    made = back(cast, dossier, file(dossier, at | {"Angaras 9": (1234.0, -567.0)}, chart))
    told = changes(made, made.latest, "lt")
    assert (len(told.added), told.moved) == (1, [])
    assert made.latest.places["notebook:Angaras 9"] == pytest.approx((1234, -567), abs=1)


def test_two_things_on_one_spot_and_a_place_out_of_this_world_do_no_harm(dossier: Dossier, cast: Any) -> None:
    at = dossier.latest.places
    car, home = (next(one for one in at if one.startswith(kind)) for kind in ("vehicle:", "phone:"))
    focus = at[dossier.chart.focus]
    made = back(cast, dossier, file(dossier, at | {car: focus, home: (9e12, 0.0)}))
    assert made.latest.places[car] == pytest.approx(focus, abs=1)
    assert max(abs(x) for x, _ in made.latest.places.values()) <= FAR
    assert services.files(made, "lt", ("chart.svg", "chart.png", "chart.anx", "dossier.pdf"))


def test_the_page_of_what_changed_says_how_many(dossier: Dossier, cast: Any, client_for: Any) -> None:
    made = back(cast, dossier, one_moved(dossier))
    page = client_for("rasa", "en").get(reverse("charts:changes", args=[made.pk, made.latest.number]))
    assert "<h3>Moved (1)</h3>" in page.content.decode()
