"""Pairs and clusters: exact, symmetric, the same by every kernel, one to one, going on after a kill."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.methods.linkage import cluster, encode, similar_pairs
from gija.methods.linkage import similarity as room
from gija.methods.linkage.kernels import numba_kernel, numpy_kernel, ones, ready
from gija.methods.linkage.worlds import invented
from gija.vocabulary.errors import GijaError

KEY = b"k" * 32


def rows(count: int, seed: int, share: float = 0.37) -> np.ndarray:
    random = np.random.default_rng(seed)
    made = np.packbits(random.random((count, 1024)) < share, axis=1).view("<u8").astype(np.uint64)
    made[: count // 4] = made[0] ^ (random.integers(0, 2**63, (count // 4, 16), dtype=np.uint64) & made[-1])
    made[:, 0] |= np.uint64(1)
    return made


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 450), st.integers(1, 450), st.integers(0, 99), st.floats(0.3, 1.0), st.floats(0.05, 0.9))
def test_both_kernels_agree_bit_for_bit(left: int, right: int, seed: int, threshold: float, share: float) -> None:
    a, b = rows(left, seed, share), rows(right, seed + 1, share)
    b[: min(left, right) // 2] = a[: min(left, right) // 2]
    for mine, other in zip(numba_kernel(a, b, threshold), numpy_kernel(a, b, threshold), strict=True):
        assert np.array_equal(mine, other)


def test_every_pair_at_the_threshold_is_found_and_no_other() -> None:
    a, b = rows(80, 1), rows(70, 2)
    scores = 2 * np.bitwise_count(a[:, None] & b[None]).sum(axis=2) / (ones(a)[:, None] + ones(b)[None])
    threshold = float(np.quantile(scores, 0.97))
    pairs, found = similar_pairs(a, b, threshold)
    assert np.array_equal(pairs, np.argwhere(scores >= threshold))
    assert np.array_equal(found, scores[scores >= threshold])


def test_left_and_right_may_be_exchanged() -> None:
    a, b = rows(90, 3), rows(60, 4)
    one, other = similar_pairs(a, b, 0.45), similar_pairs(b, a, 0.45)
    assert dict(zip(map(tuple, one[0].tolist()), one[1], strict=True)) == {
        (j, i): s for (i, j), s in zip(other[0].tolist(), other[1], strict=True)
    }


def test_within_one_list_each_pair_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    a = rows(130, 5)
    both = similar_pairs(a, a, 0.5)[0]
    whole = similar_pairs(a, None, 0.5)
    assert np.array_equal(whole[0], both[both[:, 0] < both[:, 1]])
    monkeypatch.setattr(room, "ROWS", 17)
    assert np.array_equal(similar_pairs(a, None, 0.5)[0], whole[0])


def test_blocks_and_workers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = rows(150, 6), rows(90, 7)
    whole = similar_pairs(a, b, 0.5, workers=1)
    monkeypatch.setattr(room, "ROWS", 13)
    steps: list[tuple[int, int]] = []
    parts = similar_pairs(a, b, 0.5, workers=3, progress=lambda done, total: steps.append((done, total)))
    assert np.array_equal(whole[0], parts[0])
    assert np.array_equal(whole[1], parts[1])
    assert steps == [(n, 12) for n in range(1, 13)]


def test_a_stopped_comparison_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ROWS", 10)
    a, b = rows(60, 8), rows(40, 9)

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        similar_pairs(a, b, 0.5, workers=1, folder=tmp_path, progress=stop)
    kept = {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.npy")}
    assert len(kept) >= 3
    again = similar_pairs(a, b, 0.5, folder=tmp_path)
    assert np.array_equal(again[0], similar_pairs(a, b, 0.5)[0])
    assert all((tmp_path / name).stat().st_mtime_ns == when for name, when in kept.items())
    assert not list(tmp_path.glob("*.part"))
    assert np.array_equal(similar_pairs(b, a, 0.5, folder=tmp_path)[0], similar_pairs(b, a, 0.5)[0])


@pytest.mark.parametrize(
    ("a", "code"),
    [
        (np.zeros((3, 8), np.uint64), "linkage.shape"),
        (np.ones((3, 16), np.int64), "linkage.shape"),
        (np.ones(16, np.uint64), "linkage.shape"),
        (np.zeros((0, 16), np.uint64), "linkage.list_empty"),
        (np.zeros((2, 16), np.uint64), "linkage.no_bits"),
    ],
)
def test_what_is_no_list_of_encodings_is_refused(a: np.ndarray, code: str) -> None:
    for pair in ((a, rows(3, 1)), (rows(3, 1), a)):
        with pytest.raises(GijaError) as refused:
            similar_pairs(*pair, 0.8)
        assert refused.value.code == code


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.1, float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(GijaError) as refused:
        similar_pairs(rows(3, 1), rows(3, 1), threshold)
    assert refused.value.code == "linkage.threshold"


@pytest.mark.parametrize("by", ["numba", "numpy"])
def test_a_threshold_too_low_cannot_fill_the_memory(by: str) -> None:
    with pytest.raises(GijaError) as refused:
        similar_pairs(rows(300, 1), rows(300, 2), 0.1, at_most=1000, by=by)
    assert refused.value.code == "linkage.too_many_pairs"


def test_the_kernel_can_be_chosen_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_KERNEL", "numpy")
    assert ready()["kernel"] == "numpy"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=2, max_size=4), st.integers(0, 999))
def test_clusters_hold_one_record_of_each_list(sizes: list[int], seed: int) -> None:
    random, total = np.random.default_rng(seed), sum(sizes)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    every = [(i, j) for i in range(total) for j in range(i + 1, total) if owner[i] != owner[j]]
    pairs = np.array(every, np.int64).reshape(-1, 2)
    scores = random.random(len(pairs)).round(1)
    found = cluster(pairs, scores, sizes)
    for number in range(found.count):
        held = owner[found.of == number].tolist()
        assert len(held) == len(set(held)) > 0
    assert found.count == total - len(found.links)
    order = random.permutation(len(pairs))
    again = cluster(pairs[order], scores[order], sizes)
    assert np.array_equal(again.of, found.of)
    assert np.array_equal(again.strength, found.strength)


def test_the_stronger_pair_wins_and_the_other_is_told() -> None:
    found = cluster(np.array([[0, 2], [1, 2]]), np.array([0.8, 0.9]), [2, 1])
    assert found.of.tolist() == [0, 1, 1]
    assert found.refused.tolist() == [0]
    assert found.strength.tolist() == [0.0, 0.9, 0.9]


def test_clusters_stay_within_the_size_allowed() -> None:
    pairs = np.array([[0, 1], [1, 2], [2, 3]])
    assert cluster(pairs, np.array([0.9, 0.8, 0.7]), [1, 1, 1, 1]).count == 1
    assert cluster(pairs, np.array([0.9, 0.8, 0.7]), [1, 1, 1, 1], most=2).count == 2


def test_pairs_of_records_that_no_list_has_are_refused() -> None:
    for pairs, scores in ((np.array([[0, 5]]), np.array([0.9])), (np.array([[0, 1]]), np.zeros(0))):
        with pytest.raises(GijaError) as refused:
            cluster(pairs, scores, [1, 1])
        assert refused.value.code == "linkage.pairs"


def test_a_thousand_people_find_themselves_and_nobody_else() -> None:
    people = invented(1000, 11)
    pairs, _ = similar_pairs(encode(people, KEY, sender="a"), encode(people, KEY, sender="b"), 0.8)
    assert {i for i, j in pairs.tolist() if i == j} == set(range(1000))
    assert len(pairs) <= 1005
