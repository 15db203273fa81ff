"""No index grows old unnoticed: what is due is refreshed, what changed is read alone, a failure is told."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from typer.testing import CliRunner

from gija.methods.search.values import Query
from gija.police.databases import changes, duty, hooks, index, refreshing, registry
from gija.police.databases.ask import ask
from gija.police.databases.commands import app
from gija.police.databases.mapping import Mapping, load
from gija.police.databases.queries import standing
from gija.police.databases.values import State

pytestmark = pytest.mark.django_db(databases=["default", "police"])
Mapped = Callable[..., Mapping]
Makes = Callable[..., str]
CODE = Query("person", {"personal_code": "39001010008"})


@pytest.fixture
def run() -> Callable[..., Any]:
    def invoke(*arguments: str, language: str = "en") -> Any:
        with translation.override(language):
            return CliRunner(env={"COLUMNS": "200", "TERM": "dumb"}).invoke(app, [*arguments])

    return invoke


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Moves our clock forward, for everything that looks at the age of an index."""

    def move(hours: str) -> None:
        moment = dt.datetime.now(dt.UTC) + dt.timedelta(hours=float(hours))
        for module in (index, refreshing, changes):
            monkeypatch.setattr(module, "now", lambda: moment)

    return move


@pytest.fixture
def held(mapped: Mapped, residents_sqlite: Makes) -> Mapping:
    """The residents indexed, their table telling when each row changed."""
    mapping = mapped(residents_sqlite(), access="indexed", more="refresh: 1h\n")
    with sqlite3.connect(mapping.path.parent / "residents.sqlite3") as database:
        database.execute("ALTER TABLE GYVENTOJAI ADD COLUMN PAKEISTA TEXT")
        database.execute("UPDATE GYVENTOJAI SET PAKEISTA = '2020-01-01 10:00:00'")
    mapping.path.write_text(mapping.path.read_text().replace("    key: ID\n", "    key: ID\n    changed: PAKEISTA\n"))
    mapping = load(mapping.path)
    index.refresh(mapping)
    return mapping


def change(mapping: Mapping, *statements: str) -> None:
    with sqlite3.connect(mapping.path.parent / "residents.sqlite3") as database:
        for statement in statements:
            database.execute(statement)


INSERT = "INSERT INTO GYVENTOJAI (ID, VARDAS, PAVARDE, PAKEISTA) VALUES (9, 'Petras', 'Naujokas', datetime('now'))"
MOVED = "UPDATE GYVENTOJAI SET PAVARDE = 'Pakeistas', ADRESAS = '', PAKEISTA = datetime('now') WHERE ID = 2"


def names(mapping: Mapping, name: str) -> list[str]:
    return [m.record.id for m in ask(Query("person", {"name": name}), [mapping])[0].matches.found]


def test_only_what_changed_is_read_and_the_index_speaks_of_now(held: Mapping) -> None:
    change(held, INSERT, MOVED)
    before = index.opened(held).as_of
    report = changes.apply(held)
    assert report is not None
    assert (report.rows, bool(report.whole)) == (2, True)
    assert (names(held, "Petras Naujokas"), names(held, "Jonas Pakeistas")) == (
        ["GYVENTOJAI:9:person"],
        ["GYVENTOJAI:2:person"],
    )
    assert not names(held, "Jonas Kravčionok")
    assert index.opened(held).as_of > before
    (left,) = ask(Query("address", {"text": "Gedimino pr. 9-2, Vilnius"}), [held])
    assert [m.record.id for m in left.matches.found] == ["GYVENTOJAI:1:home"]  # a row that no longer holds one


def test_what_was_deleted_leaves_with_the_next_whole_reading_at_least_each_day(
    held: Mapping, later: Callable[[str], None], run: Callable[..., Any]
) -> None:
    change(held, "DELETE FROM GYVENTOJAI WHERE ID = 2")
    changes.apply(held)
    assert names(held, "Jonas Kravčionok")
    later("2")
    assert refreshing.whole_due(held) is False
    later("19")
    assert refreshing.whole_due(held) is True
    assert run("refresh", "--due").exit_code == 0
    assert not names(held, "Jonas Kravčionok")


def test_an_index_kept_up_by_changes_alone_for_over_a_day_counts_as_silent(
    held: Mapping, later: Callable[[str], None]
) -> None:
    later("25")
    assert changes.apply(held) is not None
    (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [held])
    assert (answer.state, answer.error and answer.error.code) == (State.STALE, "database.index_old")


def test_what_expired_since_leaves_with_its_change(held: Mapping) -> None:
    held.path.write_text(held.path.read_text().replace("    key: ID\n", "    key: ID\n    expires: PASTABA\n"))
    change(held, "UPDATE GYVENTOJAI SET PASTABA = ''")
    mapping = load(held.path)
    index.refresh(mapping)
    change(mapping, "UPDATE GYVENTOJAI SET PASTABA = '2020-01-01', PAKEISTA = datetime('now') WHERE ID = 2")
    changes.apply(mapping)
    assert not names(mapping, "Jonas Kravčionok")


