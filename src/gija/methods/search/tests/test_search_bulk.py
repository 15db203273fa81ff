"""Many questions at once: the same answers, whichever engine gives them."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gija.methods.search import Index, Query, Record, bulk, spark
from gija.vocabulary.errors import GijaError

NOW = datetime(2026, 3, 1, tzinfo=UTC)
GIVEN, FAMILY = ("Jonas", "Rasa", "Ona", "Petras"), ("Girdauskas", "Petkutė", "Jankauskas", "Kravčionok", "Naujokas")


@pytest.fixture
def indexes(tmp_path: Path) -> dict[str, Path]:
    people = [
        Record(f"p{n}", "residents", "person", {"given_name": (g,), "family_name": (f,)}, "other", "H1")
        for n, (g, f) in enumerate((g, f) for g in GIVEN for f in FAMILY)
    ]
    cars = [Record(f"v{n}", "cars", "vehicle", {"plate": (f"ABC {n:03}",)}) for n in range(50)]
    Index.build(people, tmp_path / "residents", as_of=NOW)
    Index.build(cars, tmp_path / "cars", as_of=NOW)
    return {"residents": tmp_path / "residents", "cars": tmp_path / "cars"}


QUESTIONS = [
    *(Query("person", {"name": f"{f.upper()} {g}"}) for g in GIVEN for f in FAMILY),
    *(Query("vehicle", {"plate": f"ABC 0{n}?"}) for n in range(6)),
    Query("person", {"name": "Niekas Nežinomas"}),
]


def test_each_question_gets_a_line_for_each_database(indexes: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    assert bulk.search_files(indexes, QUESTIONS, out) == 2 * len(QUESTIONS)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line["query"], line["database"]) for line in lines] == [
        (n, code) for n in range(len(QUESTIONS)) for code in ("residents", "cars")
    ]
    first = lines[0]["hits"][0]
    assert (first["record"], first["handling"], first["fields"]["family_name"]) == ("p0", "H1", ["Girdauskas"])
    assert lines[-2]["hits"] == lines[-1]["hits"] == []
    assert out.stat().st_mode & 0o077 == 0


def test_lines_say_what_search_says(indexes: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    bulk.search_files({"residents": indexes["residents"]}, QUESTIONS, out)
    index = Index.open(indexes["residents"])
    for line, matches in zip(out.read_text(encoding="utf-8").splitlines(), index.search_many(QUESTIONS), strict=True):
        said = json.loads(line)
        assert [(h["record"], h["score"]) for h in said["hits"]] == [
            (m.record.id, m.comparison.score) for m in matches.found
        ]
        assert said["cut"] == matches.cut


def test_a_missing_index_is_named_before_anything_is_written(indexes: dict[str, Path], tmp_path: Path) -> None:
    for engine in (bulk.search_files, spark.search_files):
        with pytest.raises(GijaError) as raised:
            engine({**indexes, "none": tmp_path / "none"}, QUESTIONS, tmp_path / "out")
        assert raised.value.code == "index.missing"
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="pyspark is installed here")
def test_without_spark_it_is_said_so(indexes: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(GijaError) as raised:
        spark.search_files(indexes, QUESTIONS, tmp_path / "out")
    assert raised.value.code == "search.no_spark"


@pytest.mark.spark
def test_spark_gives_the_same_bytes(indexes: dict[str, Path], tmp_path: Path) -> None:
    questions = QUESTIONS * 200  # several shares for each of the two workers
    bulk.search_files(indexes, questions, tmp_path / "local")
    count = spark.search_files(indexes, iter(questions), tmp_path / "spark", master="local-cluster[2,1,1024]")
    assert count == 2 * len(questions)
    assert (tmp_path / "spark").read_bytes() == (tmp_path / "local").read_bytes()
