"""Files of a dossier are written whole or not at all, and nothing is replaced unasked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gija.police.dossiers import files
from gija.vocabulary.errors import GijaError

MADE = {"dossier.json": b"{}", "chart.anx": b"\xff\xfe<\x00"}


def test_files_are_written_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    for path in files.write_files(tmp_path / "out", MADE):
        assert path.read_bytes() == MADE[path.name]
        assert path.stat().st_mode & 0o077 == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_nothing_is_replaced_unless_said_and_then_nothing_at_all_is_written(tmp_path: Path) -> None:
    (tmp_path / "chart.anx").write_bytes(b"earlier")
    with pytest.raises(GijaError) as refused:
        files.write_files(tmp_path, MADE)
    assert refused.value.code == "dossier.file_exists"
    assert [path.name for path in tmp_path.iterdir()] == ["chart.anx"]
    files.write_files(tmp_path, MADE, force=True)
    assert (tmp_path / "chart.anx").read_bytes() == MADE["chart.anx"]


def test_a_full_disk_leaves_the_earlier_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chart.anx").write_bytes(b"earlier")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_files(tmp_path, MADE, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["chart.anx"]
    assert (tmp_path / "chart.anx").read_bytes() == b"earlier"


KILLED = """
import os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "gija.config.settings_test"
import django; django.setup()
from gija.police.dossiers import files
files.os.fsync = lambda descriptor: (print("writing", flush=True), __import__("time").sleep(60))
files.write_files(Path(sys.argv[1]), {"chart.anx": b"new" * 1000}, force=True)
"""


def test_a_killed_export_leaves_nothing_half_written_under_the_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "chart.anx").write_bytes(b"earlier")
    variables = {**os.environ, "GIJA_VAR": str(tmp_path / "var")}
    running = subprocess.Popen([sys.executable, "-c", KILLED, str(out)], stdout=subprocess.PIPE, env=variables)
    assert running.stdout is not None
    assert running.stdout.readline() == b"writing\n"
    time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    assert (out / "chart.anx").read_bytes() == b"earlier"
    assert [path.name for path in out.iterdir() if not path.name.startswith(".")] == ["chart.anx"]
