"""A table beside those on request: by which judge it is judged, and that what nobody can judge is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gija.methods.disclosure.values import Release
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table
from gija.methods.tables.values import TOTAL, Cell
from gija.rapporteur.gate import together
from gija.rapporteur.gate.going import published
from gija.rapporteur.gate.judging import Verdict
from gija.rapporteur.gate.populations import time
from gija.rapporteur.gate.together import judged
from gija.rapporteur.selfservice.answering import answer
from gija.rapporteur.selfservice.setting import transitions
from gija.rapporteur.selfservice.testing import PEOPLE, MadeCube

FINE = MadeCube(PEOPLE)
CUBES = {FINE.period: FINE}.get
TOLD = answer(FINE, ("sex",), transitions())
OTHER = Axis.flat("assistance:service=medical", ("yes", "_N"))


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what the exact judge was asked for; it finds everything safe here."""
    asked: list[str] = []

    def verdict(_: object, fresh: Release, *rest: object) -> Verdict:
        asked.append(fresh.name)
        return Verdict()

    monkeypatch.setattr(together, "verdict", verdict)
    return asked


def official(cells: dict[tuple[str, str], int], name: str = "half_year-2014-H1-v1", day: str = "2014-07-20") -> Release:
    table = Table("register_people", (time(["2014-H1"]), OTHER), tuple(Cell(key, n) for key, n in cells.items()))
    return Release(name, (table,), day)


def test_where_no_table_on_request_is_near_there_is_nothing_to_judge(exact: list[str]) -> None:
    later = official({("2014-H1", TOTAL): 36})
    assert judged([], later, CUBES).safe
    elsewhere = answer(MadeCube(PEOPLE, period="2011-H1", day="2011-07-20"), ("sex",), transitions())
    assert judged([elsewhere], later, CUBES).safe
    assert exact == []


def test_what_the_finest_table_knows_is_judged_by_the_judge_that_learns(exact: list[str]) -> None:
    assert judged([official({("2014-H1", TOTAL): 36})], TOLD, CUBES).safe
    assert exact == []


def test_a_figure_by_another_axis_matters_not_where_the_whole_is_known_and_is_judged_exactly_else(
    exact: list[str],
) -> None:
    known = official({("2014-H1", TOTAL): 36, ("2014-H1", "yes"): 30})
    assert judged([known], TOLD, CUBES).safe
    assert exact == []
    judged([official({("2014-H1", "yes"): 30})], TOLD, CUBES)
    assert exact == [TOLD.name]


@pytest.mark.parametrize("cubes", [{}, {"2014-H1": MadeCube({("presumed", "F", "adult", "sexual", "ngo"): 3})}])
def test_without_the_finest_table_or_with_one_that_does_not_fit_the_exact_judge_is_asked(
    cubes: dict[str, MadeCube], exact: list[str]
) -> None:
    judged([official({("2014-H1", TOTAL): 36})], TOLD, cubes.get)
    assert exact == [TOLD.name]


def test_where_the_first_judge_finds_no_other_people_the_exact_one_is_asked(
    exact: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "_learned", lambda *_: Verdict(1))
    assert judged([official({("2014-H1", TOTAL): 36})], TOLD, CUBES).safe
    assert exact == [TOLD.name]


def test_a_release_is_judged_with_the_answers_before_it_and_the_ledger_without_answers_is_what_is_published() -> None:
    far = official({("2014-H1", TOTAL): 36})
    assert judged([TOLD], far, CUBES).safe
    assert published([TOLD, far]) == [far]
    few = replace(TOLD, name="answer-b", base=1)  # as if it had no noise: two children would be certain
    fine = answer(FINE, ("age_group",), transitions())
    true = {codes: n for codes, (n, _) in FINE.by("age_group").items()}
    table = fine.tables[0]
    bare = Table(table.population, table.axes, tuple(replace(c, value=true[(c.key[1],)]) for c in table))
    assert not judged([few], replace(fine, name="answer-c", tables=(bare,), base=1), CUBES).safe
