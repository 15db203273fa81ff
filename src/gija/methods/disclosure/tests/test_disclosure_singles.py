"""Whoever is the only one in a cell knows that it is 1, and must not find with it how many others there are."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from gija.methods.disclosure import Alone, Knowledge, Release, Rule, audit, suppress
from gija.methods.disclosure.suppression import Suppression
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table
from gija.methods.tables.values import TOTAL, Key

ROWS, COLUMNS = "abc", "xyz"
KEYS = list(itertools.product(ROWS, COLUMNS))


def crossed(values: list[int]) -> Table:
    axes = [Axis.flat("r", ROWS), Axis.flat("c", COLUMNS)]
    return table("people", axes, dict(zip(KEYS, values, strict=True)))


CORNERS = [1, 9, 40, 8, 3, 40, 40, 40, 40]  # 1 and 3 at opposite corners of the cheapest rectangle


def ends(told: Table, key: Key, zeros_shown: bool, **held: int) -> tuple[int, int]:
    """The least and the most of a cell, by a program of our own; `held`: what somebody knows besides."""
    low, high, rows = [], [], []
    for cell in told:
        rows.append([float(cell.key[0] in (r, TOTAL) and cell.key[1] in (c, TOTAL)) for r, c in KEYS])
        value = held.get("".join(cell.key), cell.value)
        low.append(float(zeros_shown) if value is None else value)
        high.append(np.inf if value is None else value)
    cost = np.array([float(key == one) for one in KEYS])
    found = []
    for sign in (1, -1):
        answer = milp(sign * cost, constraints=LinearConstraint(np.array(rows), low, high), integrality=np.ones(9),
                      bounds=Bounds(0, 1000))  # fmt: skip
        assert answer.status == 0
        found.append(round(sign * answer.fun))
    return found[0], found[1]


def told_to_the_alone(done: Suppression, whole: Table, zeros_shown: bool = True) -> list[tuple[Key, Key]]:
    """(who is alone, whose number is found) in a released table."""
    assert done.release is not None
    told = done.release.tables[0]
    shut = [key for key in KEYS if told[key].value is None]
    small = [key for key in shut if (whole[key].value or 0) < 5 and (whole[key].value or not zeros_shown)]
    return [
        (who, other)
        for who in shut
        if whole[who].value == 1
        for other in small
        if other != who and len(set(ends(told, other, zeros_shown, **{"".join(who): 1}))) == 1
    ]


def test_opposite_corners_give_each_other_away_only_without_the_rule() -> None:
    whole = crossed(CORNERS)
    plain = suppress(Release("x", (whole,)), rule=Rule(singles=False))
    assert plain.cost == 1 + 9 + 8 + 3
    assert told_to_the_alone(plain, whole) == [(("a", "x"), ("b", "y"))]
    done = suppress(Release("x", (whole,)))
    assert done.gap < 1e-6
    assert done.cost > plain.cost
    assert told_to_the_alone(done, whole) == []


def test_the_audit_tells_what_somebody_alone_finds() -> None:
    plain = suppress(Release("x", (crossed(CORNERS),)), rule=Rule(singles=False)).release
    assert plain is not None
    who = Alone("people", (("c", "x"), ("r", "a")))
    assert audit((), plain).released
    found = audit((), plain, alone=[who])
    assert not found.released
    assert [(f.place, f.interval.low, f.found) for f in found.findings] == [((("c", "y"), ("r", "b")), 3, "alone")]
    assert "3" in found.findings[0].text.lt
    assert audit((), plain, rule=Rule(singles=False), alone=[who]).released


def test_neither_the_table_nor_the_certificate_says_who_is_alone() -> None:
    done = suppress(Release("x", (crossed(CORNERS),)))
    assert done.release is not None
    assert done.audit is not None
    assert len({(c.status, c.why) for c in done.release.tables[0] if not c.open}) == 1
    assert done.audit.certificate == audit((), done.release).certificate  # made by who knows nothing of it
    assert "alone" not in json.dumps(done.audit.certificate)


def test_who_was_alone_in_an_earlier_release_finds_nothing_with_a_later_one() -> None:
    """The earlier release closes the corners; the later one would leave one way open."""
    whole = crossed([1, 9, 8, 6, 3, 9, 7, 12, 20])
    first = suppress(Release("first", (whole,))).release
    assert first is not None
    who = [Alone("people", (("c", "x"), ("r", "a")))]
    later = Release("later", (Table("people", whole.axes, tuple(c for c in whole if TOTAL in c.key)),))
    done = suppress(later, [first], alone=who)
    assert done.release is not None
    assert audit([first], done.release, alone=who).released


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 1, 2, 3, 6, 9, 14]), min_size=9, max_size=9), st.sampled_from([3, 5]))
def test_nobody_alone_finds_another(values: list[int], threshold: int) -> None:
    whole = crossed(values)
    done = suppress(Release("x", (whole,)), rule=Rule(threshold), propose=False)
    if done.release is not None:
        found = told_to_the_alone(done, whole)
        assert [pair for pair in found if (whole[pair[1]].value or 0) < threshold] == []


@pytest.mark.parametrize("values", [CORNERS, [1, 0, 7, 5, 30, 9, 12, 8, 0], [0, 1, 9, 6, 0, 2, 11, 7, 30]])
def test_where_zeros_must_not_be_found_nobody_alone_finds_one(values: list[int]) -> None:
    whole = crossed(values)
    rule, knows = Rule(zeros=True), Knowledge(zeros_published=False)
    done = suppress(Release("x", (whole,)), (), knows, rule)
    assert done.release is not None
    assert all(not c.open for c in done.release.tables[0] if whole[c.key].value == 0)
    assert told_to_the_alone(done, whole, zeros_shown=False) == []
    shut = [key for key in KEYS if done.release.tables[0][key].value is None]
    assert all(ends(done.release.tables[0], key, zeros_shown=False)[1] > 0 for key in shut)
