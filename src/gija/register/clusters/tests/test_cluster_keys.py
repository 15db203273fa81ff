"""Keys of clusters: random, kept by the same people through every run, the older one after a merge."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest

from gija.methods.disclosure.cellkeys.keys import KeyRevision, Why
from gija.register.clusters import keys
from gija.register.clusters.keys import Held, shared_out
from gija.register.clusters.models import KeyChange, KeyOf, PersonKey
from gija.register.conftest import ZONES, withdrawal

from .test_cluster_pages import tell

pytestmark = pytest.mark.django_db(databases=ZONES)


def fresh(count: int) -> list[str]:
    return [str(uuid.uuid4()) for _ in range(count)]


def test_a_key_is_64_of_the_random_bits_of_its_secret() -> None:
    drawn = [keys.number_of(str(uuid.uuid4())) for _ in range(2_000)]
    assert all(0 <= one < 2**64 for one in drawn)
    for bit in range(64):
        share = sum(one >> bit & 1 for one in drawn) / 2_000
        assert 0.4 < share < 0.6, f"bit {bit}: nine deviations and more"


def test_the_same_people_keep_their_key_through_runs_that_draw_other_cluster_numbers(
    arrives: Any, record_of: Any
) -> None:
    records = sorted(one.record_id for one in [record_of() for _ in range(3)])
    arrives(*(record_of(record_id=number) for number in records))
    one, other = fresh(2)
    tell(records, [one, one, other], 2)
    before = keys.keys_of(records)
    assert before[records[0]] == before[records[1]] != before[records[2]]
    tell(records, [other, other, one], 2, half=2, number=2)
    assert keys.keys_of(records) == before
    assert keys.changes() == 0


def test_a_merge_keeps_the_older_key_a_split_draws_one_and_both_are_noted(arrives: Any, record_of: Any) -> None:
    made = [record_of() for _ in range(3)]
    arrives(*made)
    records = [one.record_id for one in made]
    one, other = fresh(2)
    tell(records, [one, one, other], 2)
    before = keys.keys_of(records)
    older = PersonKey.objects.get(born=1)
    tell(records, [one, one, one], 1, half=2, number=2)
    assert set(keys.keys_of(records).values()) == {keys.number_of(older.secret)}
    tell(records, [one, other, one], 2, half=2, number=3)
    after = keys.keys_of(records)
    assert len(set(after.values())) == 2
    assert set(after.values()) - set(before.values()), "the part that left has a new key"
    noted = list(KeyChange.objects.exclude(why="born").values_list("why", "kept", "other"))
    assert noted == [("merged", 1, 2), ("split", 1, 3)]
    assert keys.changes() == 2


def test_a_withdrawn_record_keeps_no_key(arrives: Any, record_of: Any) -> None:
    made = record_of()
    arrives(made)
    keys.brought_up_to_date()
    assert (KeyOf.objects.count(), PersonKey.objects.count()) == (1, 1)
    arrives(withdrawal(made))
    keys.brought_up_to_date()
    assert (KeyOf.objects.count(), PersonKey.objects.count()) == (0, 0)


def test_a_key_that_two_clusters_claim_stays_with_its_longest_standing_record() -> None:
    held = {"a": Held(1, 1), "b": Held(3, 1), "c": Held(2, 2)}
    given, happened = shared_out({"a": "x", "b": "y", "c": "y"}, held, 2)
    assert given == {"a": 1, "b": 2, "c": 2}
    assert happened == []
    given, happened = shared_out({"a": "x", "b": "y", "c": "z", "d": "z"}, held, 2)
    assert given == {"a": 1, "b": 3, "c": 2, "d": 2}
    assert happened == [KeyRevision(Why.SPLIT, 1, 3)]


@pytest.mark.parametrize("seed", range(40))
def test_every_person_has_one_key_and_no_two_share_one_whatever_happens(seed: int) -> None:
    chance = random.Random(seed)
    held: dict[str, Held] = {}
    last = place = 0
    for _ in range(6):
        records = [f"r{n}" for n in range(12) if chance.random() < 0.8]
        clusters = {record: f"c{chance.randint(0, 5)}" for record in records}
        given, happened = shared_out(clusters, held, last)
        of_cluster = {cluster: {given[r] for r in records if clusters[r] == cluster} for cluster in clusters.values()}
        assert all(len(found) == 1 for found in of_cluster.values())
        assert len({next(iter(found)) for found in of_cluster.values()}) == len(of_cluster)
        last = max(last, *given.values(), 0) if given else last
        for record in sorted(given, key=lambda one: (given[one], one)):
            place += record not in held
            held[record] = Held(held[record].place if record in held else place, given[record])
        held = {record: held[record] for record in given}
        assert all(one.kept != one.other for one in happened)
