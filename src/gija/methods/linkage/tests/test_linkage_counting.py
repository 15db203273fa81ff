"""Counting once: the number is near, the interval holds it, and what stands behind it is said."""

from __future__ import annotations

import random

import numpy as np
import pytest

from gija.methods.linkage import Count, calibration, count_people, encode
from gija.methods.linkage.calibrated import KINDS, LEVELS, details
from gija.methods.linkage.counting import to_review
from gija.methods.linkage.spread import _exact, _normal, quantiles
from gija.methods.linkage.worlds import Human, humans, invented, settings, written
from gija.methods.names import Person
from gija.vocabulary.errors import GijaError

KEY = b"k" * 32


def lists_of(
    seed: int, sizes: tuple[int, ...] = (60, 40, 80, 30), noise: str = "ordinary"
) -> tuple[list[np.ndarray], int]:
    """Lists drawn from one small crowd, and how many different people stand on them."""
    chance, rates = random.Random(seed), settings()["noise"][noise]
    crowd = humans(150, seed)
    drawn: list[list[Human]] = [chance.sample(crowd, size) for size in sizes]
    made = [
        encode([written(human, rates, chance) for human in held], KEY, sender=str(at)) for at, held in enumerate(drawn)
    ]
    return made, len({id(human) for held in drawn for human in held})


def counted(seed: int) -> tuple[Count, int]:
    lists, truth = lists_of(seed)
    return count_people(lists), truth


def test_the_count_is_near_and_the_interval_holds_it() -> None:
    found = [counted(seed) for seed in range(40)]
    apart = [abs(count.value - truth) for count, truth in found]
    assert np.median(apart) <= 1
    assert sum(count.low <= truth <= count.high for count, truth in found) >= 36
    assert np.mean([count.high - count.low for count, _ in found]) < 12


def test_the_same_lists_give_the_same_count() -> None:
    lists, _ = lists_of(3)
    one, other = count_people(lists), count_people(lists, workers=3)
    assert (one.value, one.low, one.high, one.chances) == (other.value, other.low, other.high, other.chances)
    assert np.array_equal(one.clusters.of, other.clusters.of)


def test_the_order_of_lists_does_not_matter() -> None:
    lists, _ = lists_of(4)
    one, other = count_people(lists), count_people(lists[::-1])
    assert abs(one.value - other.value) <= 1


def test_the_same_list_twice_counts_once() -> None:
    people = [written(h, settings()["noise"]["low"], random.Random(1)) for h in humans(100, 9)]
    found = count_people([encode(people, KEY, sender="a"), encode(people, KEY, sender="b")])
    assert abs(found.value - 100) <= 1
    assert found.low >= 100


def test_lists_of_different_people_add_up() -> None:
    crowd, chance, rates = humans(200, 21), random.Random(5), settings()["noise"]["ordinary"]
    lists = [encode([written(h, rates, chance) for h in crowd[at : at + 50]], KEY) for at in range(0, 200, 50)]
    assert 197 <= count_people(lists).value <= 200


def test_lists_under_different_keys_share_nobody() -> None:
    people = [written(h, settings()["noise"]["low"], random.Random(1)) for h in humans(80, 9)]
    assert count_people([encode(people, KEY), encode(people, b"o" * 32)]).value >= 159


def test_bounds_of_what_is_possible_are_kept() -> None:
    lists, _ = lists_of(6)
    found = count_people(lists)
    assert max(map(len, lists)) <= found.low <= found.value <= found.high <= found.records == sum(map(len, lists))


def test_what_two_long_lists_have_in_common_is_found_whatever_the_noise() -> None:
    """The odds before comparing are of one to one lists: with four tenths in common they are not those of all pairs."""
    for noise in ("low", "ordinary"):
        crowd, chance, rates = humans(900, 31), random.Random(8), settings()["noise"][noise]
        one, other = crowd[:600], [*crowd[:240], *crowd[600:]]
        lists = [
            encode([written(h, rates, chance) for h in held], KEY, sender=at)
            for at, held in zip("ab", (one, other), strict=True)
        ]
        found = count_people(lists)
        assert abs(found.value - 900) <= 0.02 * 240
        assert found.low <= 900 <= found.high


