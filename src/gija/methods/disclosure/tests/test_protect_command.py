"""`gija protect`: a table in; protected table, reasons, certificate out. Fails closed, says what is wrong and where."""

from __future__ import annotations

import csv
import json
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gija.methods.disclosure import verify
from gija.methods.disclosure.commands import app
from gija.methods.disclosure.ledger import Ledger
from gija.vocabulary.errors import GijaError

ROWS = "sex,form,n\nF,sexual,14\nF,labour,9\nF,crime,2\nM,sexual,3\nM,labour,21\nM,crime,8\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "half.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path / "half.csv"


def run(*arguments: object) -> str:
    ran = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran.output


def told(file: Path) -> dict[tuple[str, str], str]:
    return {(row["sex"], row["form"]): row["n"] for row in csv.DictReader(file.read_text().splitlines())}


def test_small_cells_are_closed_with_reasons_and_a_certificate(table: Path, tmp_path: Path) -> None:
    out = run(table, "--out", tmp_path / "out")
    assert "Suppression" in out
    assert "--release" in out
    cells = told(tmp_path / "out" / "half.protected.csv")
    assert cells["F", "crime"] == cells["M", "sexual"] == ""
    assert cells["_T", "_T"] == "57"
    reasons = list(csv.DictReader((tmp_path / "out" / "half.reasons.csv").read_text().splitlines()))
    assert len(reasons) == sum(value == "" for value in cells.values())
    assert all(row["en"] and row["lt"] for row in reasons)
    assert json.loads((tmp_path / "out" / "half.certificate.json").read_text())["digest"]
    assert not list((tmp_path / "out").glob("*.part"))


