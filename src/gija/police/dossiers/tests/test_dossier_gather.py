"""What a gathering brings round a record, out of real databases."""

from __future__ import annotations

from datetime import UTC, datetime

from gija.methods.graph import to_json
from gija.methods.graph.handling import every_provenance
from gija.methods.graph.values import Chart, Entity, Relation
from gija.police.databases import pickup
from gija.police.databases.values import State
from gija.police.dossiers.gather import expand, gather
from gija.police.dossiers.values import Caps, Gathered

from .conftest import EVERYTHING, FROM_SAULIUS, ONA, PHONE, PLATE, SAULIUS, World

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def gathered(steps: int = 2, caps: Caps | None = None) -> Gathered:
    return gather(FROM_SAULIUS, steps, pickup, EVERYTHING, NOW, caps)


def labels(chart: Chart) -> set[str]:
    return {entity.label for entity in chart.entities}


def of_type(chart: Chart, type_: str) -> list[Entity]:
    return [entity for entity in chart.entities if entity.type == type_]


def ties(chart: Chart, type_: str) -> list[Relation]:
    return [relation for relation in chart.relations if relation.type == type_]


def test_the_object_is_one_whichever_databases_hold_it_and_the_reason_is_told(world: World) -> None:
    world.usual()
    chart = gathered().chart
    (focus,) = [entity for entity in chart.entities if entity.id == chart.focus]
    assert focus.label == "Saulius Vilkaitis"
    assert {place.database for place in focus.provenance} == {"residents", "vehicles", "shelter"}
    assert focus.merged == ("personal_code",)


def test_every_piece_says_database_record_time_evaluation_handling_and_kind(world: World) -> None:
    world.usual()
    chart = gathered().chart
    assert all(piece.provenance for piece in chart.entities)
    assert all(piece.provenance for piece in chart.relations)
    for place in every_provenance(chart):
        assert place.database
        assert place.record.count(":") == 1
        assert place.retrieved.tzinfo is not None
        assert (place.evaluation, place.handling) == ("4x4:A1", "H1")
    (call,) = ties(chart, "contacted")
    assert {place.kind for place in call.provenance} == {"assessment"}
    assert call.start == "2013-02-03"


def test_one_step_brings_what_the_object_has_and_two_steps_who_else_has_it(world: World) -> None:
    world.usual()
    one, two = gathered(1).chart, gathered(2).chart
    assert len(of_type(one, "vehicle")) == len(of_type(one, "phone")) == 1
    assert "Ona Ramutė" not in labels(one) | labels(two)
    assert "Rugilė Slėptinytė" in labels(two)
    assert "Ona Ramutė" in labels(gathered(3).chart)  # his phone, her phone, she


def test_one_phone_written_in_two_ways_is_one_phone(world: World) -> None:
    world.usual()
    phones = [entity for entity in of_type(gathered().chart, "phone") if entity.id == f"phone:{PHONE}"]
    assert [{place.database for place in phone.provenance} for phone in phones] == [{"residents", "calls"}]


def test_a_database_that_dies_is_named_and_the_rest_is_kept(world: World) -> None:
    world.usual().dead()
    found = gathered()
    states = {state.database: state for state in found.states}
    assert states["wiretaps"].state is State.DOWN
    assert states["wiretaps"].error is not None
    assert found.silent == ("wiretaps",)
    assert "Rugilė Slėptinytė" in labels(found.chart)


class _DiesAfter:
    """The real pick-up, of which one database breaks off after the first question: its file is damaged meanwhile."""

    def __init__(self, world: World, code: str) -> None:
        self.world, self.code, self.asked = world, code, 0

    def records(self, database: str, record_ids, /):  # type: ignore[no-untyped-def]
        return pickup.records(database, record_ids)

    def mentions(self, identifiers, /):  # type: ignore[no-untyped-def]
        self.asked += 1
        if self.asked == 2:
            (self.world.folder / f"{self.code}.sqlite3").write_bytes(b"no database any more" * 100)
        return pickup.mentions(identifiers)


