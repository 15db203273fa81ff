"""A backup opens with the right key only, and one that was cut or changed anywhere is refused with a plain sentence."""

from __future__ import annotations

import hashlib
import io
import random
import tarfile
from pathlib import Path
from typing import BinaryIO

import pytest

from gija.commons.backup import age
from gija.commons.backup.making import told_settings
from gija.commons.backup.manifest import Manifest
from gija.commons.backup.unpacking import unpack
from gija.vocabulary.errors import GijaError

CONTENT = {"keys/ring.json": b"raktai", "accounts.sqlite3": random.Random(1).randbytes(400_000)}


@pytest.fixture
def key(tmp_path: Path) -> Path:
    age.new_identity(tmp_path / "key.txt")
    return tmp_path / "key.txt"


def _manifest(files: dict[str, bytes]) -> Manifest:
    described = [
        {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "mode": 0o600}
        for name, data in files.items()
    ]
    database = {"alias": "default", "engine": "sqlite", "version": "3", "file": "accounts.sqlite3"}
    return Manifest.model_validate(
        {
            "made": "2026-01-01", "gija": "0", "django": "5", "python": "3", "installation": "gija", "zones": (),
            "settings": {}, "files": described, "databases": [database | {"number": 0, "hash": "", "migrations": {}}],
        }
    )  # fmt: skip


def _packed(file: Path, key: Path, members: dict[str, bytes], manifest: bytes | None = None) -> Path:
    told = manifest if manifest is not None else _manifest(CONTENT).model_dump_json().encode()

    def archive(out: BinaryIO) -> None:
        with tarfile.open(fileobj=out, mode="w|") as tar:
            for name, data in {"manifest.json": told, **members}.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))

    age.encrypt(archive, file, [age.recipient(key.read_text().split()[3])])
    return file


def _unpacked(file: Path, key: Path, folder: Path) -> str:
    """What is said of it."""
    folder.mkdir(exist_ok=True)
    try:
        unpack(file, age.identities(key), folder, lambda manifest: None, lambda what, done, of: None)
    except GijaError as error:
        return error.code if error.text.en != error.code else "no sentence"
    return "whole"


def test_what_went_in_comes_out(tmp_path: Path, key: Path) -> None:
    file = _packed(tmp_path / "b.age", key, CONTENT)
    assert _unpacked(file, key, tmp_path / "out") == "whole"
    assert {name: (tmp_path / "out" / name).read_bytes() for name in CONTENT} == CONTENT
    assert (tmp_path / "out" / "keys" / "ring.json").stat().st_mode & 0o777 == 0o600
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"raktai" not in file.read_bytes()


def test_another_key_is_told_so(tmp_path: Path, key: Path) -> None:
    file = _packed(tmp_path / "b.age", key, CONTENT)
    age.new_identity(tmp_path / "other.txt")
    assert _unpacked(file, tmp_path / "other.txt", tmp_path / "out") == "backup.wrong_key"
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.3, 0.7, 0.99999])
def test_a_file_that_was_cut_is_damaged(tmp_path: Path, key: Path, part: float) -> None:
    file = _packed(tmp_path / "b.age", key, CONTENT)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * part)])
    assert _unpacked(file, key, tmp_path / "out") in ("backup.damaged", "backup.not_age")


def test_a_byte_changed_anywhere_is_noticed(tmp_path: Path, key: Path) -> None:
    file = _packed(tmp_path / "b.age", key, CONTENT)
    data = file.read_bytes()
    places = [3, 60, 190, *random.Random(2).sample(range(200, len(data)), 12), len(data) - 1]
    for n, place in enumerate(places):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert _unpacked(file, key, tmp_path / f"out{n}") in ("backup.damaged", "backup.not_age", "backup.wrong_key")


def test_what_was_added_at_the_end_is_noticed(tmp_path: Path, key: Path) -> None:
    file = _packed(tmp_path / "b.age", key, CONTENT)
    file.write_bytes(file.read_bytes() + b"x")
    assert _unpacked(file, key, tmp_path / "out") == "backup.damaged"


@pytest.mark.parametrize(
    "members",
    [
        {"keys/ring.json": b"raktai"},
        CONTENT | {"more": b"x"},
        CONTENT | {"keys/ring.json": b"raktas"},
        CONTENT | {"keys/ring.json": b"raktai "},
        {"../x": b"x", **CONTENT},
    ],
)
def test_an_archive_that_is_not_as_described_is_damaged(tmp_path: Path, key: Path, members: dict[str, bytes]) -> None:
    file = _packed(tmp_path / "b.age", key, members)
    assert _unpacked(file, key, tmp_path / "out") == "backup.damaged"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//b", "", ".", "a\\..\\b"])
def test_a_manifest_that_leads_out_of_the_folder_is_refused(tmp_path: Path, key: Path, path: str) -> None:
    told = _manifest(CONTENT).model_dump_json().replace('"keys/ring.json"', f'"{path}"'.replace("\\", "\\\\"))
    file = _packed(tmp_path / "b.age", key, {path or "x": b"raktai"}, told.encode())
    assert _unpacked(file, key, tmp_path / "out") == "backup.bad_manifest"


def test_an_archive_of_somebody_else_is_refused(tmp_path: Path, key: Path) -> None:
    assert _unpacked(_packed(tmp_path / "b.age", key, {}, b"{}"), key, tmp_path / "out") == "backup.bad_manifest"
    (tmp_path / "c.age").write_text("hello")
    assert _unpacked(tmp_path / "c.age", key, tmp_path / "out") == "backup.not_age"
    assert _unpacked(tmp_path / "none.age", key, tmp_path / "out") == "common.file_missing"


def test_nothing_is_written_over_and_a_fault_leaves_nothing(tmp_path: Path, key: Path) -> None:
    file = _packed(tmp_path / "b.age", key, CONTENT)
    before = file.read_bytes()
    with pytest.raises(GijaError) as refused:
        _packed(file, key, CONTENT)
    assert refused.value.code == "backup.exists"

    def broken(out: BinaryIO) -> None:
        out.write(b"x" * 100_000)
        raise GijaError("backup.key_retired")

    with pytest.raises(GijaError) as refused:
        age.encrypt(broken, tmp_path / "c.age", [age.recipient(key.read_text().split()[3])])
    assert refused.value.code == "backup.key_retired"
    assert sorted(f.name for f in tmp_path.iterdir()) == ["b.age", "key.txt"]
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["", "age1x", "hello", "ssh-rsa", "AGE-SECRET-KEY-1"])
def test_what_is_no_recipient_or_identity_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(GijaError) as refused:
        age.recipient(text)
    assert refused.value.code == "backup.bad_recipient"
    (tmp_path / "k").write_text(text)
    with pytest.raises(GijaError) as refused:
        age.identities(tmp_path / "k")
    assert refused.value.code == "backup.bad_identity"


def test_settings_are_told_without_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_DATABASE_POLICE", "postgres://gija:hush@db:5432/police?sslmode=require")
    monkeypatch.setenv("GIJA_MAIL_PASSWORD", "hush")
    monkeypatch.setenv("GIJA_SECRET_KEY", "hush")
    monkeypatch.setenv("GIJA_KEYS_PASSPHRASE", "hush")
    monkeypatch.setenv("GIJA_KEYS_PASSPHRASE_FILE", "/etc/gija/word")
    told = told_settings()
    assert "hush" not in str(told)
    assert told["GIJA_DATABASE_POLICE"] == "postgres://gija@db:5432/police?sslmode=require"
    assert told["GIJA_KEYS_PASSPHRASE_FILE"] == "/etc/gija/word"
