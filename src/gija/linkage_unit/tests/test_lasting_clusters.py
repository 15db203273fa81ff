"""A record keeps the number of its cluster from run to run."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from gija.linkage_unit.lasting import KEPT_RUNS, Memory, carried_on


def numbers() -> Callable[[], str]:
    counted = itertools.count(1)
    return lambda: f"c{next(counted)}"


def of(memory: Memory) -> dict[str, str]:
    return {record: cluster for record, (cluster, _) in memory.records.items()}


def test_the_same_groups_keep_their_numbers_and_a_new_record_joins_its_cluster() -> None:
    draw = numbers()
    first = carried_on(Memory(), [("a", "b"), ("c",)], draw)
    second = carried_on(first, [("a", "b", "d"), ("c",)], draw)
    assert of(second) == {**of(first), "d": of(first)["a"]}


def test_where_two_clusters_merge_the_older_stays() -> None:
    draw = numbers()
    first = carried_on(Memory(), [("a",)], draw)
    second = carried_on(first, [("a",), ("b", "c", "d")], draw)
    third = carried_on(second, [("a", "b", "c", "d")], draw)
    assert set(of(third).values()) == {of(first)["a"]}


def test_where_a_cluster_splits_the_larger_part_keeps_the_number_and_the_rest_draws_a_new_one() -> None:
    draw = numbers()
    first = carried_on(Memory(), [("a", "b", "c")], draw)
    second = carried_on(first, [("a",), ("b", "c")], draw)
    assert of(second)["b"] == of(second)["c"] == of(first)["a"]
    assert of(second)["a"] not in of(first).values()


def test_a_record_that_is_not_brought_for_some_runs_is_forgotten() -> None:
    memory = carried_on(Memory(), [("a",), ("b",)], numbers())
    for at in range(KEPT_RUNS):
        assert ("a" in memory.records) is True, at
        memory = carried_on(memory, [("b",)])
    assert set(memory.records) == {"b"}
    assert len(memory.drawn) == 1


@given(st.lists(st.lists(st.integers(0, 4), min_size=12, max_size=12), min_size=1, max_size=5))
def test_whatever_the_groups_each_has_one_number_and_no_two_share_one(runs: list[list[int]]) -> None:
    memory = Memory()
    for labels in runs:
        groups = [tuple(f"r{i:02}" for i, label in enumerate(labels) if label == one) for one in sorted(set(labels))]
        before, memory = memory, carried_on(memory, groups)
        found = [{of(memory)[record] for record in group} for group in groups]
        assert all(len(one) == 1 for one in found)
        assert len(set.union(*found)) == len(groups)
        assert carried_on(memory, groups).drawn.keys() == memory.drawn.keys()
        assert memory.run == before.run + 1