def test_what_a_database_gave_before_it_died_in_the_middle_is_kept(world: World) -> None:
    world.usual()
    found = gather(FROM_SAULIUS, 2, _DiesAfter(world, "residents"), EVERYTHING, NOW)
    assert found.silent == ("residents",)
    assert "Saulius Vilkaitis" in labels(found.chart)
    assert len(of_type(found.chart, "vehicle")) == 1


def test_more_neighbours_than_the_cap_are_cut_and_the_cut_is_told(world: World) -> None:
    world.usual()
    world.calls([(str(i), PHONE, f"+3706{i:07}", f"2013-01-{i % 28 + 1:02}") for i in range(1, 41)])
    found = gathered(2, Caps(relations=10))
    (cut,) = found.cuts
    assert (cut.of, cut.relation, cut.left_out) == ("relations", "contacted", 30)
    assert len(ties(found.chart, "contacted")) == 10
    latest = {call.start for call in ties(found.chart, "contacted")}
    assert min(latest) == "2013-01-19", "the freshest are kept"


def test_each_type_of_relation_has_its_own_cap(world: World) -> None:
    world.usual()
    world.calls([(str(i), PHONE, f"+3706{i:07}", f"2013-01-{i % 28 + 1:02}") for i in range(1, 9)])
    world.vehicles([(str(i), f"ABC {i}00", SAULIUS, "2012-05-01") for i in range(1, 9)])
    found = gathered(2, Caps(relations=40, by_type={"contacted": 2, "owns": 5}))
    assert [len(ties(found.chart, type_)) for type_ in ("contacted", "owns")] == [2, 5]
    assert {(cut.relation, cut.left_out) for cut in found.cuts} == {("contacted", 6), ("owns", 3)}
    usual = Caps.usual()
    assert usual.of("owns") > usual.of("attended") > usual.of("employed_by")


def test_a_full_dossier_says_so(world: World) -> None:
    world.usual()
    world.calls([(str(i), PHONE, f"+3706{i:07}", "") for i in range(1, 41)])
    found = gathered(2, Caps(entities=12))
    assert len(found.chart.entities) == 12
    assert "entities" in {cut.of for cut in found.cuts}


def test_identifiers_not_asked_are_told(world: World) -> None:
    world.usual()
    assert "asked" in {cut.of for cut in gathered(3, Caps(asked=1)).cuts}


def test_the_same_records_give_the_same_dossier(world: World) -> None:
    world.usual()

    def timeless(found: Gathered) -> object:
        raw = to_json(found.chart)
        for piece in (*raw["entities"], *raw["relations"]):
            for place in piece["provenance"]:
                place["retrieved"] = ""
        return raw, found.cuts

    assert timeless(gathered()) == timeless(gathered())


def test_persons_of_one_name_and_birth_date_are_tied_as_an_assessment_and_never_merged(world: World) -> None:
    world.usual()
    columns = ("ID", "VARDAS", "GIM_DATA", "TEL")
    rows = [("1", "VILKAITIS, Saulius", "1979-11-30", PHONE), ("2", "Vilkaitis Saulius", "1981-01-01", PHONE)]
    world.mapping(
        "notebooks",
        world.sqlite("notebooks", "U", columns, rows),
        {
            "name": "U",
            "key": "ID",
            "entities": {
                "p": {
                    "type": "person",
                    "fields": {"name": "VARDAS", "birth_date": {"column": "GIM_DATA", "format": "%Y-%m-%d"}},
                },
                "t": {"type": "phone", "fields": {"number": "TEL"}},
            },
            "relations": [{"type": "uses", "from": "p", "to": "t"}],
        },
    )
    chart = gathered().chart
    (likeness,) = ties(chart, "same_as")
    assert chart.focus in (likeness.source, likeness.target)
    assert {place.kind for place in likeness.provenance} == {"assessment"}
    assert likeness.attributes is not None
    assert float(likeness.attributes["score"][0]) >= 0.9
    assert len([one for one in of_type(chart, "person") if "ilkaitis" in one.label.lower()]) == 3


