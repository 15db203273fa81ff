"""An index is replaced whole or not at all, and is searched while it is rebuilt."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gija.methods.search import Index, Query, Record
from gija.vocabulary.errors import GijaError

OLD, NEW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)
QUESTION = Query("person", {"name": "Jonas Girdauskas"})


def people(count: int, mark: str = "p") -> Iterator[Record]:
    for number in range(count):
        yield Record(
            f"{mark}{number}", "x", "person", {"name": ("Jonas Girdauskas" if number == 0 else f"Ona A{number}",)}
        )


ENDLESS = """
import itertools, sys
from datetime import UTC, datetime
from gija.methods.search import Index, Record
def endless():
    for number in itertools.count():
        if number == 5000:
            print("under way", flush=True)
        yield Record(str(number), "x", "person", {"name": (f"Petras B{number}",)})
Index.build(endless(), sys.argv[1], as_of=datetime(2026, 2, 2, tzinfo=UTC))
"""


def killed_build(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdout
        assert builder.stdout.readline() == "under way\n"
        os.kill(builder.pid, signal.SIGKILL)


def test_a_killed_build_leaves_the_old_index_whole(tmp_path: Path) -> None:
    Index.build(people(10), tmp_path, as_of=OLD)
    killed_build(tmp_path)
    index = Index.open(tmp_path)
    assert (index.size, index.as_of) == (10, OLD)
    assert [m.record.id for m in index.search(QUESTION).found] == ["p0"]


def test_a_killed_first_build_leaves_no_index(tmp_path: Path) -> None:
    killed_build(tmp_path)
    with pytest.raises(GijaError) as raised:
        Index.open(tmp_path)
    assert raised.value.code == "index.missing"


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    killed_build(tmp_path)
    assert len(list(tmp_path.glob("generation-*"))) == 1
    assert Index.build(people(3), tmp_path, as_of=NEW).size == 3
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_failing_source_leaves_the_old_index_whole(tmp_path: Path) -> None:
    Index.build(people(10), tmp_path, as_of=OLD)

    def failing() -> Iterator[Record]:
        yield from people(5)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        Index.build(failing(), tmp_path, as_of=NEW)
    assert Index.open(tmp_path).as_of == OLD
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    def meddling() -> Iterator[Record]:
        with pytest.raises(GijaError) as raised:
            Index.build(people(1), tmp_path, as_of=NEW)
        assert raised.value.code == "index.busy"
        yield from people(4)

    assert Index.build(meddling(), tmp_path, as_of=OLD).size == 4


def test_an_open_index_keeps_answering_after_it_was_replaced(tmp_path: Path) -> None:
    old = Index.build(people(10, "old"), tmp_path, as_of=OLD)
    Index.build(people(20, "new"), tmp_path, as_of=NEW)
    assert [m.record.id for m in old.search(QUESTION).found] == ["old0"]
    assert [m.record.id for m in Index.open(tmp_path).search(QUESTION).found] == ["new0"]


def test_searching_while_rebuilding_always_answers(tmp_path: Path) -> None:
    Index.build(people(50), tmp_path, as_of=OLD)
    stop, faults, answers = threading.Event(), [], 0

    def searching() -> None:
        nonlocal answers
        while not stop.is_set():
            try:
                found = Index.open(tmp_path).search(QUESTION).found
                assert [m.record.id for m in found] == ["p0"]
                answers += 1
            except Exception as error:
                faults.append(error)
                return

    reader = threading.Thread(target=searching)
    reader.start()
    for _ in range(8):
        Index.build(people(50), tmp_path, as_of=NEW)
    until = time.monotonic() + 20
    while answers == 0 and not faults and time.monotonic() < until:
        time.sleep(0.01)
    stop.set()
    reader.join()
    assert not faults
    assert answers > 0
