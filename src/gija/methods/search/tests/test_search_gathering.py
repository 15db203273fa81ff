"""Many records are gathered by a second process: the same index, and nothing left where either process ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gija.methods.search import Index, Query, Record, gathering, part
from gija.methods.search.arrays import Arrays

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GIVEN, FAMILY = ("Jonas", "Rasa", "Ona", "Petras", "Ян"), ("Girdauskas", "Petkutė", "Jankauskas", "van der Berg", "Ли")


def records(count: int) -> Iterator[Record]:
    for n in range(count):
        fields = {
            "given_name": (GIVEN[n % 5],),
            "family_name": (FAMILY[n // 5 % 5],),
            "birth_date": (f"19{n % 90 + 10}",),
        }
        fields |= {"former_name": ("Petkus",)} if n % 7 == 0 else {}
        yield Record(f"p{n}", "people\n", "person", fields | {"personal_code": (f"{39001010000 + n}",)})
    yield Record("o", "firms", "organisation", {"name": ("UAB „Gija“",)})


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "MANY", 100)
    monkeypatch.setattr(part, "STEP", 50)
    monkeypatch.setattr(gathering, "CHUNK", 3_000)


def arrays(folder: Path) -> dict[str, list[object]]:
    return {name: array.tolist() for name, array in Arrays(folder / part.ARRAYS).items()}


@pytest.mark.usefixtures("helped")
def test_with_a_helper_and_alone_the_same_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part.write_part(records(777), tmp_path / "helped")
    monkeypatch.setattr(part, "MANY", 10_000)
    part.write_part(records(777), tmp_path / "alone")
    assert arrays(tmp_path / "helped") == arrays(tmp_path / "alone")
    assert sorted(f.name for f in (tmp_path / "helped").iterdir()) == [part.ARRAYS, part.RECORDS]


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_where_the_helper_fails_the_index_is_built_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    index = Index.build(records(500), tmp_path / "index", as_of=NOW)
    assert index.search(Query("person", {"name": "Rasa Girdauskas", "birth_date": "1911"})).found


@pytest.mark.usefixtures("helped")
def test_records_that_end_in_an_error_leave_the_old_index_and_no_helper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, start = list[Any](), subprocess.Popen

    def noted(*told: Any, **more: Any) -> Any:
        started.append(start(*told, **more))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    Index.build(records(10), tmp_path / "index", as_of=NOW)

    def broken() -> Iterator[Record]:
        yield from records(400)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        Index.build(broken(), tmp_path / "index", as_of=NOW)
    assert Index.open(tmp_path / "index").size == 11
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1
    assert [process.returncode is None for process in started] == [False]


def test_a_helper_whose_caller_is_gone_writes_nothing(tmp_path: Path) -> None:
    part.write_part(records(50), tmp_path)
    lines, out = tmp_path / part.RECORDS, tmp_path / "out"
    command = [sys.executable, "-m", "gija.methods.search.gathering", str(lines), str(out)]
    done = subprocess.run(command, input=f"{lines.stat().st_size}\n".encode(), check=False)
    assert (done.returncode, out.exists()) == (1, False)


def test_names_kept_in_the_index_are_those_of_the_records(tmp_path: Path) -> None:
    """Scores without reading the records are the scores of the records, also where an index of another model is met."""
    index = Index.build(records(300), tmp_path / "index", as_of=NOW)
    asked = Query("person", {"name": "Jonas van der Berg"})
    before = index.scored(asked, at_least=0.3)
    persons = index._parts[0].persons
    assert persons
    persons.held._current = False
    assert index.scored(asked, at_least=0.3) == before
    assert np.all(index._parts[0]._arrays["person.model"] > 0)
