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


def held(known: Sequence[Person], times: float, version: str = "gija-2") -> attacks.Target:
    return attacks.target(attacks.SCHEMES[version], PEOPLE, times, 1, known)


def test_frequency_finds_nobody_because_no_encoding_repeats(known: Sequence[Person]) -> None:
    assert attacks.frequency(held(known, 1)) == 0


def test_pattern_mining_finds_few_tokens_in_lists_of_this_size(known: Sequence[Person]) -> None:
    assert attacks.patterns(held(known, 1)) < 0.1


def test_graph_matching_names_few_where_the_list_holds_many_who_are_no_victims(known: Sequence[Person]) -> None:
    assert attacks.graph(held(known, 2)) < 0.2


def test_a_list_of_exactly_the_victims_names_most_where_bits_are_only_turned_over_and_few_in_the_scheme_in_use(
    known: Sequence[Person],
) -> None:
    """Nobody with such a list may get encodings all the same: these are our attackers, not the best there are."""
    assert attacks.graph(held(known, 1, "none")) > 0.5
    assert attacks.graph(held(known, 1)) < 0.2


def test_rule_90_alone_is_taken_back_by_anybody_and_shuffled_by_a_key_it_is_not(known: Sequence[Person]) -> None:
    assert attacks.graph(held(known, 1, "rule 90 alone")) > 0.5
    assert attacks.neighbours(held(known, 1, "rule 90 alone")) == 1
    assert attacks.neighbours(held(known, 1)) < 0.3


def test_who_holds_key_and_encodings_reads_everybody_so_nobody_ever_does(known: Sequence[Person]) -> None:
    assert attacks.key_holder(held(known, 2)) > 0.95
