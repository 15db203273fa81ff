"""What people own and where they work: addresses, vehicles, firms, employment, accounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gija.demo.country import codes
from gija.demo.country.chance import NO_DAY, TODAY_DAY, Ints, Texts, data, pick, stream, texts, zipf
from gija.demo.country.people import People


@dataclass
class Vehicles:
    """Columns over all vehicles; `owner` and `keeper` are people, `firm` a firm; -1 is nobody."""

    owner: Ints
    keeper: Ints
    firm: Ints
    plate: list[str]
    vin: list[str]
    make: list[str]
    model: list[str]
    colour: list[str]
    year: Ints
    since: Ints


@dataclass
class Firms:
    code: Ints
    name: list[str]
    director: Ints
    address: list[str]
    founded: Ints


@dataclass
class Jobs:
    person: Ints
    firm: Ints
    start: Ints
    end: Ints


def adults(people: People, lowest: int = 20, highest: int = 70) -> Ints:
    ages = people.ages()[: people.residents]
    return np.flatnonzero((ages >= lowest) & (ages <= highest))


def addresses(count: int, seed: int) -> tuple[Texts, Texts]:
    """Address and municipality of each household; in towns most live in flats."""
    random, said = stream(seed, "addresses"), data("places")
    towns, streets = said["towns"], said["streets"].split()
    town = pick(random, np.array([weight for _, _, weight in towns], dtype=float), count)
    street = pick(random, zipf(len(streets), 10, 0.6), count)
    house, flat = random.integers(1, 120, count), random.integers(1, 90, count)
    flats = (random.random(count) < np.where(town < 8, 0.85, 0.45)) & (flat > 0)
    rows = zip(street.tolist(), house.tolist(), flats.tolist(), flat.tolist(), town.tolist(), strict=True)
    written = [f"{streets[s]} g. {h}{f'-{f}' if has else ''}, {towns[t][0]}" for s, h, has, f, t in rows]
    return texts(written), texts([towns[t][1] for t in town.tolist()])


def make_firms(people: People, seed: int, extra: int) -> Firms:
    """One firm for 25 residents and `extra` ones for the networks at the end (their directors are set there)."""
    random, said = stream(seed, "firms"), data("things")
    count = max(people.residents // 25, 8) + extra
    first, second = said["firm_first"].split(), said["firm_second"].split()
    forms, shares = list(said["firm_forms"]), np.array(list(said["firm_forms"].values()), dtype=float)
    parts = (
        pick(random, shares, count),
        random.integers(len(first), size=count),
        random.integers(len(second), size=count),
    )
    numbers = random.integers(2, 999, count)
    rows = zip(*(part.tolist() for part in (*parts, numbers)), strict=True)
    names = [f"{forms[f]} „{first[a]} {second[b]}{f' {n}' if n % 3 == 0 else ''}“" for f, a, b, n in rows]
    where, _ = addresses(count, seed + 1)
    director = random.choice(adults(people, 25, 68), count)
    founded = TODAY_DAY - random.integers(200, 9_000, count)
    return Firms(codes.firm_codes(count), names, director, list(where), founded)


def make_jobs(people: People, firms: Firms, seed: int, extra: int) -> Jobs:
    """Jobs of adults, some past; big firms employ most, the `extra` ones at the end nobody yet."""
    random = stream(seed, "jobs")
    person = adults(people, 18, 66)
    person = person[random.random(len(person)) < 0.75]
    firm = pick(random, zipf(len(firms.name) - extra, 10, 0.8), len(person))
    start = np.maximum(TODAY_DAY - random.integers(30, 5_000, len(person)), people.born[person] + 6_300)  # 17 years
    end = np.where(random.random(len(person)) < 0.3, (start + 700).clip(max=TODAY_DAY - 5), NO_DAY)
    return Jobs(person, firm, start, end)


def make_vehicles(people: People, firms: Firms, seed: int, extra: int) -> Vehicles:
    """Vehicles of 45 in 100 adults and some firms, and `extra` ones (two a network) for the networks at the end."""
    random, makes = stream(seed, "vehicles"), data("things")["makes"]
    grown = adults(people, 20, 80)
    owner = np.concatenate([grown[random.random(len(grown)) < 0.45], np.full(extra, -1)])
    count = len(owner)
    firm = np.where(random.random(count) < 0.06, random.integers(len(firms.name) - extra // 2, size=count), -1)
    firm[count - extra :] = -1
    spouse = people.spouse[owner]
    keeper = np.where((random.random(count) < 0.25) & (owner >= 0), spouse, -1)
    names, shares = list(makes), np.array([weight for _, weight, _ in makes.values()], dtype=float)
    make = [names[m] for m in pick(random, shares, count).tolist()]
    which, colour, year = (
        random.integers(60, size=count),
        random.integers(8, size=count),
        random.integers(1998, 2026, count),
    )
    rows = list(zip(make, which.tolist(), year.tolist(), strict=True))
    return Vehicles(
        owner=np.where(firm >= 0, -1, owner),
        keeper=keeper,
        firm=firm,
        plate=codes.plates(count),
        vin=[codes.vin(makes[m][0], 7_001 * w + n * 13, y, n) for n, (m, w, y) in enumerate(rows)],
        make=make,
        model=[makes[m][2][w % len(makes[m][2])] for m, w, _ in rows],
        colour=[data("things")["colours"][c] for c in colour.tolist()],
        year=year,
        since=np.maximum(TODAY_DAY - random.integers(10, 3_000, count), (year - 1970) * 365 + 30),
    )


def iban_of(person: int) -> str:
    """The account of a person (everyone has one and keeps it)."""
    banks = list(data("things")["banks"])
    return codes.iban(banks[person % len(banks)], 10_000_000 + person * 7)


def bank_of(person: int) -> str:
    banks = data("things")["banks"]
    return str(list(banks.values())[person % len(banks)])
