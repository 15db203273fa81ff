"""Records: everybody looks like enough others, sensitive values differ among them, and the loss told is true."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.methods.disclosure.microdata import ANY, Hierarchy, Wanted, anonymise, protecting, risk
from gija.vocabulary.errors import GijaError

REGION = {"LT": "EU", "LV": "EU", "UA": "east", "MD": "east", "VN": "far", "NG": "far"}
AGES = [str(age) for age in range(8, 70)]
HIERARCHIES = [Hierarchy.of("country", REGION), Hierarchy.flat("sex", "FM"), Hierarchy.years("age", AGES)]
KNOWN = ["country", "sex", "age"]


def people(many: int, number: int = 0) -> list[dict[str, str]]:
    draw = random.Random(number)
    return [
        {
            "country": draw.choices(list(REGION), [40, 5, 20, 8, 4, 2])[0],
            "sex": draw.choices("FM", [7, 3])[0],
            "age": str(min(69, max(8, int(draw.gauss(28, 9))))),
            "form": draw.choices(["sexual", "labour", "crime"], [5, 4, 1])[0],
        }
        for _ in range(many)
    ]


@settings(max_examples=30, deadline=None)
@given(st.integers(20, 150), st.integers(0, 10**6), st.sampled_from([2, 3, 5]), st.sampled_from([1, 2]))
def test_every_record_has_k_like_it_and_enough_sensitive_values(many: int, number: int, k: int, diverse: int) -> None:
    rows = people(many, number)
    done = anonymise(rows, HIERARCHIES, Wanted(k, diverse, ("form",), 0.1))
    assert done.after.smallest >= k
    assert diverse == 1 or done.after.certain == 0
    assert done.hidden <= 0.1 * many * 3
    assert 0 <= done.loss <= 1
    for before, after in zip(rows, done.rows, strict=True):
        assert after["form"] == before["form"]
        for hierarchy in HIERARCHIES:  # each value is one that its code may become
            assert after[hierarchy.column] in hierarchy.levels[before[hierarchy.column]]


def test_the_least_loss_is_found_where_every_choice_can_be_weighed() -> None:
    rows = people(60, 3)
    wanted = Wanted(3, most_hidden=0.0)
    done = anonymise(rows, HIERARCHIES, wanted)
    losses = []
    for node in product(*(range(h.height) for h in HIERARCHIES)):
        told = [
            {h.column: h.levels[row[h.column]][at] for h, at in zip(HIERARCHIES, node, strict=True)} for row in rows
        ]
        if risk(told, KNOWN).smallest >= 3:
            task = protecting._Task([tuple(r[c] for c in KNOWN) for r in rows], [()] * 60, HIERARCHIES, wanted)
            losses.append(protecting._loss(task, task.seen(node)))
    assert done.proven
    assert done.loss == pytest.approx(min(losses))


def test_step_by_step_is_used_for_large_choices_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protecting, "MOST_NODES", 1)
    done = anonymise(people(150), HIERARCHIES, Wanted(5))
    assert not done.proven
    assert done.after.smallest >= 5


def test_hiding_single_values_loses_less_than_making_all_coarser() -> None:
    rows = [{"sex": "F", "age": "20"}] * 9 + [{"sex": "M", "age": "20"}]
    hierarchies = [Hierarchy.flat("sex", "FM"), Hierarchy.flat("age", ["20", "30"])]
    kept = anonymise(rows, hierarchies, Wanted(2, most_hidden=0.2))
    coarse = anonymise(rows, hierarchies, Wanted(2, most_hidden=0.0))
    assert kept.loss < coarse.loss
    assert {row["sex"] for row in kept.rows} == {"F", ANY}
    assert {row["sex"] for row in coarse.rows} == {ANY}


def test_the_risk_is_what_an_attacker_gains() -> None:
    found = risk([{"a": "1", "s": "x"}, {"a": "1", "s": "x"}, {"a": "2", "s": "y"}], ["a"], ["s"])
    assert (found.smallest, found.single, found.highest, found.certain) == (1, 1, 1.0, 3)
    assert found.mean == pytest.approx(2 / 3)
    assert risk([], ["a"]).records == 0


def test_an_attacker_who_singles_people_out_gains_nothing_after_protection() -> None:
    """The attack: guess the form of a person from country, sex and exact age, in the file that was handed over."""
    rows = people(300, 7)
    done = anonymise(rows, HIERARCHIES, Wanted(5, 2, ("form",), 0.1))

    def sure(told: tuple[dict[str, str], ...] | list[dict[str, str]]) -> int:
        known = 0
        for person in rows:
            fits = [
                row["form"] for row in told if all(row[h.column] in h.levels[person[h.column]] for h in HIERARCHIES)
            ]
            known += len(set(fits)) == 1
        return known

    assert sure(rows) > 30
    assert sure([dict(row) for row in done.rows]) == 0


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"country": "LT", "sex": "F"}], "disclosure.column_missing"),
        ([{"country": "XX", "sex": "F", "age": "20"}], "disclosure.code_unknown"),
        ([{"country": "LT", "sex": "F", "age": "20"}], "disclosure.too_few"),
    ],
)
def test_what_cannot_be_protected_is_refused_by_name(rows: list[dict[str, str]], code: str) -> None:
    with pytest.raises(GijaError) as refused:
        anonymise(rows, HIERARCHIES, Wanted(2))
    assert refused.value.code == code
    assert "XX" not in str(refused.value)


def test_an_unsound_hierarchy_is_refused() -> None:
    with pytest.raises(GijaError, match="hierarchy"):
        Hierarchy("a", {"1": ("1", "low", ANY), "2": ("2", ANY)})
    with pytest.raises(GijaError, match="hierarchy"):
        Hierarchy("a", {"1": ("1", "x", "p", ANY), "2": ("2", "x", "q", ANY)})
    with pytest.raises(GijaError, match="hierarchy"):
        Hierarchy.years("age", ["1"], (5, 12))
