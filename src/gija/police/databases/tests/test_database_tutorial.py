"""The tutorial for operators is true: its files are written, its commands run, its answers compared as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pydantic import BaseModel
from typer.testing import CliRunner

from gija.methods.search.values import Query
from gija.police.databases import registry
from gija.police.databases.ask import ask
from gija.police.databases.commands import app
from gija.police.databases.connection_map import Connection, Pages, Service
from gija.police.databases.mapping import Cell, EntityMap, Limits, Mapping, RelationMap, Table, load

DOCS = Path(__file__).resolve().parents[5] / "docs" / "operators"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def text(name: str) -> str:
    if not (DOCS / name).exists():
        pytest.skip("the docs are not installed here")
    return (DOCS / name).read_text(encoding="utf-8")


def squeezed(said: str) -> list[str]:
    """The lines of a screen without the frames of its tables and without the width of its columns."""
    lines = (" ".join(re.sub(r"[│┃|]", " ", line).split()) for line in said.splitlines())
    return [line for line in lines if line]


def run(command: str) -> list[str]:
    folder = str(registry.folder())
    arguments = [part.replace("var/databases", folder) for part in command.split()[2:]]
    with translation.override("en"):
        done: Any = CliRunner(env={"COLUMNS": "240", "TERM": "dumb"}).invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return squeezed(done.output)


def compare(screen: str) -> None:
    """Each line that the tutorial shows after a command stands in what it says, in that order."""
    shown: list[str] = []
    for line in squeezed(screen):
        if line.startswith("$ "):
            shown = run(line[2:])
            continue
        at = next((n for n, said in enumerate(shown) if all(word in said for word in line.split())), None)
        assert at is not None, (line, shown)
        shown = shown[at + 1 :]


@pytest.mark.django_db(databases=["default", "police"])
def test_the_tutorial_works_as_it_is_written() -> None:
    old, last = "", Path()
    for language, name, body in BLOCK.findall(text("own-database.md")):
        if name == "old":
            old = body
        elif name == "new":
            said = last.read_text(encoding="utf-8")
            assert old in said
            last.write_text(said.replace(old, body), encoding="utf-8")
        elif language == "console":
            compare(body)
        elif name and name != "connection":
            file = registry.folder() / name
            file.write_text(body, encoding="utf-8")
            last = file
    (answer,) = ask(Query("person", {"name": "Zydrune Simkute"}))
    assert [match.record.id for match in answer.matches.found] == ["shelter:1:guest"]
    (ona,) = ask(Query("person", {"name": "Ona Petrauskaitė"}))
    assert [match.record.category for match in ona.matches.found] == ["victim"]
    (code,) = ask(Query("person", {"personal_code": "38511020013"}))
    assert [match.record.id for match in code.matches.found] == ["shelter:2:guest"]


@pytest.mark.parametrize("number", [0, 1])
def test_every_other_way_to_connect_in_the_tutorial_is_understood(number: int) -> None:
    blocks = {(name, n): body for n, (_, name, body) in enumerate(BLOCK.findall(text("own-database.md")))}
    (mapping,) = [body for (name, _), body in blocks.items() if name == "shelter.yaml"]
    connection = [body for (name, _), body in blocks.items() if name == "connection"][number]
    here = mapping.index("connection:")
    path = registry.folder() / "shelter.yaml"
    path.write_text(mapping[:here] + connection + mapping[mapping.index("tables:") :], encoding="utf-8")
    found = load(path).connection
    assert (found.url, found.service)[number] is not None


def test_every_way_to_write_a_field_in_the_docs_is_understood() -> None:
    import yaml

    table = text("databases.md").split("A field says where its value comes from")[1].split("Dates without")[0]
    ways = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    assert len(ways) == 14
    for way in ways:
        Cell.model_validate(yaml.load(way, yaml.BaseLoader))


@pytest.mark.parametrize("model", [Mapping, Table, EntityMap, RelationMap, Cell, Connection, Service, Pages, Limits])
def test_every_key_of_a_mapping_is_in_the_docs(model: type[BaseModel]) -> None:
    said = text("databases.md")
    missing = [n for n, field in model.model_fields.items() if not re.search(rf"\b{field.alias or n}\b", said)]
    assert not missing
