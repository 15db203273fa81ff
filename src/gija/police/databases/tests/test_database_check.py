"""`gija database`: a mapping is proved on real rows, every bad one is named without what stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from typer.testing import CliRunner

from gija.police.databases import check as checking
from gija.police.databases import index
from gija.police.databases.commands import app
from gija.police.databases.mapping import Mapping
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police"])
Mapped = Callable[..., Mapping]
Makes = Callable[..., str]
BAD: list[tuple[str, ...]] = [
    ("1", "Ona", "Onaitė", "1990.05.17", "M", "49005170003", "", "", "", "", ""),
    ("2", "Jonas", "Jonaitis", "17 gegužės", "V", "49005170004", "", "", "", "", ""),
    ("2", "Petras", "Petraitis", "", "?", "", "", "", "", "", ""),
    ("", "Be", "Rakto", "", "", "", "", "", "", "", ""),
]


@pytest.fixture
def run() -> Callable[..., Any]:
    def invoke(*arguments: str, language: str = "en") -> Any:
        with translation.override(language):
            return CliRunner(env={"COLUMNS": "200", "TERM": "dumb"}).invoke(app, [*arguments])

    return invoke


def test_a_check_counts_what_came_out_and_names_each_bad_row(mapped: Mapped, residents_csv: Makes) -> None:
    report = checking.check(mapped(residents_csv(BAD)))
    (table,) = report.tables
    assert [(p.row, p.key, p.field, p.reason, p.lost) for p in table.problems] == [
        (2, "2", "person.birth_date", "row.date", True),
        (2, "2", "person.personal_code", "row.check_digit", False),
        (3, "2", "person.sex", "row.code_unknown", True),
        (3, "2", "ID", "row.key_twice", True),
        (4, "", "ID", "row.no_key", True),
    ]
    assert (table.rows, table.bad, table.doubtful, report.passed) == (4, 3, 1, False)
    assert table.entities == {"person (person)": 3}


def test_a_good_mapping_passes_and_tells_the_columns_nobody_reads(
    mapped: Mapped, residents_csv: Makes, tmp_path: Path
) -> None:
    mapping = mapped(residents_csv())
    file = mapping.path.parent / "residents.csv"
    file.write_text(
        file.read_text().replace("PASTABA", "PASTABA;SPALVA").replace("\n", ";\n").replace("SPALVA;", "SPALVA")
    )
    report = checking.check(mapping)
    assert report.passed
    assert report.tables[0].unmapped == ("SPALVA",)


def test_a_sample_reads_no_more_than_asked(mapped: Mapped, residents_csv: Makes) -> None:
    assert checking.check(mapped(residents_csv(BAD)), rows=1).passed


@pytest.mark.parametrize(
    ("language", "word"), [("en", "not a date of the given format"), ("lt", "ne nurodyto formato data")]
)
def test_the_command_names_bad_rows_and_ends_with_one(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any], language: str, word: str, audit_entries: Any
) -> None:
    mapped(residents_csv(BAD))
    done = run("check", "residents", "--all", language=language)
    assert done.exit_code == 1
    assert word in done.output
    assert "person.birth_date" in done.output
    for personal in ("Jonaitis", "17 gegužės", "49005170004", "Petraitis"):
        assert personal not in done.output
    (entry,) = audit_entries("police")
    assert (entry.action, entry.object_id, entry.outcome) == ("police.database.check", "residents", "failed")
    assert entry.details == {"rows": 4, "bad": 3}


def test_the_command_passes_a_good_mapping_by_its_file(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any]
) -> None:
    mapping = mapped(residents_csv())
    assert run("check", str(mapping.path)).exit_code == 0
    assert checking.last(mapping) is None
    assert run("check", "residents", "--rows", "2").exit_code == 0
    last = checking.last(mapping)
    assert last is not None
    assert (last.rows, last.bad, last.passed, last.sample) == (2, 0, True, 2)


def test_every_slip_of_a_mapping_file_is_shown(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("code: A\nhandling: H9\n")
    done = run("check", str(tmp_path / "a.yaml"), language="lt")
    assert done.exit_code == 1
    assert len(re.findall(r"a\.yaml, \d+ eilutė", done.output)) >= 5


def test_a_database_that_cannot_be_read_is_told_and_ends_with_one(mapped: Mapped, run: Callable[..., Any]) -> None:
    mapped("file: gone.csv")
    done = run("check", "residents")
    assert (done.exit_code, "gone.csv was not found" in done.output) == (1, True)


def test_indexing_leaves_one_entry_and_a_failure_one_too(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any], audit_entries: Any
) -> None:
    mapping = mapped(residents_csv(), access="indexed")
    assert run("index", "residents").exit_code == 0
    assert index.opened(mapping).size == 8
    (mapping.path.parent / "residents.csv").unlink()
    done = run("index", "--all")
    assert (done.exit_code, "residents.csv was not found" in done.output) == (1, True)
    assert index.opened(mapping).size == 8
    assert [(e.action, e.outcome) for e in audit_entries("police")] == [
        ("police.database.index", "done"),
        ("police.database.index", "failed"),
    ]


def test_a_live_database_is_not_indexed(mapped: Mapped, residents_csv: Makes) -> None:
    with pytest.raises(GijaError) as caught:
        index.refresh(mapped(residents_csv()))
    assert caught.value.code == "database.index_live"


def test_an_index_beyond_its_limit_is_refused_and_the_old_one_stays(mapped: Mapped, residents_csv: Makes) -> None:
    small = mapped(residents_csv(), access="indexed", more="limits: {index_rows: 3}\n")
    index.refresh(small)
    residents_csv([(str(n), "Jonas", f"Jonaitis{n}", *[""] * 8) for n in range(5)])
    with pytest.raises(GijaError) as caught:
        index.refresh(small)
    assert (caught.value.code, index.opened(small).size) == ("database.index_limit", 8)


def test_a_command_that_says_neither_code_nor_all_is_refused(run: Callable[..., Any]) -> None:
    assert run("index").exception.code == "database.which"


def test_the_list_tells_how_fresh_each_database_is(
    mapped: Mapped, residents_csv: Makes, run: Callable[..., Any]
) -> None:
    mapping = mapped(residents_csv(), access="indexed")
    assert "older than agreed" in run("list").output
    index.refresh(mapping)
    assert "Atnaujinta laiku" in run("list", language="lt").output
    told = json.loads((index.folder() / "residents.json").read_text())
    assert (told["records"], told["types"]) == (8, {"address": 3, "person": 3, "phone": 2})
