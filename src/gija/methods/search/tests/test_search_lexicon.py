"""Words with slips: what is found by leaving letters out is what measuring every word finds."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from gija.methods.search.lexicon import Heard, Lexicon, LexiconWriter


def words(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices("abeik", k=chance.randint(3, 6))) for _ in range(count)]


@pytest.mark.parametrize("slips", [1, 2])
def test_words_with_slips_are_those_that_measuring_finds(slips: int) -> None:
    chance, writer = random.Random(4), LexiconWriter()
    held = list(dict.fromkeys(words(chance, 40)))
    for word in held:
        writer.add(word, Heard(frozenset(), frozenset((f"={word}",))))
    lexicon = Lexicon(writer.arrays("x"), "x")
    for asked in words(chance, 200):
        apart = {number: OSA.distance(asked, word) for number, word in enumerate(held)}
        expected = {number: far for number, far in apart.items() if far <= slips} if len(asked) > slips else {}
        assert lexicon.slipped((f"={asked}",), slips) == expected
