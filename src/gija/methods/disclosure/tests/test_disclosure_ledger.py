"""The ledger forgets nothing and notices when it is changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gija.methods.disclosure import Ledger, Release
from gija.methods.disclosure.testing import made
from gija.vocabulary.errors import GijaError


def filled(folder: Path) -> Ledger:
    ledger = Ledger(folder)
    for number, day in enumerate(("2014-07-01", "2015-01-15", "2015-02-01")):
        ledger.add(Release(f"release {number}", (made(number, 2, 2),), day=day, kind="text"))
    return ledger


def test_a_ledger_is_the_same_when_opened_again(tmp_path: Path) -> None:
    ledger = filled(tmp_path)
    again = Ledger(tmp_path)
    assert again.history() == ledger.history()
    assert again.digest == ledger.digest
    assert [r.name for r in again.history(before="2015-02-01")] == ["release 0", "release 1"]


def test_what_was_withdrawn_stays_known(tmp_path: Path) -> None:
    ledger = filled(tmp_path)
    ledger.withdraw("release 1", "2015-03-01")
    assert [r.name for r in Ledger(tmp_path).history()] == ["release 0", "release 1", "release 2"]
    assert [w.name for w in Ledger(tmp_path).withdrawn()] == ["release 1"]


def test_nothing_is_told_anew_under_an_old_name(tmp_path: Path) -> None:
    with pytest.raises(GijaError, match="release 0"):
        filled(tmp_path).add(Release("release 0", ()))


@pytest.mark.parametrize("change", ["edit", "remove", "insert"])
def test_a_changed_ledger_is_not_opened(tmp_path: Path, change: str) -> None:
    filled(tmp_path)
    first, second, _third = sorted(tmp_path.iterdir())
    if change == "edit":
        first.write_text(first.read_text().replace('"vintage": 1', '"vintage": 2', 1))
    elif change == "remove":
        second.unlink()
    else:
        (tmp_path / "0004-more.json").write_bytes(first.read_bytes())
    with pytest.raises(GijaError) as refused:
        Ledger(tmp_path)
    assert refused.value.code == "disclosure.ledger_broken"


KILLED = """
import os, signal, sys
from gija.methods.disclosure import ledger, Release
def stop(opened):  # the power fails when the bytes are written but the file has no name yet
    os.kill(os.getpid(), signal.SIGKILL)
os.fsync = stop
ledger.Ledger(sys.argv[1]).add(Release("release 3", ()))
"""


def test_a_killed_process_leaves_no_half_release(tmp_path: Path) -> None:
    before = filled(tmp_path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [file.suffix for file in sorted(tmp_path.iterdir())] == [".json", ".json", ".json", ".part"]
    again = Ledger(tmp_path)
    assert again.digest == before.digest
    again.add(Release("release 3", ()))
    assert [r.name for r in Ledger(tmp_path)] == [f"release {n}" for n in range(4)]
    assert {file.suffix for file in tmp_path.iterdir()} == {".json"}


def test_a_disk_that_is_full_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = filled(tmp_path)

    def full(_opened: int) -> None:
        raise OSError("no space")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space"):
            ledger.add(Release("release 3", ()))
    assert len(ledger) == len(Ledger(tmp_path)) == 3
    ledger.add(Release("release 3", ()))
    assert len(Ledger(tmp_path)) == 4


def test_what_was_not_judged_beside_an_entry_of_another_process_is_not_entered(tmp_path: Path) -> None:
    ledger = filled(tmp_path)
    Ledger(tmp_path).add(Release("meanwhile", ()))
    with pytest.raises(GijaError) as refused:
        ledger.add(Release("release 3", ()))
    assert refused.value.code == "disclosure.ledger_grown"
    assert [r.name for r in Ledger(tmp_path)][3:] == ["meanwhile"]
