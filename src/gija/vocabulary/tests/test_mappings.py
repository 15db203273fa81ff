"""What our codes map to exists: in our own list of targets, and in the others' own files where those are here."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gija.vocabulary.files import read_yaml
from gija.vocabulary.lists import code_list, names

OTHERS = {"htcds", "ctdc2024", "eu19a", "ictip", "sdmx"}
MAPPED = sorted({of for name in names() for code in code_list(name) for of in code.mappings})


def _targets_of(field: str) -> set[str]:
    return {target for name in names() for code in code_list(name) for target in code.targets(field)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("field", MAPPED)
def test_every_mapping_leads_to_a_known_code(field: str) -> None:
    known = read_yaml("targets.yaml")
    assert field.partition(":")[0] in OTHERS
    assert field in known, f"{field} is no known field: see vocabulary/targets.yaml"
    assert _targets_of(field) <= set(known[field])


def test_known_targets_are_used() -> None:
    assert set(read_yaml("targets.yaml")) == set(MAPPED)


def test_htcds_targets_stand_in_htcds(shared: Path) -> None:
    theirs: dict[str, set[str]] = {}
    for row in _rows(shared / "data" / "htcds" / "htcds_v2_codelists.csv"):
        theirs.setdefault("htcds:" + row["field"], set()).add(row["code"])
    ours = {field: set(codes) for field, codes in read_yaml("targets.yaml").items() if field.startswith("htcds:")}
    assert ours
    assert ours == {field: theirs[field] for field in ours}


def test_ctdc_targets_stand_in_ctdc(shared: Path) -> None:
    rows = _rows(shared / "data" / "vocabulary" / "ctdc_global_synthetic_v2024_variables.csv")
    theirs = {f"ctdc2024:{row['variable']}": {one.strip() for one in row["values"].split("|")} for row in rows}
    ours = {field: set(codes) for field, codes in read_yaml("targets.yaml").items() if field.startswith("ctdc2024:")}
    for field, codes in ours.items():
        if field != "ctdc2024:*":
            assert codes <= theirs[field]


def test_every_code_of_the_starting_lists_is_here_with_its_mappings(shared: Path) -> None:
    rows = _rows(shared / "data" / "vocabulary" / "codelists.csv")
    assert len(rows) == 149
    for row in rows:
        code = code_list(row["list"])[row["code"]]
        assert bool(row["eu19a"]) <= any(of.startswith("eu19a:") for of in code.mappings)
        if row["eu19a"]:
            assert next(code.mappings[of] for of in code.mappings if of.startswith("eu19a:")) == row["eu19a"]
        if row["ictip_family"]:
            assert code.mappings["ictip:unit"] == row["ictip_family"]
        if row["htcds"] and row["list"] != "missing":
            assert code.note or any(of.startswith("htcds:") for of in code.mappings)
        if row["ctdc2024"]:
            assert code.note or any(of.startswith("ctdc2024:") for of in code.mappings)


def test_isic_sections_are_all_here_and_map_to_their_own_letter(shared: Path) -> None:
    rows = _rows(shared / "data" / "vocabulary" / "isic_lt.csv")
    assert [row["code"] for row in rows] == [code.code for code in code_list("isic_section")]
    for code in code_list("isic_section"):
        assert code.mappings["htcds:vic_ForcedLabourIndustry"].startswith(code.code + "_")
