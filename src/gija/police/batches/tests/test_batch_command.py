"""`gija search --batch` and `gija batch`: the same right and trace; a killed worker loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from gija.police.batches import queries, services
from gija.police.batches.commands import app as batch_app
from gija.police.batches.models import Batch
from gija.police.search.commands import app as search_app
from gija.vocabulary.errors import GijaError

from .conftest import FOUR, ONA, PURPOSE, REASON, Writes

pytestmark = pytest.mark.django_db(databases=["default", "police"])
WHY = ("--purpose", PURPOSE, "--reason", REASON)


@pytest.fixture
def run(cast: Any, settings: Any) -> Any:
    settings.DEMO = True  # no password asked of the cast

    def call(app: Any, *arguments: str, who: str = "rasa") -> Result:
        with translation.override("en"):
            return CliRunner().invoke(app, [*arguments, "--account", f"{who}@gija.example"])

    return call


def test_a_file_is_asked_and_answered_in_one_command(
    databases: Any, run: Any, writes: Writes, tmp_path: Path, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    out = tmp_path / "answers.csv"
    result = run(search_app, "--batch", str(writes(*FOUR)), "--out", str(out), *WHY)
    assert result.exit_code == 0, result.output
    assert "HIT: 1" in result.output
    assert "Rows left out: 1" in result.output
    assert out.read_text(encoding="utf-8-sig").count("\n") == 4
    acts = [e.action for e in audit_entries("police")]
    assert acts == ["police.batch.preview", "police.batch.ask", "police.batch.export"]
    number = Batch.objects.get().pk
    assert run(batch_app, "status", number).exit_code == 0
    assert number in run(batch_app, "list").output
    assert run(batch_app, "result", number, "--out", str(tmp_path / "x.xlsx")).exit_code == 0
    assert run(batch_app, "erase", number).exit_code == 0
    assert Batch.objects.get().state == "erased"


def test_silence_exits_3_and_none_1(databases: Any, run: Any, writes: Writes, tmp_path: Path) -> None:
    databases.add("residents", ONA)
    said = ("--batch", str(writes("a;Niekas;Nerastinis;;")), "--out", str(tmp_path / "x.csv"), *WHY)
    assert run(search_app, *said).exit_code == 1
    databases.dead("firms")
    result = run(search_app, *said)
    assert result.exit_code == 3
    assert "Silent: Database firms (1 rows)" in result.output


@pytest.mark.parametrize(("arguments", "code"), [
    (("--out", "x.pdf", *WHY), "batches.out_missing"),
    (WHY, "batches.out_missing"),
    (("--out", "x.csv", "--engine", "dask", *WHY), "batches.engine_unknown"),
    (("--out", "x.csv"), "search.purpose_missing"),
])  # fmt: skip
def test_what_is_missing_is_told_before_the_file_is_read(
    databases: Any, run: Any, writes: Writes, arguments: tuple[str, ...], code: str
) -> None:
    result = run(search_app, "--batch", str(writes(*FOUR)), *arguments)
    assert isinstance(result.exception, GijaError)
    assert result.exception.code == code
    assert not Batch.objects.exists()


def test_the_questions_of_gija_search_are_asked_as_before(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    assert run(search_app, "person", "Ona Petraitytė", *WHY).exit_code == 0


@pytest.mark.slow
def test_a_worker_killed_in_the_midst_loses_nothing(tmp_path: Path) -> None:
    """A real installation, a real process, `kill -9`; another worker ends it, every row answered once."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIJA_")}
    environment |= {"GIJA_VAR": str(tmp_path), "GIJA_DEMO": "1", "GIJA_LANG": "en", "GIJA_BATCH_WORKER": "apart"}
    script = Path(__file__).with_name("killed_worker.py")

    def step(name: str) -> str:
        done = subprocess.run(
            [sys.executable, str(script), name], env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    step("prepare")
    worker = subprocess.Popen([sys.executable, str(script), "work"], env=environment)
    deadline = time.monotonic() + 120
    while int(step("done")) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    before = int(step("done"))
    assert 2 <= before < 20
    step("expire")
    assert step("finish") == "done 10000 10000"


def test_interrupted_the_command_pauses_the_batch(
    databases: Any, run: Any, writes: Writes, tmp_path: Path, monkeypatch: Any, cast: Any
) -> None:
    databases.add("residents", ONA)

    def interrupted(**_: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("gija.police.batches.work.run", interrupted)
        out = str(tmp_path / "x.csv")
        result = run(search_app, "--batch", str(writes(*FOUR)), "--out", out, *WHY)
    batch = Batch.objects.get()
    assert (result.exit_code, batch.state) == (2, "paused")
    assert f"gija batch resume {batch.pk}" in result.output
    assert run(batch_app, "resume", batch.pk, "--out", out).exit_code == 0
    assert queries.progress(Batch.objects.get()).done == 3
    assert services.sweep() == 0
