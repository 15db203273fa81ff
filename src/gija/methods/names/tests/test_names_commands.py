"""`gija names` answers in both languages, quickly, and says what is wrong with a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gija.methods.names.evaluation import Counts, Pair, evaluate, read_pairs
from gija.vocabulary.errors import GijaError


def run(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {"GIJA_LANG": language, "PATH": "/usr/bin:/bin", "COLUMNS": "120"}
    code = "from gija.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "names", *arguments], capture_output=True, text=True, env=environment, check=False
    )


def test_compare_says_hit_and_why_in_both_languages() -> None:
    english = run("compare", "Rasa Vaitkevičienė", "Вайткявичене Раса").stdout
    assert " hit " in english
    assert "another script" in english
    lithuanian = run("compare", "Vytautas Jonaitis", "Vytautas Janaitis", language="lt").stdout
    assert "nėra atitikties" in lithuanian
    assert "skiriasi" in lithuanian


def test_evaluate_tells_recall_by_script(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("person,name\n1,Rasa Vaitkutė\n1,Раса Вайткуте\n2,Jonas Girdauskas\n", encoding="utf-8")
    answer = run("evaluate", str(file))
    assert answer.returncode == 0
    assert "Latin–Cyrillic" in answer.stdout
    assert "1.000" in answer.stdout


def test_a_bad_file_is_one_sentence_and_exit_two(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    answer = run("evaluate", str(file), language="lt")
    assert answer.returncode == 2
    assert "turi būti stulpeliai" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n", "names.file_columns"),
        (b"", "names.file_columns"),
        (b"person,name\n1,\xff\xfe\n", "names.file_not_text"),
        (b"name1,name2,is_match\na,b,perhaps\n", "names.file_row"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(GijaError) as raised:
        list(read_pairs(file))
    assert raised.value.code == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GijaError, match=r"nothing\.csv"):
        list(read_pairs(tmp_path / "nothing.csv"))


def test_counts_give_recall_precision_and_f1() -> None:
    counts = Counts(hit=8, missed=2, false=2, quiet=88)
    assert (counts.recall, counts.precision, counts.f1) == (0.8, 0.8, 0.8)
    assert Counts().recall is None
    found = evaluate([Pair("Jonas Petkus", "Jonas Petkus", True), Pair("UAB Miškas", "Miškas", True, "Company")], 0.8)
    assert set(found) == {"latin-latin", "company latin-latin"}


def test_help_needs_neither_django_nor_the_heavy_libraries() -> None:
    code = (
        "import sys; import gija.methods.names.commands as c\n"
        "assert not {'django', 'rapidfuzz', 'tantivy', 'phonenumbers', 'numpy'} & set(sys.modules), sys.modules.keys()"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_calibrate_counts_false_hits_with_their_interval(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("given_name,family_name\nJonas,Girdauskas\nOna,Petkutė\nPetras,Svirplys\n", encoding="utf-8")
    answer = run("calibrate", str(file), "--pairs", "50", language="lt")
    assert answer.returncode == 0, answer.stderr
    assert "klaidingų atitikčių 0" in answer.stdout
    assert "Wilson" in answer.stdout
    assert run("calibrate", str(file.with_name("no.csv"))).returncode == 2
