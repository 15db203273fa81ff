"""A hit in an index is confirmed live before pick-up: what the database no longer holds is not on a chart."""

from __future__ import annotations

from typing import Any

import pytest

from gija.police.databases import index, registry
from gija.police.dossiers import services

from .conftest import PHONE, RESIDENTS, SAULIUS, Confirms, World

pytestmark = pytest.mark.django_db(databases="__all__")


def test_an_indexed_row_that_is_gone_or_changed_since_is_not_picked_up(
    world: World, cast: Any, confirmed: Confirms
) -> None:
    world.usual()
    rows = [
        ("1", PHONE, "+37062222222", "2013-02-03"),
        ("2", PHONE, "+37064444444", ""),
        ("3", PHONE, "+37065555555", ""),
    ]
    world.calls(rows)
    text = (world.folder / "calls.yaml").read_text(encoding="utf-8")
    (world.folder / "calls.yaml").write_text(text.replace("access: live", "access: indexed"), encoding="utf-8")
    index.refresh(registry.get("calls"))
    hit = confirmed("rasa", personal_code=SAULIUS)
    # Since the index was made one call was taken out, and another is now somebody else's.
    world.csv("calls", ("ID", "A", "B", "DIENA"), [rows[0], ("3", "+37069999999", "+37065555555", "")])
    made = services.gather(cast.actor("rasa"), hit.pk)
    ids = {one.id for one in made.chart.entities}
    assert "phone:+37062222222" in ids
    assert not ids & {"phone:+37064444444", "phone:+37065555555", "phone:+37069999999"}


def test_the_confirmed_record_itself_is_read_anew(world: World, cast: Any, confirmed: Confirms) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    world.residents([("1", "Saulius", "Vilkauskas", *RESIDENTS[0][3:])])
    made = services.gather(cast.actor("rasa"), hit.pk)
    focus = next(one for one in made.chart.entities if one.id == made.chart.focus)
    assert focus.attributes["family_name"] == ("Vilkauskas",)
