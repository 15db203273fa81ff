"""Counting once at the size of life, on people on whom the method was not calibrated: the demo country's."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.linking.worlds import World, two, world

from gija.demo.country.people import People, make_people
from gija.methods.linkage import Count, count_people, encode

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def country() -> People:
    return make_people(40_000, 5)


def counted(made: World) -> Count:
    key = b"the key of a test, which is no secret"
    return count_people([encode(held, key, sender=str(at)) for at, held in enumerate(made.lists)])


def test_four_lists_of_life_are_counted_to_a_person_and_the_interval_holds(country: People) -> None:
    """Eighty of the benchmark's 500 worlds; the bounds leave room for chance in eighty."""
    errors, holds = [], []
    for number in range(80):
        random = np.random.default_rng([1, number])
        made = world(country, random.integers(20, 151, 4).tolist(), random.uniform(0.1, 0.6), "ordinary", random)
        found = counted(made)
        errors.append(abs(found.value - made.people))
        holds.append(found.low <= made.people <= found.high)
    assert np.median(errors) <= 1
    assert np.mean(holds) >= 0.88


def test_a_thousand_common_people_of_two_long_lists_are_found(country: People) -> None:
    found = [counted(two(country, 1000, (3500, 2500), "ordinary", np.random.default_rng([3, seed]))) for seed in (1, 2)]
    for one in found:
        assert abs(one.value - 5000) <= 0.02 * 1000
        assert one.low <= 5000 <= one.high
