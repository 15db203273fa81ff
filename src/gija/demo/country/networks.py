"""Trafficking networks implanted among the residents: who they are, how they are linked, what they left behind.

Patterns as the source documents describe them: recruiting by adverts for work abroad, transport by minibus across the
border, exploitation kept up by a controller, money sent home, girls under 18 among the victims.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gija.demo.country.chance import TODAY_DAY, Bools, Ints, stream
from gija.demo.country.names import COMMUNITIES
from gija.demo.country.people import People

RESIDENTS_A_NETWORK = 4_000
BURNERS = 3  # prepaid phones without a known owner: recruiting, transport, control


@dataclass(frozen=True)
class Trip:
    """One journey abroad: who drove which vehicle with whom, when. `point` is a border crossing point."""

    day: int
    driver: int
    vehicle: int  # index among the vehicles
    passengers: tuple[int, ...]
    point: str


@dataclass(frozen=True)
class Network:
    """One network; people are row numbers of `People`. `roles` gives everybody's part."""

    number: int
    roles: dict[int, str]
    firm: int
    vehicles: tuple[int, ...]
    phones: tuple[int, ...]  # prepaid: recruiting, transport, control
    trips: tuple[Trip, ...]
    relations: tuple[tuple[str, int, int], ...] = field(default=())

    @property
    def code(self) -> str:
        return f"N{self.number + 1:03d}"

    def having(self, role: str) -> tuple[int, ...]:
        return tuple(person for person, part in self.roles.items() if part == role)

    @property
    def recruiter(self) -> int:
        """The main recruiter: the first one."""
        return self.having("recruiter")[0]


def networks_for(residents: int) -> int:
    return max(3, residents // RESIDENTS_A_NETWORK)


def make_networks(people: People, seed: int, first_firm: int, first_vehicle: int) -> tuple[Network, ...]:
    """The networks of this country. Each has the firm `first_firm + n` and two vehicles from `first_vehicle + 2n`."""
    taken: set[int] = set()
    count = networks_for(people.residents)
    return tuple(_network(people, number, seed, taken, first_firm, first_vehicle) for number in range(count))


def _network(people: People, number: int, seed: int, taken: set[int], first_firm: int, first_vehicle: int) -> Network:
    random = stream(seed, f"network {number}")
    community = ("pl", "ru", "lt", "by", "lt", "uk")[number % 6]
    roles = _roles(people, random, taken, community)
    spread = np.arange(BURNERS, dtype=np.int64) + len(people) + number * BURNERS
    phones = tuple((370_60_000_000 + spread * 7_654_321 % 9_999_991).tolist())
    vehicles = (first_vehicle + 2 * number, first_vehicle + 2 * number + 1)
    trips = _trips(random, roles, vehicles)
    network = Network(number, roles, first_firm + number, vehicles, phones, trips)
    return Network(number, roles, network.firm, vehicles, phones, trips, _relations(network))


def _roles(people: People, random: np.random.Generator, taken: set[int], community: str) -> dict[int, str]:
    ages, rows = people.ages(), np.arange(len(people))
    own = (people.community == COMMUNITIES.index(community)) & (rows < people.residents)
    woman, man, resident = people.male == 0, people.male == 1, rows < people.residents
    grown: Bools = (ages >= 26) & (ages <= 50)
    young: Bools = woman & (ages >= 18) & (ages <= 27) & resident
    child: Bools = woman & (ages >= 12) & (ages <= 15) & resident
    wanted = [
        ("recruiter", own & man & grown, 1),
        ("recruiter", own & woman & grown, 1),
        ("controller", man & grown & resident, 1),
        ("transporter", man & grown & resident, 2),
        ("money_carrier", woman & grown & resident, 1),
        ("victim", young, int(random.integers(3, 9))),
        ("victim", child, int(random.integers(1, 3))),
        ("victim", woman & ~resident & (ages < 35), 1),
    ]
    roles: dict[int, str] = {}
    for role, fitting, count in wanted:
        for person in _some(random, fitting, grown & resident, count, taken):
            roles[person] = role
    return roles


def _some(random: np.random.Generator, fitting: Bools, other: Bools, count: int, taken: set[int]) -> list[int]:
    """`count` people nobody has taken yet; where too few fit (a small country), other adults."""
    found: list[int] = []
    for those in (fitting, other):
        free: Ints = np.setdiff1d(np.flatnonzero(those), np.fromiter(taken, dtype=np.int64), assume_unique=True)
        found += random.choice(free, min(count - len(found), len(free)), replace=False).tolist()
        taken.update(found)
    return found


def _trips(random: np.random.Generator, roles: dict[int, str], vehicles: tuple[int, ...]) -> tuple[Trip, ...]:
    """Each victim goes out once, two or three together with a transporter; at times a recruiter goes along."""
    drivers = [person for person, role in roles.items() if role == "transporter"]
    victims = [person for person, role in roles.items() if role == "victim"]
    recruiters = [person for person, role in roles.items() if role == "recruiter"]
    trips, day, number = [], TODAY_DAY - int(random.integers(200, 500)), 0
    while victims:
        size = int(random.integers(2, 4))
        group, victims = victims[:size], victims[size:]
        along = (recruiters[number // 2 % len(recruiters)],) if number % 2 == 0 else ()
        point = ("Kybartai", "Medininkai", "Klaipėdos jūrų uostas")[int(random.integers(3))]
        at = number % len(drivers)
        trips.append(Trip(day, drivers[at], vehicles[at % len(vehicles)], (*group, *along), point))
        day += int(random.integers(9, 40))
        number += 1
    return tuple(trips)


def _relations(network: Network) -> tuple[tuple[str, int, int], ...]:
    """What is true of the members: the answer the chart is measured against."""
    recruiters, victims = network.having("recruiter"), network.having("victim")
    controller, money = network.having("controller")[0], network.having("money_carrier")[0]
    found = [("recruited", recruiters[at % len(recruiters)], victim) for at, victim in enumerate(victims)]
    carried = [("transported", trip.driver, p) for trip in network.trips for p in trip.passengers if p in victims]
    kept = [("controlled", controller, victim) for victim in victims]
    money_way = [("paid", controller, money), *(("paid", money, recruiter) for recruiter in recruiters)]
    return (*found, *carried, *kept, *money_way)