def test_how_much_of_the_date_is_known_shows_with_a_doubt_that_is_kept() -> None:
    known = calibration("gija-2")
    people = invented(300, 4)
    yearly = [Person(p.names, birth_date=p.birth_date[:4], sex=p.sex) for p in people[:60]]
    found = details(encode([*people[60:], *yearly], KEY), known)
    assert np.allclose(found.sum(axis=1), 1)
    assert found[:240, 0].mean() > 0.9
    assert found[240:, 1].mean() > 0.6


def test_one_list_and_empty_lists_need_no_guess() -> None:
    lists, _ = lists_of(7, (50,))
    empty = np.zeros((0, 16), np.uint64)
    found = count_people([lists[0], empty])
    assert (found.value, found.low, found.high) == (50, 50, 50)
    assert "one list" in found.notes[0].en
    assert "vienas" in found.notes[0].lt
    with pytest.raises(GijaError) as refused:
        count_people([empty, empty])
    assert refused.value.code == "linkage.no_lists"


def test_a_person_twice_in_one_list_is_pointed_out() -> None:
    lists, _ = lists_of(8)
    doubled = [np.concatenate([lists[0], lists[0][:3]]), *lists[1:]]
    said = " ".join(note.en for note in count_people(doubled).notes)
    assert "3 pairs within one list" in said


def test_reviewed_pairs_are_believed_and_narrow_the_interval() -> None:
    lists, _ = lists_of(12, (90, 90, 90, 90), "high")
    found = count_people(lists)
    asked = to_review(found)
    assert asked
    sure = count_people(lists, review=dict.fromkeys(asked, True))
    apart = count_people(lists, review=dict.fromkeys(asked, False))
    assert sure.expected < found.expected < apart.expected
    assert sure.high - sure.low <= found.high - found.low
    with pytest.raises(GijaError) as refused:
        count_people(lists, review={(0, 1): True})
    assert refused.value.code == "linkage.review"


def test_progress_ends_at_the_whole() -> None:
    steps: list[tuple[int, int]] = []
    count_people(lists_of(2)[0], progress=lambda done, total: steps.append((done, total)))
    assert steps == [(n, 10) for n in range(1, 11)]


def test_notes_are_in_both_languages() -> None:
    for note in count_people(lists_of(2, noise="high")[0]).notes:
        assert note.en
        assert note.lt != note.en


def test_the_calibration_is_of_shares_and_of_this_scheme() -> None:
    known = calibration("gija-2")
    assert known.made == "gija count calibrate --scheme gija-2 --people 6000 --seed 2006"
    assert known.same.shape[:2] == (len(KINDS), len(LEVELS))
    for table in (known.apart, known.kin, known.same):
        assert (table > 0).all()
        assert (table.sum(axis=-1) <= 1.01).all()


def test_a_scheme_without_calibration_is_refused() -> None:
    with pytest.raises(GijaError):
        calibration("gija-99")


def test_interval_of_sure_joins_is_a_point_and_of_unsure_ones_wide() -> None:
    assert quantiles(np.ones(20), 0.0, 100, 50, 0.9) == (80, 80, 80)
    low, middle, high = quantiles(np.full(40, 0.5), 0.0, 100, 50, 0.9)
    assert low < 76 < middle + 5
    assert middle == 80
    assert high > 84


def test_the_normal_curve_agrees_with_the_exact_sum() -> None:
    chances = np.random.default_rng(1).beta(0.5, 0.5, 300).clip(0.001, 0.999)
    for one, other in zip(_exact(chances, 4.0, 0.9), _normal(chances, 4.0, 0.9), strict=True):
        assert abs(one - other) <= 4
