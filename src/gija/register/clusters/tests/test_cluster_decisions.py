"""Decisions of institutions hold over the clusters: joined pairs together, refused ones apart, nobody else moved."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from gija.register.clusters.decisions import decide

C = [str(uuid.UUID(int=number + 1)) for number in range(4)]


def test_confirmed_pairs_are_joined_and_refused_ones_parted_and_both_are_told() -> None:
    of = {"a": C[0], "b": C[1], "c": C[2], "d": C[2]}
    found = decide(of, {("a", "b")}, {("c", "d")})
    assert found.of["a"] == found.of["b"] == C[0]
    assert found.of["c"] == C[2] != found.of["d"]
    assert (found.joined, found.parted, found.against) == (1, 1, 0)
    assert "1 pairs of records joined" in found.notes[0].en
    assert "skirtingais asmenimis, – 1" in found.notes[0].lt


def test_without_decisions_nothing_changes_and_nothing_is_said() -> None:
    of = {"a": C[0], "b": C[0], "c": C[1]}
    found = decide(of, set(), {("a", "c"), ("a", "unknown")})
    assert (found.of, found.joined, found.parted, found.notes) == (of, 0, 0, ())


def test_a_third_record_stays_with_one_of_two_that_are_parted() -> None:
    found = decide(dict.fromkeys("abc", C[0]), set(), {("a", "b")})
    assert found.of["a"] != found.of["b"]
    assert found.of["c"] in (found.of["a"], found.of["b"])


def test_a_confirmed_pair_outweighs_a_refusal_that_contradicts_it_and_that_is_told() -> None:
    found = decide(dict.fromkeys("abc", C[0]), {("a", "b"), ("b", "c")}, {("a", "c")})
    assert len(set(found.of.values())) == 1
    assert found.against == 1
    assert "refused although" in found.notes[0].en


EDGES = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), max_size=6)


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), EDGES, EDGES)
def test_whatever_was_decided_confirmed_hold_together_and_refused_apart(
    labels: list[int], yes: set[tuple[int, int]], no: set[tuple[int, int]]
) -> None:
    of = {f"r{at}": C[label] for at, label in enumerate(labels)}
    confirmed, refused = ({(f"r{a}", f"r{b}") for a, b in pairs} for pairs in (yes, no - yes))
    found = decide(of, confirmed, refused)
    assert found.of.keys() == of.keys()
    assert all(found.of[a] == found.of[b] for a, b in confirmed)
    assert sum(found.of[a] == found.of[b] for a, b in refused) == found.against
    assert decide(of, confirmed, refused) == found
