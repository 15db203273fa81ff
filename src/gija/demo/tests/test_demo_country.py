"""The country itself: the same for the same seed, with right check digits, and like a country."""

from __future__ import annotations

import numpy as np
import pytest

from gija.demo.country import codes
from gija.demo.country.errors import swapped_day, typo
from gija.demo.country.networks import networks_for
from gija.demo.country.spellings import cyrillic, english, feminine, icao, official, polish
from gija.demo.country.whole import Country, make_country
from gija.methods.names.identifiers import valid


@pytest.fixture(scope="module")
def country() -> Country:
    return make_country(5_000, 7)


def test_the_same_seed_makes_the_same_country_and_another_seed_another() -> None:
    one, two, other = (make_country(500, seed) for seed in (1, 1, 2))
    for field in ("code", "family", "home", "spouse", "phone"):
        assert np.array_equal(getattr(one.people, field), getattr(two.people, field)), field
    assert one.vehicles.vin == two.vehicles.vin
    assert one.networks == two.networks
    assert not np.array_equal(one.people.family, other.people.family)


def test_every_number_has_right_check_digits(country: Country) -> None:
    people = country.people
    residents = people.code[: people.residents].tolist()
    assert len(set(residents)) == len(residents)
    assert all(valid("person", "personal_code", str(code)) for code in residents)
    assert all(valid("organisation", "code", str(code)) for code in country.firms.code.tolist())
    assert all(valid("vehicle", "vin", vin) for vin in country.vehicles.vin)
    assert all(valid("account", "iban", codes.iban("73000", number)) for number in range(1, 5_000, 37))
    assert all(valid("phone", "number", f"+{phone}") for phone in people.phone[people.phone > 0].tolist())
    assert len(set(country.vehicles.plate)) == len(country.vehicles.plate)


def test_personal_codes_tell_sex_and_birth(country: Country) -> None:
    people = country.people
    for person in range(0, people.residents, 111):
        code, born = str(people.code[person]), people.born[person].astype("datetime64[D]").item()
        assert int(code[0]) % 2 == people.male[person]
        assert code[1:7] == born.strftime("%y%m%d")
        assert (int(code[0]) - 1) // 2 + 18 == born.year // 100


def test_a_thousand_births_on_one_day_get_different_codes() -> None:
    made = codes.personal_codes(np.ones(1_000, dtype=np.int64), np.full(1_000, 12_345, dtype=np.int64))
    assert len(set(made.tolist())) == 1_000


def test_the_residents_are_like_those_of_an_ageing_country(country: Country) -> None:
    people = country.people
    n, ages = people.residents, people.ages()[: people.residents]
    assert 0.44 < people.male[:n].mean() < 0.50  # women live longer
    assert 0.15 < (ages < 18).mean() < 0.22
    assert 0.15 < (ages >= 65).mean() < 0.26
    shares = np.bincount(people.community[:n], minlength=5) / n
    assert 0.78 < shares[0] < 0.90
    assert shares[1:4].min() > 0.005


def test_names_are_spread_as_in_life(country: Country) -> None:
    _, counts = np.unique(country.people.family[: country.people.residents], return_counts=True)
    assert counts.max() > 5 * np.median(counts)
    assert len(counts) > 400


def test_families_hold_together(country: Country) -> None:
    people = country.people
    wives = np.flatnonzero((people.spouse >= 0) & (people.male == 0))
    assert np.array_equal(people.spouse[people.spouse[wives]], wives)
    assert np.array_equal(people.home[wives], people.home[people.spouse[wives]])
    children = np.flatnonzero(people.mother >= 0)
    gap = (people.born[children] - people.born[people.mother[children]]) / 365.25
    assert gap.min() >= 16
    assert gap.max() <= 46


def test_each_network_has_its_parts_and_children_among_its_victims(country: Country) -> None:
    assert len(country.networks) == networks_for(5_000) == 3
    everyone = [person for network in country.networks for person in network.roles]
    assert len(everyone) == len(set(everyone)), "nobody is in two networks"
    for network in country.networks:
        for role in ("recruiter", "transporter", "controller", "money_carrier", "victim"):
            assert network.having(role), role
        ages = country.people.ages()[list(network.having("victim"))]
        assert (ages < 18).any()
        assert (ages >= 18).any()
        carried = {p for trip in network.trips for p in trip.passengers}
        assert set(network.having("victim")) <= carried


def test_womens_surnames_follow_from_mens() -> None:
    forms = ("unmarried", "married", "short")
    assert [feminine("Kazlauskas", "lt", f) for f in forms] == ["Kazlauskaitė", "Kazlauskienė", "Kazlauskė"]
    assert [feminine("Adamkevičius", "lt", f) for f in forms] == ["Adamkevičiūtė", "Adamkevičienė", "Adamkevičė"]
    assert feminine("Gaidys", "lt", "unmarried") == "Gaidytė"
    assert feminine("Kowalewski", "pl", "married") == "Kowalewska"
    assert feminine("Васильев", "cyrillic", "married") == "Васильева"


def test_one_name_in_many_hands() -> None:
    assert official("Grzegorz", "pl") == "Gžegož"
    assert official("Васильева", "cyrillic") == "Vasiljeva"
    assert polish("Gžegož") == "Grzegorz"
    assert polish("Jankauskas") == "Jankowski"
    assert cyrillic("Vasiljeva") == "Васильева"
    assert cyrillic("Žemaitis") == "Жемайтис"
    assert icao("Vasiljeva") == "VASILEVA"
    assert icao("Žąsiūnė") == "ZASIUNE"
    assert english("Šimkus") == "Shimkus"


def test_a_typo_is_one_slip_and_keeps_the_first_letter() -> None:
    random = np.random.default_rng(1)
    for _ in range(200):
        wrong = typo("Kazlauskas", random)
        assert wrong != "Kazlauskas"
        assert wrong[0] == "K"
        assert abs(len(wrong) - 10) <= 1
    assert typo("Ona", random) == "Ona"


def test_a_swapped_day_stays_a_date() -> None:
    assert swapped_day("2001-03-07") == "2001-07-03"
    assert swapped_day("2001-03-27") == "2001-03-27"
