"""The glossary: one term each, sorted, both languages, and no other word for it in the vocabulary itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from gija.vocabulary.lists import code_list

GLOSSARY = Path(__file__).resolve().parents[4] / "docs" / "glossary.md"
DESIGN = (
    "database, hit, no hit, dossier, chart, entity, relation, handling code, source evaluation, source, presumed "
    "victim, identified victim, recognised in criminal proceedings, person at risk, referral, reflection period, "
    "residence permit, assistance, compensation, indicator, observation, vintage, data supplier, data call, "
    "reconciliation, break in series, primary suppression, secondary suppression, controlled rounding, cell key, "
    "ledger, audit (of a release), list (in estimation), capture history, dark figure, multiple systems "
    "estimation"
)


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    if not GLOSSARY.is_file():
        pytest.skip("docs are not in this installation")
    first, *_ = GLOSSARY.read_text(encoding="utf-8").split("\n## ")
    lines = [line for line in first.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_each_term_stands_once_in_order_with_its_twin_and_meaning(rows: list[list[str]]) -> None:
    assert all(len(row) == 4 and all(row) for row in rows)
    terms = [row[0].casefold() for row in rows]
    assert terms == sorted(terms)
    assert len(set(terms)) == len(terms)
    twins = [row[1].casefold() for row in rows]
    assert len(set(twins)) == len(twins), sorted({twin for twin in twins if twins.count(twin) > 1})


def test_every_term_of_the_design_is_explained(rows: list[list[str]]) -> None:
    assert set(DESIGN.split(", ")) <= {row[0] for row in rows}


def test_the_glossary_owns_that_no_native_speaker_has_read_it() -> None:
    if GLOSSARY.is_file():
        assert "not yet read by a native speaker" in GLOSSARY.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("handling code", "handling_code"),
        ("category of person", "person_category"),
        ("value status", "value_status"),
        ("role", "role"),
    ],
)
def test_code_lists_are_called_as_in_the_glossary(rows: list[list[str]], term: str, name: str) -> None:
    twins = {row[0]: row[1] for row in rows}
    heads = {"value status": ("status of a value", "reikšmės būsena")}
    en, lt = heads.get(term, (term, twins[term]))
    assert (code_list(name).text.en.casefold(), code_list(name).text.lt.casefold()) == (en, lt)


def test_outcomes_of_a_search_are_called_as_in_the_glossary(rows: list[list[str]]) -> None:
    twins = {row[0]: row[1] for row in rows}
    for code in code_list("search_outcome"):
        assert twins[code.text.en.casefold()] in code.text.lt.casefold()