def test_only_a_release_enters_the_ledger_and_the_next_table_is_checked_with_it(table: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    run(table, "--out", tmp_path / "out")
    run(table, "--ledger", ledger, "--release", "--name", "first", "--day", "2026-07-01", "--out", tmp_path / "out")
    assert [(r.name, r.day) for r in Ledger(ledger)] == [("first", "2026-07-01")]
    with pytest.raises(GijaError) as refused:  # the same again, rounded: together too much would be known
        run(table, "--ledger", ledger, "--method", "round", "--secret", tmp_path / "key", "--out", tmp_path / "two")
    assert refused.value.code == "disclosure.not_safe"
    assert not (tmp_path / "two").exists()
    assert len(Ledger(ledger)) == 1


def test_what_the_ledger_cannot_take_does_not_go_out(table: Path, tmp_path: Path) -> None:
    """Root may write into a read-only folder: so a file stands where the ledger's folder would be made."""
    (tmp_path / "file").write_text("no folder")
    run(table, "--threshold", "3", "--out", tmp_path / "out")  # looked at before, otherwise
    before = {file: file.read_text() for file in (tmp_path / "out").iterdir()}
    with pytest.raises(GijaError) as refused:
        run(table, "--ledger", tmp_path / "file" / "ledger", "--release", "--out", tmp_path / "out")
    assert refused.value.code == "disclosure.ledger_not_written"
    assert {file: file.read_text() for file in (tmp_path / "out").iterdir()} == before
    with pytest.raises(GijaError):
        run(table, "--ledger", tmp_path / "file" / "ledger", "--release", "--out", tmp_path / "new")
    assert not list((tmp_path / "new").iterdir())


def test_a_name_that_was_told_leaves_no_files(table: Path, tmp_path: Path) -> None:
    asked = [table, "--ledger", tmp_path / "ledger", "--release", "--name", "first", "--out"]
    run(*asked, tmp_path / "one")
    with pytest.raises(GijaError) as refused:
        run(*asked, tmp_path / "two")
    assert refused.value.code == "disclosure.twice"
    assert not list((tmp_path / "two").iterdir())


def test_the_ledger_knows_a_release_whose_files_could_not_be_moved(table: Path, tmp_path: Path) -> None:
    out, ledger = tmp_path / "out", tmp_path / "ledger"
    in_the_way = out / "half.certificate.json"
    in_the_way.mkdir(parents=True)
    with pytest.raises(GijaError) as refused:
        run(table, "--ledger", ledger, "--release", "--name", "first", "--out", out)
    assert refused.value.code == "disclosure.told_not_written"
    assert [r.name for r in Ledger(ledger)] == ["first"]
    assert list(out.iterdir()) == [in_the_way]
    in_the_way.rmdir()
    said = run(table, "--ledger", ledger, "--name", "first", "--out", out)  # as the refusal says
    assert "--release" not in said
    assert "first" in said
    assert Ledger(ledger).history()[0].tables[0]["F", "crime"].value is None
    assert told(out / "half.protected.csv")["F", "crime"] == ""
    assert len(list(out.iterdir())) == 3


@pytest.mark.parametrize("method", ["round", "cellkey"])
def test_the_secret_is_made_once_and_the_same_table_comes_out_again(method: str, table: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    run(table, "--method", method, "--secret", key, "--out", tmp_path / "one")
    run(table, "--method", method, "--secret", key, "--out", tmp_path / "two")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    one, two = ((tmp_path / folder / "half.protected.csv").read_text() for folder in ("one", "two"))
    assert one == two != ROWS
    certificate = (tmp_path / "one" / "half.certificate.json").read_text()
    assert json.loads(certificate)["protection"]["seed_seal"]
    assert key.read_bytes().hex() not in certificate


def test_readers_who_know_why_cells_are_closed_are_reckoned_with_if_asked(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("sex,n\nF,3\n")
    run(tmp_path / "one.csv", "--out", tmp_path / "out")
    with pytest.raises(GijaError) as refused:  # a lone closed number: it is small, or it would not be closed
        run(tmp_path / "one.csv", "--threshold-known", "--out", tmp_path / "known")
    assert refused.value.code == "disclosure.nothing_safe_but"
    (tmp_path / "half.csv").write_text(ROWS)
    run(tmp_path / "half.csv", "--threshold-known", "--name", "half", "--out", tmp_path / "known")
    certificate = json.loads((tmp_path / "known" / "half.certificate.json").read_text())
    verify(certificate)
    assert certificate["tables"]


def test_closing_with_a_secret_is_the_same_again(table: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        run(table, "--secret", tmp_path / "key", "--out", tmp_path / folder)
    one, two = ((tmp_path / folder / "half.protected.csv").read_text() for folder in ("one", "two"))
    assert one == two
    assert told(tmp_path / "one" / "half.protected.csv")["F", "crime"] == ""


@pytest.mark.parametrize(("language", "word"), [("en", "Controlled rounding"), ("lt", "Kontroliuojamasis apvalinimas")])
def test_costs_are_told_before_deciding(
    language: str, word: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJA_LANG", language)
    assert word in run(table, "--compare")
    assert [file.name for file in tmp_path.iterdir()] == ["half.csv"]


def test_a_hierarchy_from_a_file_gives_totals_between(table: Path, tmp_path: Path) -> None:
    (tmp_path / "forms.csv").write_text("code,parent\nsexual,abuse\nlabour,work\ncrime,work\n")
    run(table, "--hierarchy", f"form={tmp_path / 'forms.csv'}", "--threshold", "2", "--out", tmp_path / "out")
    assert told(tmp_path / "out" / "half.protected.csv")["_T", "work"] == "40"


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        (ROWS + "F,other,many\n", [], "disclosure.file_row"),
        (ROWS + "F,other\n", [], "disclosure.file_row"),
        ("sex,n\nF,\n", [], "disclosure.nothing_open"),
        (ROWS, ["--method", "guess"], "disclosure.method"),
        (ROWS, ["--method", "round"], "disclosure.seed_missing"),
        (ROWS, ["--release"], "disclosure.ledger_needed"),
        (ROWS, ["--day", "July"], "disclosure.day"),
        (ROWS, ["--ledger", "/nowhere/at/all"], "disclosure.ledger_missing"),
        (ROWS, ["--hierarchy", "form=/nowhere.csv"], "disclosure.file_missing"),
    ],
)
def test_what_is_wrong_is_said_by_name(content: str, more: list[str], code: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(content)
    with pytest.raises(GijaError) as refused:
        run(
            tmp_path / "t.csv",
            "--out",
            tmp_path / "out",
            *(["--secret", tmp_path / "k"] if "guess" in more else []),
            *more,
        )
    assert refused.value.code == code
    if code == "disclosure.file_row":
        assert refused.value.values["row"] == 8
    assert not (tmp_path / "out").exists()


def test_help_loads_nothing_heavy() -> None:
    heavy = (
        "import sys, gija.methods.disclosure.commands; print({'numpy', 'scipy', 'highspy', 'numba'} & set(sys.modules))"
    )
    before = time.monotonic()
    said = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
    assert time.monotonic() - before < 20
