"""Many questions at once: the same answers as one by one; what is broken or silent is named and holds up nobody."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from gija.methods.search.values import Query
from gija.police.databases import bulk, index, pickup, registry
from gija.police.databases.ask import ask
from gija.police.databases.bulk import ask_many
from gija.police.databases.check import check
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import Answer, State
from gija.vocabulary.errors import GijaError

Mapped = Callable[..., Mapping]
Makes = Callable[..., str]
QUERIES = [
    Query("person", {"name": "Jonas Kravčionok"}),
    Query("phone", {"number": "8 612 34567"}),
    Query("person", {"name": "Visai Kitoks"}),
]


def plain(answers: tuple[Answer, ...]) -> list[Answer]:
    return [replace(answer, seconds=0.0, as_of=None) for answer in answers]


@pytest.fixture
def both(mapped: Mapped, residents_csv: Makes) -> list[Mapping]:
    made = [mapped(residents_csv(), code="live"), mapped(residents_csv(), code="held", access="indexed")]
    index.refresh(made[1])
    return made


def test_many_questions_get_the_answers_they_would_get_one_by_one(
    both: list[Mapping], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    together = [plain(answers) for answers in ask_many(QUERIES, both)]
    assert together == [plain(ask(query, both)) for query in QUERIES]
    assert [len(answers[1].matches.found) for answers in together] == [1, 2, 0]


def test_questions_are_taken_as_lazily_as_answers(both: list[Mapping], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    taken: list[int] = []

    def endless() -> object:
        while True:
            taken.append(1)
            yield QUERIES[0]

    assert len(list(islice(ask_many(endless(), both), 3))) == 3  # type: ignore[arg-type]
    assert len(taken) == 4


def test_a_live_database_that_stays_silent_is_left_alone_for_a_while(
    mapped: Mapped, residents_csv: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, good = mapped("file: gone.csv", code="gone"), mapped(residents_csv(), code="good")
    answers = [first for first, second in ask_many([QUERIES[0]] * 5, [gone, good])]
    assert [a.state for a in answers] == [State.DOWN] * 5
    assert [a.error and a.error.code for a in answers] == ["database.file_missing"] * 3 + ["database.left_alone"] * 2
    monkeypatch.setattr(bulk, "REST", -1.0)
    assert all(a[0].error and a[0].error.code == "database.file_missing" for a in ask_many([QUERIES[0]] * 5, [gone]))


def test_an_index_that_fails_half_way_answers_the_rest_with_its_fault(
    both: list[Mapping], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = index.opened(both[1])

    class Breaks:
        as_of = held.as_of

        def search_many(self, queries: object, limit: int) -> object:
            yield held.search(QUERIES[0], limit)
            raise ValueError("Jonas Jonaitis")

    monkeypatch.setattr(index, "opened", lambda mapping: Breaks())
    first, second, third = [answers[0] for answers in ask_many(QUERIES, both[1:])]
    assert (first.state, second.state, third.state) == (State.ANSWERED, State.DOWN, State.DOWN)
    assert second.error is not None
    assert second.error.code == "database.fault"
    assert "Jonaitis" not in str(second.error)


BROKEN = "code: vehicles\nname: {en: Vehicles, lt: Transporto priemonės}\nhandling: H9\n"


def test_one_broken_mapping_is_named_and_holds_up_no_other(both: list[Mapping]) -> None:
    (registry.folder() / "vehicles.yaml").write_text(BROKEN)
    for answers in (ask(QUERIES[0]), next(ask_many(QUERIES))):
        told = {answer.database: answer for answer in answers}
        assert {code: answer.state for code, answer in told.items()} == {
            "held": State.ANSWERED,
            "live": State.ANSWERED,
            "vehicles": State.WRONG_MAPPING,
        }
        assert told["vehicles"].state.silent
        assert told["vehicles"].error is not None
        assert told["vehicles"].error.values["file"] == "vehicles.yaml"
    assert {got.database: got.state for got in pickup.mentions({("phone", "number", "+37061234567")})}["vehicles"] is (
        State.WRONG_MAPPING
    )
    assert pickup.records("vehicles", ["a:1:b"]).state is State.WRONG_MAPPING


def test_a_broken_mapping_is_neither_indexed_nor_checked(both: list[Mapping]) -> None:
    (registry.folder() / "vehicles.yaml").write_text(BROKEN)
    with pytest.raises(GijaError) as caught:
        index.refresh(registry.get("vehicles"))
    assert caught.value.code.startswith("mapping.")
    assert not check(registry.get("vehicles")).tables


def test_databases_that_never_answer_cost_a_bulk_no_more_than_their_patience(mapped: Mapped) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        deaf = mapped(f'url: "postgresql://asker@127.0.0.1:{server.getsockname()[1]}/x"', timeout="1s")
        started = time.monotonic()
        assert len(list(ask_many([QUERIES[0]] * 200, [deaf]))) == 200
    assert time.monotonic() - started < 8


def large(tmp_path: Path, makes: Makes, person: tuple[str, str], count: int = 3_500) -> str:
    """A live table too large to compare every row of."""
    rows = [(str(n), "Ąžuolas", f"Eglyn{n}", *[""] * 8) for n in range(1, count)]
    return makes([*rows, (str(count), *person, *[""] * 8)])


@pytest.mark.parametrize("kind", ["csv", "sqlite"])
@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("Jonas Kravčionok", ("Jonas", "Gravčionok")),
        ("Jonas Kravčionok", ("Jonas", "Ravčionok")),
        ("Jonas Kravčionok", ("Jonas", "Rkavčionok")),
        ("Aleksandras Kravčionok", ("Dleksandras", "Kravčionok")),
        ("Žydrūnė Jankauskienė", ("Zydrune", "Lankauskienė")),
    ],
)
def test_a_slip_in_a_first_letter_is_found_live(
    request: pytest.FixtureRequest, mapped: Mapped, tmp_path: Path, kind: str, asked: str, held: tuple[str, str]
) -> None:
    mapping = mapped(large(tmp_path, request.getfixturevalue(f"residents_{kind}"), held), timeout="20s")
    (answer,) = ask(Query("person", {"name": asked}), [mapping])
    assert [match.record.id for match in answer.matches.found] == ["GYVENTOJAI:3500:person"]


def test_a_large_database_asked_live_by_name_never_counts_as_no_hit(
    mapped: Mapped, tmp_path: Path, residents_csv: Makes
) -> None:
    mapping = mapped(large(tmp_path, residents_csv, ("Ona", "Onaitė")), timeout="20s")
    (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [mapping])
    assert (answer.state, answer.state.silent, answer.matches.found) == (State.PARTIAL, True, ())
    assert answer.error is not None
    assert answer.error.code == "database.partial"
    (exact,) = ask(Query("person", {"personal_code": "49005170003"}), [mapping])
    assert exact.state is State.ANSWERED


@pytest.mark.parametrize("kind", ["csv", "sqlite", "xlsx", "parquet"])
def test_of_a_small_database_every_row_is_compared(request: pytest.FixtureRequest, mapped: Mapped, kind: str) -> None:
    mapping = mapped(request.getfixturevalue(f"residents_{kind}")())
    (answer,) = ask(Query("person", {"name": "Junas Gravčionok"}), [mapping])
    assert answer.state is State.ANSWERED
