"""Write and read: the chart comes back, the bytes are the same each time, nothing illegal gets in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.formats.anx import read, read_with_positions, write
from gija.methods.graph import Chart, chart, layout
from gija.methods.graph.printable import line
from gija.methods.graph.testing import MOMENT, entity, synthetic_chart
from gija.methods.graph.values import Entity, Provenance, Relation
from gija.vocabulary.entities import entity_types
from gija.vocabulary.errors import GijaError
from gija.vocabulary.relations import relation_types


@pytest.mark.parametrize("language", ["en", "lt"])
def test_a_chart_comes_back_equal_with_its_places_and_provenance(language: str) -> None:
    whole = synthetic_chart(60, 80)
    places = layout(whole)
    data = write(whole, places, language)
    back, found = read_with_positions(data)
    assert back == whole
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    assert found == {one: (round(x - left) + 100, round(y - top) + 100) for one, (x, y) in places.items()}


def test_the_file_is_utf_16_little_endian_with_a_mark_and_the_same_bytes_each_time() -> None:
    whole = synthetic_chart()
    data = write(whole, layout(whole), "lt")
    assert data.startswith(b"\xff\xfe<\x00")
    assert data.decode("utf-16").startswith('<?xml version="1.0" encoding="utf-16"?>')
    again = Chart(whole.title, whole.focus, whole.entities, whole.relations, whole.created)
    assert write(again, layout(again), "lt") == data


def test_a_chart_without_all_its_places_is_refused() -> None:
    with pytest.raises(GijaError, match="position"):
        write(synthetic_chart(), {}, "en")


def test_what_xml_cannot_hold_is_replaced_and_the_file_stays_readable() -> None:
    odd = "A\x00\x1b\ud800 <b>&\"'\ufffe\nB\tĄ😀"
    one = entity(0, attributes={"name": (odd, "C")})
    made = chart(odd, one.id, [replace(one, label=odd)], [], MOMENT)
    back = read(write(made, layout(made), "en"))
    clean = "A\ufffd\ufffd\ufffd <b>&\"'\ufffd B Ą😀"
    assert back.entities[0].label == clean == line(odd)
    assert back.entities[0].attributes["name"] == (clean, "C")
    assert back.title == clean


def test_several_provenances_and_evaluations_keep_each_its_own() -> None:
    pieces = (
        Provenance("a", "T:1", datetime(2026, 1, 2, 3, 4, 5, 678901, UTC), "4x4:A1", "H0", "fact"),
        Provenance("a", "T:2", MOMENT, "5x5x5:B2", "H3", "assessment"),
        Provenance("b", "T:3", MOMENT),
        Provenance("b", "T:4", MOMENT, "6x6:A1", "H1"),
    )
    one = entity(0, provenance=pieces, merged=("personal_code",), category="victim")
    made = chart("T", one.id, [one], [], MOMENT)
    for language in ("en", "lt"):
        assert read(write(made, layout(made), language)) == made


def test_a_type_the_vocabulary_does_not_know_keeps_its_name() -> None:
    one, two = entity(0), entity(1, "phone")
    made = chart("", one.id, [one, replace(two, type="Drone")], [Relation("r", "Observed", two.id, one.id, ())], MOMENT)
    assert read(write(made, layout(made), "lt")) == made


# XML text without what is cleaned away; a line's spaces at its ends stay.
texts = st.text(st.characters(codec="utf-16", exclude_categories=("Cc", "Cs")), max_size=30).filter(
    lambda text: "\ufffe" not in text and "\uffff" not in text
)
named = texts.filter(bool)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
evaluations = st.sampled_from(["", "4x4:A1", "4x4:X4", "5x5x5:E5", "6x6:F6"])
provenances = st.builds(
    Provenance,
    named,
    texts,
    moments,
    evaluations,
    st.sampled_from(["", "H0", "H3"]),
    st.sampled_from(["fact", "assessment"]),
)
dates = st.sampled_from(["", "2019", "2019-05", "2019-05-31"])
fields = st.sampled_from(["text", "amount", "grund"])


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    ids = draw(st.lists(named, min_size=1, max_size=5, unique=True))
    things = []
    for id_ in ids:
        kind = draw(st.sampled_from(entity_types()))
        own = st.sampled_from([field.code for field in kind.fields])
        attributes = draw(st.dictionaries(own, st.lists(named, max_size=3).map(tuple), max_size=3))
        pieces = tuple(draw(st.lists(provenances, max_size=3)))
        category = draw(st.sampled_from(["", "victim", "suspect"]))
        merged = tuple(draw(st.lists(own, max_size=2)))
        things.append(Entity(id_, kind.code, draw(texts), attributes, pieces, category, merged))
    links = []
    for number in range(draw(st.integers(0, 6)) if len(ids) > 1 else 0):
        source, target = draw(st.permutations(ids))[:2]
        kind_of = draw(st.sampled_from(relation_types())).code
        pieces = tuple(draw(st.lists(provenances, max_size=2)))
        attributes = draw(st.dictionaries(fields, st.lists(named, max_size=2).map(tuple), max_size=2))
        links.append(Relation(f"{number}", kind_of, source, target, pieces, draw(dates), draw(dates), attributes))
    return chart(draw(texts), ids[0], things, links, draw(moments))


@settings(max_examples=150, deadline=None)
@given(charts(), st.sampled_from(["en", "lt"]))
def test_any_chart_comes_back_equal(made: Chart, language: str) -> None:
    data = write(made, layout(made), language)
    assert read(data) == made
    assert write(read(data), layout(made), language) == data
