"""`gija count`: files in, one clear sentence out, in both languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gija.methods.linkage.commands import app
from gija.methods.linkage.files import read_people
from gija.methods.linkage.worlds import invented
from gija.vocabulary.errors import GijaError


def write(file: Path, rows: list[str]) -> Path:
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def two_files(tmp_path: Path) -> tuple[Path, Path]:
    people = invented(30, 4)
    one = [f"{p.names[0]},{p.birth_date},{p.sex}" for p in people[:20]]
    other = [";".join([*p.names[0].split(" ", 1), p.birth_date, {"F": "M", "M": "V"}[p.sex]]) for p in people[10:]]
    return (
        write(tmp_path / "one.csv", ["name,birth_date,sex", *one]),
        write(tmp_path / "two.csv", ["Vardas;Pavardė;Gimimo data;Lytis", *other]),
    )


@pytest.mark.parametrize(("language", "said"), [("en", "Different people: 30."), ("lt", "Skirtingų žmonių: 30.")])
def test_files_are_counted_in_either_language(
    two_files: tuple[Path, Path], language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJA_LANG", language)
    ran = CliRunner().invoke(app, ["people", *map(str, two_files)])
    assert ran.exit_code == 0, ran.output
    assert said in ran.output.replace("\n", " ")


def test_a_key_file_is_used_and_a_short_one_refused(two_files: tuple[Path, Path], tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"x" * 32)
    ran = [CliRunner().invoke(app, ["people", *map(str, two_files), "--key-file", str(key)]) for _ in range(2)]
    assert ran[0].output == ran[1].output
    key.write_bytes(b"x")
    refused = CliRunner().invoke(app, ["people", *map(str, two_files), "--key-file", str(key)])
    assert isinstance(refused.exception, GijaError)
    assert refused.exception.code == "linkage.key_short"


def test_headings_of_both_languages_and_the_two_meanings_of_m_are_read(two_files: tuple[Path, Path]) -> None:
    one, two = map(read_people, two_files)
    assert [(p.names, p.birth_date, p.sex) for p in one[10:]] == [(p.names, p.birth_date, p.sex) for p in two[:10]]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["a,b", "1,2"], "linkage.file_columns"),
        ([], "linkage.file_columns"),
        (["name,birth_date", "Rasa,some day"], "linkage.file_row"),
        (["given_name", "Rasa"], "linkage.file_columns"),
    ],
)
def test_what_cannot_be_read_is_named_without_its_content(tmp_path: Path, rows: list[str], code: str) -> None:
    with pytest.raises(GijaError) as refused:
        read_people(write(tmp_path / "x.csv", rows))
    assert refused.value.code == code
    assert "Rasa" not in str(refused.value)
    assert "some day" not in str(refused.value)


def test_missing_and_binary_files_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "b.csv"
    binary.write_bytes(b"name\n\xff\xfe\x00")
    for file, code in ((tmp_path / "none.csv", "linkage.file_missing"), (binary, "linkage.file_not_text")):
        with pytest.raises(GijaError) as refused:
            read_people(file)
        assert refused.value.code == code


def test_the_command_starts_without_heavy_libraries() -> None:
    told = "import sys, gija.methods.linkage.commands; print({'numpy', 'numba', 'django'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_a_calibration_can_be_made_anew(tmp_path: Path) -> None:
    made = tmp_path / "made.yaml"
    ran = CliRunner().invoke(app, ["calibrate", "--people", "100", "--out", str(made)])
    assert ran.exit_code == 0, ran.output
    assert "gija count calibrate --scheme gija-2 --people 100" in made.read_text()
