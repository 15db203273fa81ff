"""The tutorial for operators is true: what it tells to write is written here, checked and asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gija.methods.search.values import Query
from gija.police.databases import registry
from gija.police.databases.ask import ask
from gija.police.databases.check import check
from gija.police.databases.mapping import Cell, load

TUTORIAL = Path(__file__).resolve().parents[5] / "docs" / "operators" / "databases.md"


@pytest.fixture
def text() -> str:
    if not TUTORIAL.exists():
        pytest.skip("the docs are not installed here")
    return TUTORIAL.read_text(encoding="utf-8")


def block(text: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def test_the_tutorial_works_as_it_is_written(text: str) -> None:
    folder = registry.folder()
    (folder / "shelter.csv").write_text(block(text, "csv"), encoding="utf-8")
    (folder / "shelter.yaml").write_text(block(text, "yaml"), encoding="utf-8")
    report = check(load(folder / "shelter.yaml"))
    assert report.passed
    (table,) = report.tables
    for words in (f"Rows read        {table.rows}", f"uses             {table.relations['uses']}"):
        assert words in text
    assert table.entities == {"guest (person)": 3, "phone (phone)": 2}
    (answer,) = ask(Query("person", {"name": "Zydrune Simkute"}))
    assert [match.record.id for match in answer.matches.found] == ["shelter:1:guest"]


def test_every_way_to_write_a_field_in_the_docs_is_understood(text: str) -> None:
    import yaml

    table = text.split("A field says where its value comes from:")[1].split("Dates without")[0]
    ways = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    assert len(ways) == 7
    for way in ways:
        Cell.model_validate(yaml.load(way, yaml.BaseLoader))
