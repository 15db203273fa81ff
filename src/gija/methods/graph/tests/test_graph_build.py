"""What a chart promises: sorted, whole, checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from gija.methods.graph import chart, neighbourhood, strictest
from gija.methods.graph.build import is_iso_date
from gija.methods.graph.testing import MOMENT, entity, provenance, synthetic_chart
from gija.methods.graph.values import Chart, Entity, Relation
from gija.vocabulary.errors import GijaError


def refused(code: str, *entities: Entity, relations: tuple[Relation, ...] = (), focus: str = "person:00000") -> None:
    with pytest.raises(GijaError) as caught:
        chart("", focus, entities, relations, MOMENT)
    assert caught.value.code == code
    assert caught.value.text.lt
    assert caught.value.text.en


def relation(source: Entity, target: Entity, start: str = "") -> Relation:
    return Relation("r", "paid", source.id, target.id, (provenance(1),), start)


def test_a_chart_is_the_same_whatever_the_order_of_its_pieces() -> None:
    whole = synthetic_chart(40, 50)
    mixed = chart(whole.title, whole.focus, whole.entities[::-1], whole.relations[::-1], whole.created)
    assert mixed == whole
    assert [one.id for one in whole.entities] == sorted(one.id for one in whole.entities)


def test_a_chart_refuses_what_is_not_sound() -> None:
    one, two = entity(0), entity(1)
    refused("graph.duplicate_id", one, one)
    refused("graph.focus_missing", two)
    refused("graph.end_missing", one, relations=(relation(one, two),))
    refused("graph.self_relation", one, relations=(relation(one, one),))
    refused("graph.date_form", one, two, relations=(relation(one, two, start="2019-13"),))
    refused("graph.code_unknown", replace(one, category="villain"))
    refused("graph.code_unknown", replace(one, provenance=(replace(provenance(0), handling="H9"),)))
    refused("graph.code_unknown", replace(one, provenance=(replace(provenance(0), kind=""),)))
    refused("vocabulary.evaluation_unknown", replace(one, provenance=(replace(provenance(0), evaluation="4x4:Z9"),)))
    naive = replace(provenance(0), retrieved=datetime(2026, 1, 1))  # noqa: DTZ001
    refused("graph.time_zone_missing", replace(one, provenance=(naive,)))


def test_moments_become_utc_and_blank_values_leave() -> None:
    vilnius = timezone(timedelta(hours=2))
    taken = replace(provenance(0), retrieved=datetime(2026, 1, 1, 2, tzinfo=vilnius))
    one = entity(0, attributes={"name": ("", "A", "A"), "former_name": ()}, provenance=(taken,))
    made = chart("", one.id, [one], [], MOMENT)
    assert made.entities[0].attributes == {"name": ("A",)}
    assert made.entities[0].provenance[0].retrieved.isoformat() == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("written", ["2019", "2019-02", "2020-02-29", "0001-01-01"])
def test_whole_and_partial_iso_dates_are_dates(written: str) -> None:
    assert is_iso_date(written)


@pytest.mark.parametrize("written", ["", "19", "2019-2", "2019-02-29", "2019-00", "0000", "2019-01-01T00", "２０１９"])
def test_other_writings_are_not(written: str) -> None:
    assert not is_iso_date(written)


def test_neighbourhood_keeps_what_is_within_so_many_steps() -> None:
    whole = synthetic_chart(60, 70)
    alone = neighbourhood(whole, 0)
    assert [one.id for one in alone.entities] == [whole.focus]
    near, all_of_it = neighbourhood(whole, 1), neighbourhood(whole, 99)
    ends = {
        end for one in whole.relations if whole.focus in (one.source, one.target) for end in (one.source, one.target)
    }
    assert {one.id for one in near.entities} == ends
    assert isinstance(all_of_it, Chart)
    assert all_of_it == whole
    with pytest.raises(GijaError, match="steps"):
        neighbourhood(whole, -1)


def test_the_strictest_handling_code_binds_the_whole() -> None:
    pieces = [replace(provenance(0), handling=code) for code in ("", "H2", "H0")]
    assert strictest(pieces) == "H2"
    assert strictest([]) == ""
