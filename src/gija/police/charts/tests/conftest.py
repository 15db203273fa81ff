"""The invented country of the dossiers with one more database: the border, which knows nobody's personal code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from gija.formats import anx
from gija.methods.graph import chart as build
from gija.methods.graph import layout
from gija.methods.graph.values import Chart, Entity, Relation
from gija.police.charts.editing import version
from gija.police.dossiers import services
from gija.police.dossiers.files import worded
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.tests.conftest import PHONE, SAULIUS, Confirms, World, confirmed, world

__all__ = ["confirmed", "world"]

# Saulius himself, by name, day of birth and his phone; and somebody of his name of whom only the year is known.
CROSSINGS = [("1", "SAULIUS", "VILKAITIS", "1979-11-30", PHONE), ("2", "Saulius", "Vilkaitis", "1979", PHONE)]


def border(world: World, rows: Sequence[Sequence[str]] = CROSSINGS) -> None:
    person = {"given_name": "VARDAS", "family_name": "PAVARDE", "birth_date": "GIMES"}
    world.mapping(
        "border",
        world.csv("border", ("ID", "VARDAS", "PAVARDE", "GIMES", "TEL"), rows),
        {
            "name": "border",
            "key": "ID",
            "entities": {
                "traveller": {"type": "person", "fields": person},
                "mobile": {"type": "phone", "fields": {"number": "TEL"}},
            },
            "relations": [{"type": "uses", "from": "traveller", "to": "mobile"}],
        },
    )


@pytest.fixture
def dossier(world: World, cast: Any, confirmed: Confirms) -> Dossier:
    """Gathered by Rasa round Saulius: residents, vehicles, calls, the shelter and the border."""
    world.usual()
    border(world)
    return services.gather(cast.actor("rasa"), confirmed("rasa", personal_code=SAULIUS).pk)


Edits = Callable[[Chart], Chart]


def exported(dossier: Dossier, language: str = "lt") -> bytes:
    """The chart file as the export writes it."""
    return services.files(dossier, language, ("chart.anx",))["chart.anx"]


def edited(dossier: Dossier, change: Edits, language: str = "lt", said: str | None = None) -> bytes:
    """The exported chart as an analyst changed it."""
    chart = change(worded(dossier.chart, language))
    named = version(dossier, dossier.latest.number) if said is None else said
    return anx.write(chart, layout(chart), language, version=named)


def hangar(chart: Chart) -> Chart:
    """The analyst adds a hangar that the object uses, calls the car otherwise, and takes one call away."""
    call = next(one for one in chart.relations if one.type == "contacted")
    things = [replace(one, label="Juodas BMW") if one.type == "vehicle" else one for one in chart.entities]
    new = Entity("Angaras 9", "address", "Angaras 9", {"text": ("Angarų g. 9",)}, ())
    tie = Relation("r-new", "uses", chart.focus, new.id, (), "2013-05")
    ties = [*(one for one in chart.relations if one.id != call.id), tie]
    return build(chart.title, chart.focus, [*things, new], ties, chart.created)