@pytest.mark.parametrize("why", ["no index", "another mapping", "too many"])
def test_where_changes_alone_will_not_do_the_whole_is_read(
    held: Mapping, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "no index":
        (index.folder() / "residents.json").unlink()
    elif why == "another mapping":
        held.path.write_text(held.path.read_text().replace("refresh: 1h", "refresh: 2h"))
    else:
        monkeypatch.setattr(changes, "MOST", 1)
        change(held, INSERT, MOVED)
    assert changes.apply(load(held.path)) is None


def test_what_is_due_is_refreshed_and_nothing_else(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any], later: Callable[[str], None]
) -> None:
    made = [mapped(residents_csv(), code=code, access="indexed") for code in ("fresh", "never")]
    mapped(residents_csv(), code="live")
    index.refresh(made[0])
    done = run("refresh", "--due")
    assert (done.exit_code, "never: 8 records" in done.output, "fresh" in done.output) == (0, True, False)
    assert "Every index is fresh." in run("refresh", "--due").output
    assert [m.code for m in refreshing.due(dt.timedelta(hours=24))] == ["fresh", "never"]
    later("19")
    assert [m.code for m in refreshing.due()] == ["fresh", "never"]


def test_one_that_fails_is_told_remembered_and_holds_up_no_other(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any]
) -> None:
    mapped('file: gone.csv\n  delimiter: ";"', code="broken", access="indexed")
    good = mapped(residents_csv(), code="good", access="indexed")
    done = run("refresh", "--due")
    assert (done.exit_code, index.opened(good).size) == (1, 8)
    assert "gone.csv was not found" in run("list").output
    assert "gone.csv nerastas" in run("list", language="lt").output
    residents_csv(name="gone.csv")
    assert run("refresh", "broken").exit_code == 0
    assert refreshing.failure(load(good.path.parent / "broken.yaml")) is None
    assert "not found" not in run("list").output


def test_one_that_another_process_is_at_is_no_failure(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any]
) -> None:
    mapping = mapped(residents_csv(), access="indexed")
    index.folder().mkdir(parents=True)
    with index.alone(mapping):
        done = run("refresh", "--due")
    assert (done.exit_code, "being made right now" in done.output) == (0, True)
    assert refreshing.failure(mapping) is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "database.which_refresh"),
        (["residents", "--due"], "database.which_refresh"),
        (["--due", "--within", "soon"], "database.span"),
    ],
)
def test_a_refresh_that_says_too_little_is_refused(run: Callable[..., Any], arguments: list[str], code: str) -> None:
    assert run("refresh", *arguments).exception.code == code


def test_a_refresh_leaves_one_entry_and_tells_the_hooks(
    held: Mapping, run: Callable[..., Any], audit_entries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, int]] = []

    def breaks(code: str, opened: Any) -> None:
        raise ValueError("Jonas Jonaitis")

    monkeypatch.setattr(hooks, "refreshed", [breaks, lambda code, opened: heard.append((code, opened.size))])
    change(held, INSERT)
    assert run("refresh", "residents").exit_code == 0
    assert heard == [("residents", 9)]
    (entry,) = audit_entries("police")
    assert (entry.action, entry.details["rows"], entry.details["changes_only"]) == ("police.database.index", 1, 1)


def test_a_broken_mapping_is_listed_with_what_is_wrong(mapped: Mapped, run: Callable[..., Any]) -> None:
    mapping = mapped("file: a.csv")
    mapping.path.write_text(mapping.path.read_text().replace("handling: H1", "handling: H9"))
    found = standing(registry.get("residents"))
    assert found.state is State.WRONG_MAPPING
    done = run("list")
    assert ("line 4" in done.output, "Its mapping is refused" in done.output) == (True, True)
    assert run("index", "residents").exit_code == 1
    assert run("check", "residents").exception.code.startswith("mapping.")


def test_the_daily_duty_starts_a_refresh_only_where_one_is_due(
    mapped: Mapped, residents_csv: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gija.commons.courier.duties import names as duties

    assert "police.refresh_indexes" in duties()
    started: list[tuple[str, ...]] = []

    class Process:
        def wait(self) -> int:
            return 0

    def popen(command: tuple[str, ...], **_: Any) -> Process:
        started.append(command)
        return Process()

    monkeypatch.setattr(subprocess, "Popen", popen)
    mapped(residents_csv(), code="live")
    duty.keep_fresh()
    assert started == []
    mapped(residents_csv(), code="held", access="indexed")
    duty.keep_fresh()
    (command,) = started
    assert command[1:] == ("-m", "gija", "database", "refresh", "--due", "--within", "24h")
