"""Releases: whole or not there, never overwritten, every change of a byte is found."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gija.formats.releases import About, Withdrawal, opened, publish, releases, verify, withdraw
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

ABOUT = About("annual-2014", Text("Annual 2014", "Metinė 2014"), "2014", "2016-01-05", 1, "0" * 64, Text("MoI", "VRM"))
FILES = {"annual-2014.lt.pdf": b"%PDF lt", "annual-2014.en.pdf": b"%PDF en", "report.css": b"p{}"}


def code_of(act: object) -> str:
    with pytest.raises(GijaError) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def test_a_release_is_a_read_only_folder_named_by_day_and_hash_with_a_manifest(tmp_path: Path) -> None:
    name = publish(tmp_path, FILES, ABOUT)
    place = tmp_path / name
    assert name.startswith("2016-01-05-annual-2014-")
    assert {p.name for p in place.iterdir()} == {*FILES, "manifest.json"}
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o444 for p in place.iterdir())
    assert stat.S_IMODE(place.stat().st_mode) == 0o555
    found = json.loads((place / "manifest.json").read_text())
    assert [one["name"] for one in found["files"]] == sorted(FILES)
    assert found["licence"] == "CC-BY-4.0"
    assert opened(tmp_path, name).about == ABOUT
    assert [f.language for f in opened(tmp_path, name).files] == ["en", "lt", ""]
    assert verify(tmp_path, name) == ()


def test_the_same_files_make_the_same_name_and_are_never_written_over(tmp_path: Path) -> None:
    name = publish(tmp_path / "a", FILES, ABOUT)
    assert publish(tmp_path / "b", dict(reversed(FILES.items())), ABOUT) == name
    assert code_of(lambda: publish(tmp_path / "a", FILES, ABOUT)) == "release.exists"
    assert code_of(lambda: publish(tmp_path / "a", {"x.pdf": b"other"}, ABOUT)) == "release.exists"  # the same version
    assert len(releases(tmp_path / "a")) == 1


def test_a_revision_names_the_former_and_the_former_stays(tmp_path: Path) -> None:
    first = publish(tmp_path, FILES, ABOUT)
    second = publish(tmp_path, FILES, replace(ABOUT, day="2016-02-01", vintage=2, replaces=first))
    assert [r.name for r in releases(tmp_path)] == [second, first]
    assert opened(tmp_path, first).replaced_by == second
    assert verify(tmp_path, first) == ()
    wrong = replace(ABOUT, vintage=3, replaces="2016-01-01-annual-2014-0123456789ab")
    assert code_of(lambda: publish(tmp_path, FILES, wrong)) == "release.unknown"


def test_a_withdrawal_is_marked_in_the_index_and_changes_no_file(tmp_path: Path) -> None:
    name = publish(tmp_path, FILES, ABOUT)
    withdraw(tmp_path, name, Withdrawal("2016-03-01", Text("Wrong.", "Klaida.")))
    found = opened(tmp_path, name).withdrawn
    assert found is not None
    assert found.reason.lt == "Klaida."
    assert verify(tmp_path, name) == ()
    assert code_of(lambda: withdraw(tmp_path, name, Withdrawal("2016-03-02", Text("x", "x")))) == "release.withdrawn"
    assert code_of(lambda: withdraw(tmp_path, name[:-1] + "x", Withdrawal("d", Text("x", "x")))) == "release.unknown"


@pytest.mark.parametrize(
    "name", ["../x.pdf", "a/b.pdf", "X.pdf", "x.exe", "manifest.json", "x", ".x.pdf", "a..pdf", ""]
)
def test_a_name_that_could_be_more_than_a_name_is_refused(tmp_path: Path, name: str) -> None:
    assert code_of(lambda: publish(tmp_path, {name: b""}, ABOUT)) == "release.file"
    assert releases(tmp_path) == ()


def test_an_altered_a_missing_and_an_added_file_are_found(tmp_path: Path) -> None:
    name = publish(tmp_path, FILES, ABOUT)
    place = tmp_path / name
    place.chmod(0o755)
    (place / "report.css").chmod(0o644)
    (place / "report.css").write_bytes(b"p{color:red}")
    (place / "annual-2014.en.pdf").unlink()
    (place / "more.html").write_bytes(b"x")
    assert verify(tmp_path, name) == ("annual-2014.en.pdf", "more.html", "report.css")


def test_an_altered_manifest_no_longer_fits_its_name(tmp_path: Path) -> None:
    name = publish(tmp_path, FILES, ABOUT)
    place = tmp_path / name
    place.chmod(0o755)
    (place / "manifest.json").chmod(0o644)
    text = (place / "manifest.json").read_text().replace("Annual 2014", "Annual 2015")
    (place / "manifest.json").write_text(text)
    assert verify(tmp_path, name) == ("manifest.json",)


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        publish(tmp_path, FILES, ABOUT)
    assert [p.name for p in tmp_path.iterdir()] == [".lock"]


WRITER = """
import sys; from pathlib import Path; from dataclasses import replace
sys.path.insert(0, sys.argv[2])
from test_releases import ABOUT
from gija.formats.releases import publish
n = 0
print("ready", flush=True)
while True:
    n += 1
    publish(Path(sys.argv[1]), {f"f{i}.csv": bytes(20000) for i in range(20)}, replace(ABOUT, vintage=n))
"""


@pytest.mark.slow
def test_a_killed_writer_leaves_only_whole_releases_and_the_next_one_clears_up(tmp_path: Path) -> None:
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(Path(__file__).parent)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.05 + attempt * 0.037)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert all(verify(folder, one.name) == () for one in releases(folder))
        publish(folder, FILES, replace(ABOUT, vintage=9999))
        assert not list(folder.glob(".coming-*"))


def test_what_is_no_release_is_passed_over(tmp_path: Path) -> None:
    assert releases(tmp_path / "nowhere") == ()
    name = publish(tmp_path, FILES, ABOUT)
    (tmp_path / ".coming-abc").mkdir()
    (tmp_path / "notes.txt").write_text("x")
    assert [r.name for r in releases(tmp_path)] == [name]
