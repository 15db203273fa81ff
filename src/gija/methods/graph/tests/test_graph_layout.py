"""Layout: the same every time, everything has a place, near things do not lie on each other."""

from __future__ import annotations

from math import hypot

import pytest

from gija.methods.graph import chart, layout
from gija.methods.graph.testing import MOMENT, entity, synthetic_chart
from gija.methods.graph.values import Chart


def closest(places: dict[str, tuple[float, float]]) -> float:
    points = list(places.values())
    return min(hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(points) for b in points[:i])


@pytest.mark.parametrize(("entities", "relations"), [(2, 1), (15, 18), (60, 70), (400, 400)])
def test_every_entity_has_a_place_of_its_own_round_the_focus(entities: int, relations: int) -> None:
    whole = synthetic_chart(entities, relations)
    places = layout(whole)
    assert places.keys() == {one.id for one in whole.entities}
    assert places[whole.focus] == (0.0, 0.0)
    assert closest(places) > 44  # a shape is 40 across


def test_the_layout_does_not_depend_on_order_or_on_the_run() -> None:
    whole = synthetic_chart(60, 70)
    turned = Chart(whole.title, whole.focus, whole.entities[::-1], whole.relations[::-1], whole.created)
    assert layout(whole) == layout(turned)


def test_a_lone_entity_stands_in_the_middle() -> None:
    assert layout(chart("", "person:00000", [entity(0)], [], MOMENT)) == {"person:00000": (0.0, 0.0)}


def test_parts_without_a_way_to_the_focus_stand_beside_it() -> None:
    near, far = synthetic_chart(20, 20), synthetic_chart(30, 30)
    others = [entity(100 + i, "phone") for i in range(40)]
    moved = {one.id: f"z{one.id}" for one in far.entities}
    entities = [*near.entities, *others, *(entity(i, one.type, id=moved[one.id]) for i, one in enumerate(far.entities))]
    relations = [
        *near.relations,
        *(
            type(one)(f"z{one.id}", one.type, moved[one.source], moved[one.target], one.provenance)
            for one in far.relations
        ),
    ]
    places = layout(chart("", near.focus, entities, relations, MOMENT))
    assert len(places) == 90
    right = max(places[one.id][0] for one in near.entities)
    assert all(places[one.id][0] > right for one in others)
    assert closest(places) > 44


def test_a_hub_with_thousands_of_neighbours_stays_within_bounds() -> None:
    hub = [entity(0), *(entity(i, "phone") for i in range(1, 3001))]
    links = [
        type(synthetic_chart().relations[0])(f"{i:05}", "uses", hub[0].id, one.id, ()) for i, one in enumerate(hub[1:])
    ]
    places = layout(chart("", hub[0].id, hub, links, MOMENT))
    assert max(abs(x) for x, _ in places.values()) < 8000
