"""What the model knows of names: cases, scripts, neighbours' spellings, fathers, rarity. All people are invented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gija.methods.names import HIT_THRESHOLD, Person, Rarity, compare, person_score, prepared, quick
from gija.methods.names.births import birth, birth_code
from gija.methods.names.calibration import false_hits, rarity_of, wilson
from gija.methods.names.rarity import heard
from gija.methods.names.slips import laid

ONE = [
    # cases of Lithuanian declension
    ("Jonui Girdauskui", "Jonas Girdauskas", "ending"),
    ("Rasos Girdauskienės", "Rasa Girdauskienė", "ending"),
    ("Andriaus Petkaus", "Andrius Petkus", "ending"),
    # one family name as neighbours write it
    ("Jan Dąbrowski", "Jan Dambrauskas", "neighbours"),
    ("Adam Wojtkiewicz", "Adam Vaitkevičius", "neighbours"),
    ("Anna Kowalewska", "Ana Kavaliauskienė", "neighbours"),
    # scripts
    ("Георгий Сокол", "Jurgis Sokolas", "equivalent"),
    ("გიორგი ბერიძე", "Giorgi Beridze", "transliterated"),
    ("فرناندو راموس", "Fernando Ramos", "consonants"),
    ("דוד גולדברג", "David Goldberg", "consonants"),
    ("Deng Xiaoping", "Teng Hsiao-ping", "romanised"),
    # slips
    ("Gerda Barnowska", "Gerda Bamowska", "similar"),
    ("Lina Girdauskaitė", "Lina Gridauskaitė", "similar"),
    ("I. Girdauskaitė", "Irena Girdauskaitė", "initial"),
    ("Petras Ivanovič Sokolas", "Petras Sokolas", "missing"),
    ("Tarik bin Rubai", "Tarik bin Awad bin Rubai", "missing"),
]
OTHER = [
    ("Ahmad bin Hasan Rubai", "Hasan bin Ahmad Rubai"),
    ("Petras G. Sokolas", "Petras W Sokolas"),
    ("Vytautas Jonaitis", "Vytautas Janaitis"),
    ("Ona Petrulienė", "Ona Petrunienė"),
    ("Tomas Rimkus", "Tomas Rimša"),
    ("Paulius Ponas", "Paulius Girdauskas"),
    ("فرناندو راموس", "Fernando Rojas"),
]


@pytest.mark.parametrize(("left", "right", "how"), ONE)
def test_one_persons_names_are_found_and_it_is_said_how(left: str, right: str, how: str) -> None:
    found = compare(left, right)
    assert found.score >= HIT_THRESHOLD
    assert how in {p.how for p in found.parts}


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_different_names_stay_different(left: str, right: str) -> None:
    assert compare(left, right).score < HIT_THRESHOLD


def test_a_son_is_not_his_father_and_it_is_said() -> None:
    texts = [p.text.en for p in compare("Ahmad bin Hasan Rubai", "Hasan bin Ahmad Rubai").parts]
    assert "son and father stand the other way round" in texts


SOUNDS = st.text("abdeiklmnorstuvz", max_size=10)


@given(SOUNDS, SOUNDS)
def test_laying_words_over_each_other_is_symmetric(a: str, b: str) -> None:
    assert laid(a, b) == laid(b, a)
    assert laid(a, b)[0] >= 0
    assert (laid(a, b)[0] == 0) == (a == b)


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ("1980-03-04", "1980-03-04", "birth_same"),
        ("1980-03-04", "1980-04-03", "birth_swapped"),
        ("1980-03-04", "1980-03-14", "birth_near"),
        ("1980-03-04", "1980-03", "birth_month"),
        ("1980-03-04", "1980-00-00", "birth_year"),
        ("1980-03-04", "198X", "birth_range"),
        ("1980-03-04", "~1981", "birth_range"),
        ("1980-03-04", "1978/1982", "birth_range"),
        ("1980", "1982", "birth_close"),
        ("~1980", "1990-01-01", "birth_different"),
        ("1980-03-04", "1962-11-30", "birth_different"),
    ],
)
def test_dates_agree_as_far_as_they_are_known(a: str, b: str, code: str) -> None:
    one, two = birth(a), birth(b)
    assert one
    assert two
    assert birth_code(one, two) == birth_code(two, one) == code


def test_what_is_no_date_says_nothing() -> None:
    assert birth("nežinoma") is None
    assert birth("") is None


PEOPLE = [Person((f"Jonas {f}",)) for f in ["Girdauskas"] * 400 + ["Petkus"] * 30 + ["Svirplys"] * 2]


def test_rare_words_weigh_more_and_unknown_ones_neither_way() -> None:
    rarity = rarity_of(PEOPLE * 30)
    weights = [rarity.weight(w) for w in ("Jonas", "Girdauskas", "Petkus", "Svirplys")]
    assert weights == sorted(weights)
    assert weights[0] < 1 < weights[-1]
    assert rarity.weight("Nežinomas") == 1.0
    assert rarity.weight("Girdauskienė") == rarity.weight("GIRDAUSKAS")
    assert heard("Girdauskienė") == heard("Girdauskas")


def test_few_people_say_little_of_rarity() -> None:
    assert abs(rarity_of(PEOPLE).weight("Jonas") - 1) < abs(rarity_of(PEOPLE * 30).weight("Jonas") - 1)
    assert Rarity.of({}, 0).weight("Jonas") == 1.0


def test_rarity_keeps_through_bytes() -> None:
    rarity = rarity_of(PEOPLE)
    assert Rarity.from_bytes(rarity.to_bytes()) == rarity
    with pytest.raises(ValueError, match="rarity"):
        Rarity.from_bytes(b"no")


def test_a_rare_surname_with_a_slip_in_the_given_name_beats_the_reverse() -> None:
    rarity = rarity_of(PEOPLE * 30)
    rare = compare("Jonas Svirplys", "Jomas Svirplys", rarity).score
    common = compare("Jonas Svirplys", "Jonas Svirklys", rarity).score
    assert rare > common


KNOWN: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "birth_date": st.sampled_from(["1980-03-04", "1980", "198X"]),
        "sex": st.sampled_from(["F", "M"]),
        "citizenship": st.sampled_from(["LTU", "UKR"]),
        "place": st.sampled_from(["Vilnius", "Kaunas"]),
        "personal_code": st.just("48003040012"),
    }
)
FIELDS = ("birth_date", "sex", "citizenship", "place", "personal_code")
NAMES = st.sampled_from(
    ["Lina Girdauskaitė", "Ліна Гірдаускайте", "Lina Girdauskienė", "Lina Gridauskaitė", "Ona Petkutė"]
)


@given(NAMES, NAMES, KNOWN, st.lists(st.sampled_from(FIELDS), unique=True), st.sampled_from(FIELDS))
def test_more_that_agrees_never_lowers_a_score(
    a: str, b: str, known: dict[str, Any], some: list[str], one_more: str
) -> None:
    few = {f: known[f] for f in some}
    more = few | {one_more: known[one_more]}
    before = person_score(Person((a,), **few), Person((b,), **few)).score
    assert person_score(Person((a,), **more), Person((b,), **more)).score >= before
    assert person_score(Person((a,), **more), Person((b,), **few)).score >= before


@given(NAMES, NAMES, KNOWN, KNOWN)
def test_quick_and_explained_scores_are_one(a: str, b: str, x: dict[str, Any], y: dict[str, Any]) -> None:
    one, two = Person((a,), **x), Person((b, a), **y)
    rarity = rarity_of(PEOPLE)
    for table in (None, rarity):
        assert quick(prepared(one), prepared(two), table) == person_score(one, two, table).score
        assert quick(prepared(two), prepared(one), table) == person_score(two, one, table).score


def test_whatever_more_agrees_tells_two_candidates_apart() -> None:
    asked = Person(("Lina Girdauskaitė",), birth_date="1980-03-04", sex="F", citizenship="LTU", place="Vilnius")
    held: dict[str, Any] = {}
    scores = [person_score(asked, Person(asked.names)).score]
    for field in ("sex", "citizenship", "place", "birth_date"):
        held[field] = getattr(asked, field)
        scores.append(person_score(asked, Person(asked.names, **held)).score)
    assert scores == sorted(set(scores))
    assert scores[-1] < 1.0


def test_wilsons_interval_is_the_textbooks() -> None:
    low, high = wilson(7, 1_000_000)
    assert (round(low * 1e5, 2), round(high * 1e5, 2)) == (0.34, 1.45)
    assert wilson(0, 0) == (0.0, 1.0)


def test_calibrating_counts_the_same_for_the_same_seed() -> None:
    people = [
        Person((f"{g} {f}",)) for g in ("Jonas", "Ona", "Petras") for f in ("Girdauskas", "Girdauskis", "Svirplys")
    ]
    found = false_hits(people, 500, 3, HIT_THRESHOLD)
    assert found == false_hits(people, 500, 3, HIT_THRESHOLD)
    assert found.pairs == 500
    assert 0 < found.hits < 200
    same = [Person(("Ona Petkutė",))] * 50 + [Person(("Jonas Svirplys",))]
    assert false_hits(same, 50, 1, HIT_THRESHOLD).namesakes > 0
    born = [Person(("Ona Petkutė",), birth_date=f"19{y}-01-02") for y in range(50, 90)]
    assert false_hits(born, 200, 1, HIT_THRESHOLD).namesakes == 0
