"""Each attacker of docs/security/linkage.md, measured small: what protects does, and what does not is said."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.attacks import linkage as attacks

from gija.methods.names import Person

PEOPLE = 60


@pytest.fixture(scope="module")
def known() -> Sequence[Person]:
    return attacks.country(4_000)


def held(known: Sequence[Person], times: float, version: str = "gija-1") -> attacks.Target:
    return attacks.target(version, PEOPLE, times, 1, known)


def test_frequency_finds_nobody_because_no_encoding_repeats(known: Sequence[Person]) -> None:
    assert attacks.frequency(held(known, 1)) == 0


def test_pattern_mining_finds_few_tokens_in_lists_of_this_size(known: Sequence[Person]) -> None:
    assert attacks.patterns(held(known, 1)) < 0.1


def test_graph_matching_names_few_where_the_list_holds_many_who_are_no_victims(known: Sequence[Person]) -> None:
    assert attacks.graph(held(known, 2)) < 0.2


def test_a_list_of_exactly_the_victims_names_most_whatever_the_key_so_nobody_with_one_may_get_encodings(
    known: Sequence[Person],
) -> None:
    """What hardening does not protect from: the rule in crossings.yaml and the unit's place do."""
    assert attacks.graph(held(known, 1, "gija-1-open")) > 0.5


def test_who_holds_key_and_encodings_reads_everybody_so_nobody_ever_does(known: Sequence[Person]) -> None:
    assert attacks.key_holder(held(known, 2)) > 0.95
