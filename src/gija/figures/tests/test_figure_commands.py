"""Drawing a dossier from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gija.figures import commands
from gija.methods.graph import to_json
from gija.methods.graph.testing import synthetic_chart
from gija.vocabulary.errors import GijaError


def run(*arguments: str, said: str = "lt") -> str:
    found = CliRunner(env={"GIJA_LANG": said}).invoke(commands.app, arguments, catch_exceptions=False)
    assert found.exit_code == 0
    return found.output


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(to_json(synthetic_chart())), encoding="utf-8")
    return file


def test_a_dossier_is_drawn_as_svg_and_png(dossier: Path) -> None:
    for name, begin in (("chart.svg", b"<svg "), ("chart.png", b"\x89PNG")):
        assert name in run(str(dossier), str(dossier.with_name(name)))
        assert dossier.with_name(name).read_bytes().startswith(begin)
    assert not list(dossier.parent.glob("*.part"))


def test_faults_are_sentences_and_leave_no_file(dossier: Path) -> None:
    broken = dossier.with_name("broken.json")
    broken.write_bytes(b"\xff{")
    for source, target, code in (
        (dossier, "chart.pdf", "figures.kind_of_file"),
        (dossier.with_name("none.json"), "chart.svg", "common.file_missing"),
        (broken, "chart.svg", "figures.json_broken"),
        (dossier, "none/chart.svg", "figures.not_written"),
    ):
        with pytest.raises(GijaError) as caught:
            run(str(source), str(dossier.parent / target))
        assert caught.value.code == code
        assert caught.value.text.lt
    assert sorted(file.name for file in dossier.parent.iterdir()) == ["broken.json", "dossier.json"]
