"""What encodings show: hardening leaves less to see, and who holds the key can look everything up."""

from __future__ import annotations

import numpy as np

from gija.methods.linkage import encode, scheme
from gija.methods.linkage.measures import (
    bit_frequencies,
    bits_together,
    dictionary,
    evenness,
    repeated,
    similarity_graph,
    transactions,
)
from gija.methods.linkage.worlds import invented

KEY = b"k" * 32
PEOPLE = invented(400, 2)
BARE = encode(PEOPLE, KEY, made_by=scheme("gija-1-open"))


def test_frequencies_and_pairs_of_bits_add_up() -> None:
    together = bits_together(BARE)
    assert np.array_equal(together, together.T)
    assert np.allclose(np.diag(together) / len(PEOPLE), bit_frequencies(BARE))
    assert [len(t) for t in transactions(BARE)] == np.bitwise_count(BARE).sum(axis=1).tolist()


def test_hardening_evens_the_frequencies() -> None:
    for name in ("gija-1", "gija-2"):
        assert evenness(encode(PEOPLE, KEY, made_by=scheme(name))) > evenness(BARE)


def test_equal_records_of_two_senders_do_not_repeat_under_blip() -> None:
    blip = scheme("gija-1")
    both = np.concatenate([encode(PEOPLE[:9], KEY, made_by=blip, sender=at) for at in "ab"])
    assert max(repeated(both)) == 1
    assert repeated(np.concatenate([BARE[:9], BARE[:2]]))[:3] == (2, 2, 1)


def test_the_holder_of_the_key_can_look_up_every_bit() -> None:
    known = dictionary(PEOPLE[:1], KEY, scheme("gija-1-open"))
    assert frozenset().union(*known.values()) == transactions(BARE[:1])[0]


def test_likeness_within_a_list_is_told() -> None:
    pairs, scores = similarity_graph(np.concatenate([BARE[:5], BARE[:1]]), 0.99)
    assert pairs.tolist() == [[0, 5]]
    assert scores.tolist() == [1.0]
