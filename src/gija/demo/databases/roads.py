"""Vehicles (SQLite, plates with and without a space), border crossings (Parquet, names as in travel documents)."""

from __future__ import annotations

import numpy as np

from gija.demo.country.chance import TODAY_DAY, Ints, data, dates, stream
from gija.demo.country.errors import swapped_day
from gija.demo.country.spellings import spelled
from gija.demo.country.things import adults
from gija.demo.country.whole import Country
from gija.demo.databases.holding import Holding, Sheet, digits, joined, mistyped


def vehicles(country: Country) -> Holding:
    """Owner and keeper in capitals, surname first, every third without Lithuanian letters."""
    people, fleet, random = country.people, country.vehicles, stream(country.seed, "vehicle register")
    count = len(fleet.plate)
    styles = [lambda p: p, lambda p: p.replace(" ", ""), lambda p: p.replace(" ", "-")]
    style = random.integers(3, size=count).tolist()

    def names(who: Ints) -> list[str]:
        full = joined(
            np.where(who >= 0, people.family[who], "").tolist(), np.where(who >= 0, people.given[who], "").tolist()
        )
        plain = spelled(full, "upper_plain")
        written = [p if s == 0 else f.upper() for p, f, s in zip(plain, full, style, strict=True)]
        return mistyped(country, who, written, random, 0.01, 0.3)

    def codes(who: Ints) -> list[str]:
        known = (who >= 0) & (random.random(count) > 0.05)
        return digits(np.where(known, people.code[who], 0))

    firm, at = fleet.firm, fleet.firm.clip(min=0)
    columns = {
        "NR": list(range(1, count + 1)),
        "VALST_NR": [styles[s](plate) for s, plate in zip(style, fleet.plate, strict=True)],
        "VIN": fleet.vin,
        "MARKE": [make.upper() if s else make for s, make in zip(style, fleet.make, strict=True)],
        "MODELIS": fleet.model,
        "SPALVA": fleet.colour,
        "METAI": fleet.year.tolist(),
        "SAVININKAS": names(fleet.owner),
        "SAV_AK": codes(fleet.owner),
        "SAV_IMONE": [country.firms.name[f] if f >= 0 else "" for f in firm.tolist()],
        "SAV_IM_KODAS": digits(np.where(firm >= 0, country.firms.code[at], 0)),
        "VALDYTOJAS": names(fleet.keeper),
        "VALD_AK": codes(fleet.keeper),
        "REG_DATA": dates(fleet.since, "%d.%m.%Y"),
    }
    sheet = Sheet(
        "TP", columns, {"owner": fleet.owner, "keeper": fleet.keeper}, ("VALST_NR", "VIN", "SAV_AK", "VALD_AK")
    )
    return Holding("vehicles", "vehicles.sqlite3", (sheet,))


def border(country: Country) -> Holding:
    """Crossings of two years: each traveller a row, with the vehicle and its driver as declared."""
    people, random = country.people, stream(country.seed, "border")
    who, driver, vehicle, day, point = _journeys(country, random)
    count = len(who)
    names = data("places")["crossing_points"]
    labels = [name for name, _ in names]
    born = dates(people.born[who], "%Y-%m-%d")
    for row in np.flatnonzero(random.random(count) < np.where(country.in_networks()[who], 0.25, 0.01)).tolist():
        born[row] = swapped_day(born[row])
    surname = spelled(people.family[who], "icao")
    with_driver = (driver >= 0) & (driver != who)
    document = _documents(country, who)
    columns = {
        "CROSSING_ID": list(range(5_000_001, 5_000_001 + count)),
        "CROSSED_ON": dates(day, "%Y%m%d"),
        "POINT": [labels[p] for p in point.tolist()],
        "DIRECTION": ["OUT" if out else "IN" for out in (random.random(count) < 0.55).tolist()],
        "SURNAME": mistyped(country, who, surname, random, 0.01, 0.3),
        "GIVEN_NAMES": spelled(people.given[who], "icao"),
        "DOB": [f"{b[8:]}/{b[5:7]}/{b[:4]}" for b in born],
        "SEX": ["M" if male else "F" for male in people.male[who].tolist()],
        "NATIONALITY": people.citizenship[who].tolist(),
        "DOC_NO": document,
        "DOC_STATE": [c if d else "" for c, d in zip(people.citizenship[who].tolist(), document, strict=True)],
        "PLATE": [country.vehicles.plate[v].replace(" ", "") if v >= 0 else "" for v in vehicle.tolist()],
        "DRIVER_SURNAME": spelled(np.where(with_driver, people.family[driver], ""), "icao"),
        "DRIVER_GIVEN": spelled(np.where(with_driver, people.given[driver], ""), "icao"),
        "DRIVER_DOC": _documents(country, np.where(with_driver, driver, -1)),
    }
    told = {"traveller": who, "driver": np.where(with_driver, driver, -1)}
    return Holding("border", "border.parquet", (Sheet("CROSSINGS", columns, told),))


def _documents(country: Country, who: Ints) -> list[str]:
    """The document shown: a passport where there is one, else the identity card."""
    people = country.people
    cards = digits(people.id_card[who])
    books = people.passport[who].tolist()
    return [(book or card) if p >= 0 else "" for p, book, card in zip(who.tolist(), books, cards, strict=True)]


def _journeys(country: Country, random: np.random.Generator) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Traveller, driver, vehicle, day and crossing point of each row: holidays, travellers from outside, networks."""
    people, fleet = country.people, country.vehicles
    points = data("places")["crossing_points"]
    roads = [at for at, (_, way) in enumerate(points) if way not in ("AIR",)]
    free = np.setdiff1d(adults(people), np.flatnonzero(country.in_networks()))
    alone = random.choice(free, people.residents // 4)
    foreign = np.arange(people.residents, len(people))
    own = np.flatnonzero((fleet.owner >= 0) & ~country.in_networks()[fleet.owner.clip(min=0)])
    car = random.choice(own, people.residents // 8)
    owner = fleet.owner[car]
    mate = people.spouse[owner]
    with_mate = np.flatnonzero((mate >= 0) & (random.random(len(car)) < 0.6))
    day = TODAY_DAY - random.integers(1, 730, len(car))
    road = np.array(roads)[random.integers(len(roads), size=len(car))]
    others = np.concatenate([alone, foreign])
    lone_day = TODAY_DAY - random.integers(1, 730, len(others))
    lone_point = random.integers(len(points), size=len(others))
    rows: list[tuple[int, int, int, int, int]] = []
    place = {name: at for at, (name, _) in enumerate(points)}
    for trip in (trip for network in country.networks for trip in network.trips):
        rows += [(p, trip.driver, trip.vehicle, trip.day, place[trip.point]) for p in (trip.driver, *trip.passengers)]
        rows.append((trip.driver, trip.driver, trip.vehicle, trip.day + 3, place[trip.point]))
    implanted = np.array(rows, dtype=np.int64)
    nobody = np.full(len(others), -1)
    who = np.concatenate([others, owner, mate[with_mate], implanted[:, 0]])
    driver = np.concatenate([nobody, owner, owner[with_mate], implanted[:, 1]])
    vehicle = np.concatenate([nobody, car, car[with_mate], implanted[:, 2]])
    days = np.concatenate([lone_day, day, day[with_mate], implanted[:, 3]])
    point = np.concatenate([lone_point, road, road[with_mate], implanted[:, 4]])
    order = np.argsort(days, kind="stable")
    return who[order], driver[order], vehicle[order], days[order], point[order]
