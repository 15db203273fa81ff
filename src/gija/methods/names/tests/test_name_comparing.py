"""Names that are one person's are hits, others are not, and the comparison says why. All names here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.names import compare, keys, parse
from gija.methods.names.comparing import HIT_THRESHOLD

ONE = [
    ("Rasa Vaitkevičienė", "RASA VAITKEVICIENE", "folded"),
    ("Rasa Vaitkevičienė", "Раса Вайткявичене", "transliterated"),
    ("Rasa Vaitkevičienė", "Вайткявичене, Раса", "transliterated"),
    ("Wanda Krawczonok", "Vanda Kravčionok", "spelling"),
    ("Michal Vaitkevič", "Michał Wojtkiewicz", "neighbours"),
    ("Zbignev Gedinskij", "Zbigniew Gedziński", "spelling"),
    ("Tomas Girdauskas", "Tomass Girdausks", "ending"),
    ("Rokas Girdauskas", "Ruoks Gėrdausks", "similar"),
    ("Aleksandras Petkus", "Oleksandr Petkus", "equivalent"),
    ("Олександр Петкус", "Aliaksandr Petkus", "equivalent"),
    ("Kazimieras Girdauskas", "Kazys Girdauskas", "equivalent"),
    ("Lina Girdauskaitė", "Lina Girdauskienė", "family"),
    ("Lina Girdauskienė", "Lina Girdauskė", "family"),
    ("J. Girdauskas", "Jonas Girdauskas", "initial"),
    ("Lina Girdauskaitė-Bauer", "Lina Girdauskaitė", "missing"),
    ("Jonas Antanas Girdauskas", "Jonas Girdauskas", "missing"),
    ("Lina Girdauskaitėová", "Lina Girdauskaitė", "spelling"),
    ("Jonas Girdauskas", "Jonas Girdausksa", "similar"),
    ("J0nas G1rdauskas", "Jonas Girdauskas", "spelling"),
    ("PolPot", "Pol Pot", "same"),
    ("dr. Jonas Girdauskas", "Jonas Girdauskas", "same"),
]
OTHER = [
    ("Vytautas Jonaitis", "Vytautas Janaitis"),
    ("Ona Adomaitienė", "Ona Tomaitienė"),
    ("Darius Girdauskas", "Marius Girdauskas"),
    ("Darius Girdauskas", "Daria Girdauskienė"),
    ("Jonas Girdauskas", "Jonas Petkus"),
    ("Jonas Girdauskas", "Girdauskas"),
    ("J. G.", "Jonas Girdauskas"),
    ("Ali bin Omar", "Hasan bin Omar"),
    ("Girdauskas, Petras J.", "Petras R. Girdauskas"),
    ("", "Jonas Girdauskas"),
    ("...", "---"),
]


@pytest.mark.parametrize(("left", "right", "how"), ONE)
def test_one_persons_names_are_a_hit_and_say_how(left: str, right: str, how: str) -> None:
    found = compare(left, right)
    assert found.score >= HIT_THRESHOLD
    assert how in {p.how for p in found.parts}


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_other_peoples_names_are_no_hit(left: str, right: str) -> None:
    assert compare(left, right).score < HIT_THRESHOLD


def test_only_the_same_name_scores_one() -> None:
    assert compare("Jonas Girdauskas", "JONAS  GIRDAUSKAS").score == 1.0
    for other in ("Jonas Gırdauskas", "Jonas Girdáuskas", "Girdauskas Jonas", "Ionas Girdauskas", "Jonas V Girdauskas"):
        assert 0.8 <= compare("Jonas Girdauskas", other).score < 1.0


def test_scores_tell_near_from_nearer() -> None:
    asked = "Žydrūnas Šiškauskas"
    ways = [
        "Žydrūnas Šiškauskas",
        "Šiškauskas Žydrūnas",
        "Žydrunas Šiškauskas",
        "Zydrunas Siskauskas",
        "Жидрунас Шишкаускас",
    ]
    scores = [compare(asked, way).score for way in ways]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_every_part_speaks_both_languages() -> None:
    parts = compare("Rasa Ona Vaitkevičienė", "Вайткявичене Раса").parts
    assert {p.how for p in parts} >= {"transliterated", "missing"}
    for part in parts:
        assert part.text.en
        assert part.text.lt
        assert part.text.en != part.text.lt
        assert -1 <= part.weight <= 1


def test_names_that_may_be_one_share_a_key() -> None:
    for left, right, how in ONE:
        if how not in ("missing", "initial", "same"):
            assert keys(left) & keys(right), (left, right)


NAMES = st.text("abdeginorstuvčšžėīkлаинсткя -'.", max_size=24)


@given(NAMES, NAMES)
def test_comparing_is_symmetric_and_in_range(left: str, right: str) -> None:
    one, two = compare(left, right).score, compare(right, left).score
    assert one == two
    assert 0.0 <= one <= 1.0


WORDS = ["Jonas", "Ona", "Girdauskas", "Petkus", "Раса", "Krawczonok", "Ali", "Bin", "J"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_order_of_words_costs_next_to_nothing(words: list[str]) -> None:
    mixed = sorted(words)
    asked = "Jonas Vaitkus Girdauskas"
    assert abs(compare(asked, " ".join(words)).score - compare(asked, " ".join(mixed)).score) <= 0.011


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).score == (1.0 if parse(name).words else 0.0)
