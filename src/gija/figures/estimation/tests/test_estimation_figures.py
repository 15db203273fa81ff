"""Plots and the chapter of estimates: accessible, the same each time; the command from table to sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from gija.figures.estimation.drawing import svg
from gija.figures.estimation.paper import pdf
from gija.methods.estimation import CaptureTable, World, run, simulate
from gija.methods.estimation.plots import Plot, traces
from gija.methods.estimation.running import Run
from gija.methods.estimation.showing import plots_of


@pytest.fixture(scope="module")
def made() -> Run:
    return run(
        simulate(World(2000, (0.3, 0.2, 0.25, 0.15), {(0, 1): 1.0}), seed=7),
        ("stepwise", "decomposable"),
        replicates=100,
    )


@pytest.fixture(scope="module")
def plots(made: Run) -> list[Plot]:
    return list(plots_of(made).values())


@pytest.mark.parametrize("language", ["en", "lt"])
def test_every_plot_tells_its_numbers_without_being_seen(plots: list[Plot], language: str) -> None:
    assert len(plots) == 10
    for plot in plots:
        drawn = svg(plot, language)
        root = fromstring(drawn)
        assert root.get("role") == "img"
        assert len(root.findtext("{http://www.w3.org/2000/svg}desc") or "") > 30
        assert root.findtext("{http://www.w3.org/2000/svg}title") == plot.title.in_(language)
        assert drawn == svg(plot, language)
        assert "style=" not in drawn
        assert "nan" not in drawn


def test_the_chapter_is_tagged_pdf_with_identical_bytes(made: Run, plots: list[Plot]) -> None:
    for language in ("en", "lt"):
        one = pdf(made, plots, language, date(2026, 3, 2))
        assert one.startswith(b"%PDF-1.7")
        assert one == pdf(made, plots, language, date(2026, 3, 2))


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    import os

    environment = os.environ | {"GIJA_LANG": "lt", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "gija", "estimate", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_the_command_goes_from_table_to_sentence_record_and_report(made: Run, tmp_path: Path) -> None:
    file, record, report = tmp_path / "table.csv", tmp_path / "run.json", tmp_path / "report.pdf"
    table: CaptureTable = made.table
    rows = [f"{h & 1},{h >> 1 & 1},{h >> 2 & 1},{h >> 3},{c}" for h, c in enumerate(table.counts) if c]
    file.write_text("\n".join(["A,B,C,D,n", *rows]))
    quick = ("--methods", "stepwise,decomposable", "--replicates", "100")
    found = call(str(file), *quick, "--record", str(record), "--report", str(report))
    assert found.returncode == 0, found.stderr
    assert "žmonių; iš jų bent viename sąraše matyti" in found.stdout
    assert json.loads(record.read_text())["estimates"] == json.loads(json.dumps(made.record()))["estimates"]
    assert report.read_bytes().startswith(b"%PDF-1.7")


def test_bad_input_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("A,n\n1,5\n")
    found = call(str(tmp_path / "one.csv"))
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)
    assert "Sąrašas tik vienas" in found.stderr


@pytest.mark.slow
def test_chains_are_drawn(made: Run) -> None:
    drawn = svg(traces(made.table.latent_class(sweeps=2000, burn=500)), "lt")
    assert "Latentinių klasių grandinės" in drawn
