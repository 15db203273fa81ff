"""What changed is put in place without building anew; the answers are those of a whole build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gija.methods.search import Index, Query, Record
from gija.vocabulary.errors import GijaError

OLD, NEW, NEWEST = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))


def person(id_: str, name: str, **more: str) -> Record:
    return Record(id_, "x", "person", {"name": (name,)} | {k: (v,) for k, v in more.items()})


CAST = [person("p1", "Rasa Vaitkevičienė"), person("p2", "Jonas Girdauskas"), person("p3", "Ona Petkutė")]


def ids(index: Index, name: str) -> list[str]:
    return [m.record.id for m in index.search(Query("person", {"name": name})).found]


def test_changed_added_and_removed_records_are_seen(tmp_path: Path) -> None:
    index = Index.build(CAST, tmp_path, as_of=OLD)
    index = index.refresh([person("p1", "Rasa Petkutė"), person("p4", "Vanda Kravčionok")], {"p2", "nobody"}, NEW)
    assert (index.size, index.as_of) == (3, NEW)
    assert ids(index, "Rasa Vaitkevičienė") == []
    assert ids(index, "Rasa Petkutė") == ["p1"]
    assert ids(index, "Jonas Girdauskas") == []
    assert ids(index, "Wanda Krawczonok") == ["p4"]
    assert ids(index, "Ona Petkutė") == ["p3"]


def test_refreshing_again_keeps_what_was_refreshed_before(tmp_path: Path) -> None:
    Index.build(CAST, tmp_path, as_of=OLD).refresh([person("p4", "Vanda Kravčionok"), CAST[1]], {"p1"}, NEW)
    index = Index.open(tmp_path).refresh([person("p2", "Jonas Girdauskis")], {"p4"}, NEWEST)
    assert index.size == 2
    assert ids(index, "Vanda Kravčionok") == ids(index, "Rasa Vaitkevičienė") == []
    assert [m.record.fields["name"] for m in index.search(Query("person", {"name": "Jonas Girdauskas"})).found] == [
        ("Jonas Girdauskis",)
    ]


def test_a_whole_build_takes_the_place_of_all_changes(tmp_path: Path) -> None:
    Index.build(CAST, tmp_path, as_of=OLD).refresh([person("p9", "Petras Naujokas")], {"p1"}, NEW)
    index = Index.build(CAST, tmp_path, as_of=NEWEST)
    assert (index.size, ids(index, "Petras Naujokas"), ids(index, "Rasa Vaitkevičienė")) == (3, [], ["p1"])
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_failing_refresh_leaves_the_index_whole(tmp_path: Path) -> None:
    index = Index.build(CAST, tmp_path, as_of=OLD)

    def failing() -> Iterator[Record]:
        yield person("p9", "Petras Naujokas")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        index.refresh(failing(), {"p1"}, NEW)
    index = Index.open(tmp_path)
    assert (index.size, index.as_of, ids(index, "Rasa Vaitkevičienė")) == (3, OLD, ["p1"])


def test_an_open_index_keeps_answering_after_a_refresh(tmp_path: Path) -> None:
    old = Index.build(CAST, tmp_path, as_of=OLD)
    old.refresh([], {"p2"}, NEW)
    assert ids(old, "Jonas Girdauskas") == ["p2"]
    assert ids(Index.open(tmp_path), "Jonas Girdauskas") == []


def test_a_refresh_while_a_build_goes_on_is_refused(tmp_path: Path) -> None:
    index = Index.build(CAST, tmp_path, as_of=OLD)

    def meddling() -> Iterator[Record]:
        with pytest.raises(GijaError) as raised:
            index.refresh([], {"p1"}, NEW)
        assert raised.value.code == "index.busy"
        yield from CAST

    assert Index.build(meddling(), tmp_path, as_of=NEW).size == 3


def test_a_refresh_needs_a_moment_with_time_zone(tmp_path: Path) -> None:
    index = Index.build(CAST, tmp_path, as_of=OLD)
    for moment in (None, datetime(2026, 1, 1)):  # noqa: DTZ001
        with pytest.raises(ValueError, match="as_of"):
            index.refresh([], (), moment)


NAMES = ("Jonas Girdauskas", "Rasa Vaitkevičienė", "Vanda Kravčionok", "Ona Petkutė", "Girdauskis Jonas")
people = st.lists(
    st.tuples(st.sampled_from(['a"b', "p,1", "p2", "p3", "ž4", "p5"]), st.sampled_from(NAMES)), max_size=6
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people, people, st.sets(st.sampled_from(["p2", "p3", "ž4"])))
def test_a_refreshed_index_answers_as_one_built_anew(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, str]],
    changed: list[tuple[str, str]],
    removed: set[str],
) -> None:
    folder = tmp_path_factory.mktemp("refresh")
    first = {id_: person(id_, name) for id_, name in before}
    new = {id_: person(id_, name) for id_, name in changed}
    whole = {id_: r for id_, r in first.items() if id_ not in removed} | new
    refreshed = Index.build(first.values(), folder / "a", as_of=OLD).refresh(new.values(), removed, NEW)
    anew = Index.build(whole.values(), folder / "b", as_of=NEW)
    assert refreshed.size == anew.size
    for name in NAMES:
        query = Query("person", {"name": name})
        assert refreshed.search(query, at_least=0.5) == anew.search(query, at_least=0.5)
