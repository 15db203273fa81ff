"""The demo's registers in real PostgreSQL and MariaDB servers, read through their mappings like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gija.demo import build
from gija.demo.hosting import hosted
from gija.methods.search.values import Query
from gija.police.databases import pickup, registry
from gija.police.databases.ask import ask
from gija.police.databases.check import check
from gija.police.databases.values import State

pytestmark = pytest.mark.servers


def test_residents_in_postgresql_and_vehicles_in_mariadb_answer(tmp_path: Path, settings: Any) -> None:
    settings.DATABASE_MAPPINGS, settings.INDEX_FOLDER = tmp_path / "databases", tmp_path / "index"
    build.build_files(tmp_path / "demo", 500, 3)
    build.write_mappings(tmp_path / "demo", tmp_path / "databases")
    truth = json.loads((tmp_path / "demo" / "truth.json").read_text(encoding="utf-8"))
    network = truth["networks"][0]
    member, vehicle = network["members"][0], network["vehicles"][0]
    with hosted(500, 3, tmp_path / "databases", lambda code, name: None) as codes:
        assert codes == ["residents_postgresql", "vehicles_mariadb"]
        for code in codes:
            assert check(registry.get(code)).passed, code
        people, cars = (registry.get(code) for code in codes)
        (answer,) = ask(Query("person", {"name": "", "personal_code": member["personal_code"]}), [people])
        assert answer.state is State.ANSWERED
        assert answer.matches.found
        (answer,) = ask(Query("vehicle", {"plate": vehicle["plate"]}), [cars])
        assert [m.record.fields["vin"] for m in answer.matches.found] == [(vehicle["vin"],)]
        found = pickup.records(people, [record for d, record in member["records"] if d == "residents"])
        assert member["personal_code"] in {c for e in found.entities for c in e.attributes.get("personal_code", ())}
    assert not (tmp_path / "databases" / "residents_postgresql.yaml").exists()
    assert list((tmp_path / "index").iterdir()) == []
    assert pickup.records(people, ["GYVENTOJAI:100001:person"]).state is State.DOWN