def people_with_papers(world: World, *rows: tuple[str, ...]) -> None:
    """Border crossings: name, birth date, document, as the border saw them."""
    person = {"name": "VARDAS", "birth_date": {"column": "GIM_DATA"}}
    world.mapping(
        "border",
        world.sqlite("border", "P", ("ID", "VARDAS", "GIM_DATA", "DOK", "VALST_NR"), rows),
        {
            "name": "P",
            "key": "ID",
            "entities": {
                "traveller": {"type": "person", "fields": person},
                "paper": {"type": "document", "fields": {"number": "DOK"}},
                "car": {"type": "vehicle", "fields": {"plate": "VALST_NR"}},
            },
            "relations": [
                {"type": "has_document", "from": "traveller", "to": "paper"},
                {"type": "travelled_with", "from": "traveller", "to": "car"},
            ],
        },
    )


def test_one_document_in_the_hand_of_one_name_and_birth_date_is_one_person(world: World) -> None:
    world.usual()
    people_with_papers(
        world,
        ("1", "JONAS LENKAITIS", "1988-01-02", "12345678", PLATE),
        ("2", "Jonas Lenkaitis", "1988-01-02", "12345678", PLATE),
        ("3", "PETRAS KITOKS", "1990-05-05", "12345678", PLATE),  # the document was lent
        ("4", "JONAS LENKAITIS", "1988-01-02", "87654321", PLATE),
    )
    chart = gathered().chart
    (one,) = [entity for entity in of_type(chart, "person") if entity.merged == ("document",)]
    assert {place.record for place in one.provenance} == {"P:1", "P:2"}
    assert "PETRAS KITOKS" in labels(chart)
    (likeness,) = ties(chart, "same_as")
    assert one.id in (likeness.source, likeness.target)


def test_two_who_use_one_phone_and_are_alike_as_far_as_known_are_tied(world: World) -> None:
    world.usual()
    fields = {"name": "VARDAS", "birth_date": {"column": "METAI"}}
    world.mapping(
        "notes",
        world.sqlite("notes", "N", ("ID", "VARDAS", "METAI", "TEL"), [("1", "Saulius Vilkaitis", "1979", PHONE)]),
        {
            "name": "N",
            "key": "ID",
            "entities": {
                "p": {"type": "person", "fields": fields},
                "t": {"type": "phone", "fields": {"number": "TEL"}},
            },
            "relations": [{"type": "uses", "from": "p", "to": "t"}],
        },
    )
    (likeness,) = ties(gathered().chart, "same_as")
    assert "notes/N:1:p" in (likeness.source, likeness.target)


def test_a_firm_that_most_records_know_by_its_code_is_called_by_its_name(world: World) -> None:
    world.usual()
    rows = [
        ("1", SAULIUS, "300296004", ""),
        ("2", SAULIUS, "300296004", ""),
        ("3", "", "300296004", "UAB Vilko kelias"),
    ]
    world.mapping(
        "firms",
        world.csv("firms", ("ID", "AK", "KODAS", "PAVADINIMAS"), rows),
        {
            "name": "firms",
            "key": "ID",
            "entities": {
                "p": {"type": "person", "fields": {"personal_code": "AK"}},
                "f": {"type": "organisation", "fields": {"code": "KODAS", "name": "PAVADINIMAS"}},
            },
            "relations": [{"type": "employed_by", "from": "p", "to": "f"}],
        },
    )
    assert [one.label for one in of_type(gathered().chart, "organisation")] == ["UAB Vilko kelias"]


def test_expanding_keeps_what_was_there_and_adds_one_step(world: World) -> None:
    world.usual()
    before = gathered(1).chart
    after = expand(before, f"phone:{PHONE}", pickup, EVERYTHING, NOW).chart
    assert {one.id for one in before.entities} < {one.id for one in after.entities}
    assert "phone:+37062222222" in {one.id for one in after.entities}
    third = expand(after, "phone:+37062222222", pickup, EVERYTHING, NOW).chart
    assert f"person:{ONA}" in {one.id for one in third.entities}
    assert third.focus == f"person:{SAULIUS}"


def test_progress_is_told_step_by_step(world: World) -> None:
    world.usual()
    told: list[tuple[int, int, int]] = []
    gather(FROM_SAULIUS, 2, pickup, EVERYTHING, NOW, progress=lambda *said: told.append(said))
    assert {step for step, _, _ in told} == {1, 2}
    assert all(steps == 2 for _, steps, _ in told)
