"""What differs between two charts, and the same laid over a third."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gija.methods.graph import Edit, chart, differences, edited
from gija.methods.graph.testing import MOMENT, entity, provenance, synthetic_chart
from gija.methods.graph.values import Chart, Provenance, Relation

ORIGIN = Provenance("notebook", "AB12/2", MOMENT, "", "H2", "assessment")


def base() -> Chart:
    return synthetic_chart(12, 14)


def changed(before: Chart) -> Chart:
    """One thing renamed and given a note, one new and tied, one relation gone."""
    things = {one.id: one for one in before.entities}
    some = before.entities[3]
    things[some.id] = replace(some, label="Kitaip", attributes={**some.attributes, "notes": ("matytas",)})
    new = entity(99, "phone", id="new", provenance=())
    ties = [*before.relations[1:], Relation("x", "uses", before.focus, "new", ())]
    return chart(before.title, before.focus, [*things.values(), new], ties, MOMENT)


def test_what_changed_is_told_field_by_field() -> None:
    before = base()
    found = differences(before, changed(before))
    assert [one.id for one in found.added] == ["new"]
    assert [one.id for one in found.removed_relations] == [before.relations[0].id]
    assert [one.id for one in found.added_relations] == ["x"]
    (one,) = found.changed
    assert [(field.name, field.after) for field in one.fields] == [("label", ("Kitaip",)), ("notes", ("matytas",))]
    assert len(found) == 4


def test_the_same_chart_differs_in_nothing_wherever_it_came_from() -> None:
    before = base()
    elsewhere = replace(before, entities=tuple(replace(one, provenance=()) for one in before.entities))
    assert len(differences(before, elsewhere)) == 0


def test_relations_that_another_program_numbered_anew_are_the_same() -> None:
    before = base()
    renumbered = tuple(replace(one, id=f"anx:L{place}") for place, one in enumerate(before.relations))
    assert len(differences(before, replace(before, relations=renumbered))) == 0


def test_a_relation_that_was_turned_round_is_a_change_of_its_ends() -> None:
    before = base()
    first = before.relations[0]
    turned = replace(first, id="anx:1", source=first.target, target=first.source)
    (one,) = differences(before, replace(before, relations=(turned, *before.relations[1:]))).changed_relations
    assert [field.name for field in one.fields] == ["ends"]


def test_laid_over_the_chart_the_differences_give_the_other_one_as_the_analysts_word() -> None:
    before = base()
    after = changed(before)
    made, missed = edited(before, Edit(differences(before, after), ORIGIN))
    assert missed == 0
    assert len(differences(made, after)) == 0
    things = {one.id: one for one in made.entities}
    assert things["new"].provenance == (ORIGIN,)
    assert ORIGIN in things[before.entities[3].id].provenance
    assert set(before.entities[3].provenance) <= set(things[before.entities[3].id].provenance)


def test_what_is_no_longer_there_is_counted_and_nothing_is_overwritten() -> None:
    before = base()
    edit = Edit(differences(before, changed(before)), ORIGIN)
    lost = before.entities[3].id
    there = replace(entity(5, "phone", id="new"), label="Jau yra", provenance=(provenance(5),))
    moved = chart(
        before.title,
        before.focus,
        [*(one for one in before.entities if one.id != lost), there],
        [one for one in before.relations if lost not in (one.source, one.target)],
        MOMENT,
    )
    made, missed = edited(moved, edit)
    assert missed >= 2
    assert next(one for one in made.entities if one.id == "new") == there


def test_the_object_is_never_taken_away() -> None:
    before = base()
    without = replace(
        before,
        entities=tuple(one for one in before.entities if one.id != before.focus),
        relations=tuple(one for one in before.relations if before.focus not in (one.source, one.target)),
    )
    made, missed = edited(before, Edit(differences(before, without), ORIGIN))
    assert before.focus in {one.id for one in made.entities}
    assert missed == 1


@given(st.integers(0, 40), st.integers(0, 40))
def test_from_any_chart_to_any_other_of_the_same_object(one: int, other: int) -> None:
    before, after = synthetic_chart(15, 20, seed=one), synthetic_chart(15, 20, seed=other)
    made, _ = edited(before, Edit(differences(before, after), ORIGIN))
    left = differences(made, after)
    assert not left.added
    assert not left.removed
    assert not left.changed
