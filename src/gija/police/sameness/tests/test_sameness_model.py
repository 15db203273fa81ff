"""The shipped model: what it joins, what it asks, what it never does."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gija.police.sameness import Seen, likely_pairs, shipped
from gija.police.sameness.values import LEVELS, read, written
from gija.vocabulary.errors import GijaError


def person(id_: str, name: str, born: str = "", near: tuple[str, ...] = (), **more: object) -> Seen:
    values = {"sex": "", "citizenship": (), "codes": ()} | more
    return Seen(id_, (name,), born, near=near, **values)  # type: ignore[arg-type]


PHONE = ("phone:+37061111111",)


def test_name_day_of_birth_and_a_common_tie_are_enough_and_every_weight_is_shown() -> None:
    (pair,) = likely_pairs(
        [person("a", "Saulius Vilkaitis", "1979-11-30", PHONE), person("b", "SAULIUS VILKAITIS", "1979-11-30", PHONE)]
    )
    assert pair.probability >= shipped().join
    assert pair.weight == pytest.approx(pair.prior + sum(one.weight for one in pair.evidence), abs=1e-6)
    assert {one.of: one.level for one in pair.evidence} == {
        "name": "equal",
        "birth_date": "equal",
        "sex": "unknown",
        "citizenship": "unknown",
        "near": "shared",
    }


def test_name_and_year_with_a_common_tie_is_put_to_a_person() -> None:
    (pair,) = likely_pairs(
        [person("a", "Saulius Vilkaitis", "1979-11-30", PHONE), person("b", "Saulius Vilkaitis", "1979", PHONE)]
    )
    assert shipped().tell <= pair.probability < shipped().join


@pytest.mark.parametrize(
    ("name", "born"),
    [("Saulius Vilkaitis", "1981-02-03"), ("Petras Kazlauskas", "1979-11-30"), ("Jonas Vilkaitis", "1979-11-30")],
)
def test_another_birth_date_or_another_name_is_never_joined(name: str, born: str) -> None:
    found = likely_pairs([person("a", "Saulius Vilkaitis", "1979-11-30", PHONE), person("b", name, born, PHONE)])
    assert all(pair.probability < shipped().join for pair in found)


def test_different_personal_codes_are_never_a_pair() -> None:
    some = [
        person("a", "Saulius Vilkaitis", "1979-11-30", PHONE, codes=("37911300010",)),
        person("b", "Saulius Vilkaitis", "1979-11-30", PHONE, codes=("37911300021",)),
    ]
    assert likely_pairs(some) == ()


def test_the_same_people_in_any_order_give_the_same_pairs_and_nobody_gives_none() -> None:
    some = [person(f"p{place}", "Ona Ramutė", f"198{place % 2}-03-02", PHONE) for place in range(4)]
    assert likely_pairs(some) == likely_pairs(some[::-1])
    assert likely_pairs([]) == likely_pairs(some[:1]) == ()


def test_better_agreement_never_weighs_less_in_the_shipped_model() -> None:
    model = shipped()
    for of, levels in LEVELS.items():
        weights = [model.weight(of, level) for level in levels if (of, level) != ("birth_date", "slip")]
        assert all(better > worse for better, worse in pairwise(weights)), of
    assert read(written(model)) == model


@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"form": "gija.sameness/1"}', "null"])
def test_what_is_no_model_is_refused(broken: str) -> None:
    with pytest.raises(GijaError) as caught:
        read(broken)
    assert caught.value.code == "sameness.model"
