"""`gija chart`: one sentence for what is wrong, nothing half-written, both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gija.formats.anx import commands, read, write
from gija.methods.graph import layout, to_json
from gija.methods.graph.testing import synthetic_chart
from gija.vocabulary.errors import GijaError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    chart = synthetic_chart()
    (tmp_path / "chart.anx").write_bytes(write(chart, layout(chart), "lt"))
    (tmp_path / "dossier.json").write_text(json.dumps(to_json(chart)), encoding="utf-8")
    return tmp_path / "chart.anx"


def run(*arguments: str, said: str = "en") -> str:
    found = CliRunner(env={"GIJA_LANG": said, "COLUMNS": "200"}).invoke(commands.app, arguments, catch_exceptions=False)
    assert found.exit_code == 0
    return found.output


@pytest.mark.parametrize(("said", "words"), [("en", "15 objects, 18 relations"), ("lt", "objektų – 15, ryšių – 18")])
def test_check_and_show_say_what_the_file_holds(file: Path, said: str, words: str) -> None:
    assert words in run("check", str(file), said=said)
    shown = run("show", str(file), said=said)
    assert words in shown
    assert "Bandomasis Pavyzdaitis" in shown


def test_convert_goes_both_ways(file: Path) -> None:
    dossier, made, back = file.with_name("dossier.json"), file.with_name("new.anx"), file.with_name("back.json")
    run("convert", str(dossier), str(made))
    run("convert", str(made), str(back))
    assert read(made.read_bytes()) == synthetic_chart()
    assert json.loads(back.read_text(encoding="utf-8")) == json.loads(dossier.read_text(encoding="utf-8"))
    assert not list(file.parent.glob("*.part"))


def test_faults_are_sentences_and_leave_no_file(file: Path) -> None:
    broken = file.with_name("broken.json")
    broken.write_bytes(b"{\xff")
    target = file.with_name("x.anx")
    cases = [
        (("check", "no-such.anx"), "common.file_missing"),
        (("convert", str(broken), str(target)), "anx.json_broken"),
        (("convert", str(file), str(file.with_name("x.anb"))), "anx.kind_of_file"),
        (("convert", str(file.with_name("dossier.json")), str(file.parent / "none" / "x.anx")), "anx.not_written"),
    ]
    for arguments, code in cases:
        with pytest.raises(GijaError) as caught:
            run(*arguments)
        assert caught.value.code == code
        assert caught.value.text.lt
    assert not target.exists()
