"""What police hold: case files (SQLite) with victims and children, intelligence reports, phone records (CSV)."""

from __future__ import annotations

import numpy as np

from gija.demo.country.chance import TODAY_DAY, Ints, data, dates, pick, stream, texts
from gija.demo.country.networks import Network
from gija.demo.country.spellings import spelled
from gija.demo.country.things import adults
from gija.demo.country.whole import Country
from gija.demo.databases.holding import Column, Holding, Sheet, digits, joined, mistyped, phones

STATUS = ("įtariamasis", "nukentėjusysis", "liudytojas", "kontaktas")
THB = "Prekyba žmonėmis (BK 147 str.)"


def cases(country: Country) -> Holding:
    """People in cases as officers typed them: many slips, half without a code, dates of birth in three ways."""
    people, random = country.people, stream(country.seed, "cases")
    who, case, status, day, kind, phone, vehicle = _people_in_cases(country, random)
    count = len(who)
    form = random.integers(10, size=count)
    full, dotted, year = (dates(people.born[who], f) for f in ("%Y-%m-%d", "%d.%m.%Y", "%Y"))
    born = [(year if f < 1 else dotted if f < 3 else full)[row] for row, f in enumerate(form.tolist())]
    known = random.random(count) < np.where(country.in_networks()[who], 0.35, 0.6)
    sources, infos = random.integers(4, size=count).tolist(), random.integers(4, size=count).tolist()
    towns = [town for town, _, _ in data("places")["towns"]]
    columns: dict[str, Column] = {
        "IRASO_ID": list(range(1, count + 1)),
        "BYLOS_NR": [f"{10 + c % 90}-1-{c:06d}-26" for c in case.tolist()],
        "RUSIS": kind,
        "DATA": dates(day, "%Y-%m-%d"),
        "VIETA": [towns[t] for t in random.integers(len(towns), size=count).tolist()],
        "STATUSAS": [STATUS[s] for s in status.tolist()],
        "VARDAS": mistyped(country, who, people.given[who].tolist(), random, 0.04, 0.15),
        "PAVARDE": mistyped(country, who, people.family[who].tolist(), random, 0.06, 0.5),
        "AK": digits(np.where(known, people.code[who], 0)),
        "GIMES": born,
        "TEL": phones(phone, 3),
        "VALST_NR": [country.vehicles.plate[v] if v >= 0 else "" for v in vehicle.tolist()],
        "VERTINIMAS": [f"{'ABCX'[s]}{i + 1}" for s, i in zip(sources, infos, strict=True)],
    }
    sheet = Sheet("ASMENYS_BYLOSE", columns, {"person": who}, ("BYLOS_NR", "AK", "TEL", "VALST_NR", "PAVARDE"))
    return Holding("cases", "cases.sqlite3", (sheet,))


def _people_in_cases(
    country: Country, random: np.random.Generator
) -> tuple[Ints, Ints, Ints, Ints, list[str], Ints, Ints]:
    """Everyday cases of three people each, and two of each network: an old one, and one with a victim who spoke."""
    people = country.people
    count = max(people.residents // 60, 20)
    free = np.setdiff1d(adults(people, 5, 99), np.flatnonzero(country.in_networks()))  # children too
    grown = np.setdiff1d(adults(people), np.flatnonzero(country.in_networks()))
    kinds, weights = list(data("things")["cases"]), list(data("things")["cases"].values())
    kind = texts([kinds[k] for k in pick(random, np.array(weights, dtype=float), count).tolist()])
    days = TODAY_DAY - random.integers(3, 1_500, count)
    parts = [random.choice(grown, count), random.choice(free, count), random.choice(grown, count)]
    kept = [np.arange(count), np.flatnonzero(random.random(count) < 0.8), np.flatnonzero(random.random(count) < 0.5)]
    rows = [(int(parts[s][c]), int(c), s, int(days[c]), str(kind[c])) for s in range(3) for c in kept[s]]
    for network in country.networks:
        rows += _of_network(network, count + 2 * network.number)
    rows.sort(key=lambda row: (row[3], row[1], row[2], row[0]))
    who = np.array([row[0] for row in rows], dtype=np.int64)
    burner = {n.recruiter: n.phones[0] for n in country.networks} | {
        n.having("controller")[0]: n.phones[2] for n in country.networks
    }
    phone = np.where(random.random(len(who)) < 0.5, people.phone[who], 0)
    phone = np.array([burner.get(p, own) for p, own in zip(who.tolist(), phone.tolist(), strict=True)], dtype=np.int64)
    driven = {trip.driver: trip.vehicle for network in country.networks for trip in network.trips}
    vehicle = np.array([driven.get(p, -1) for p in who.tolist()], dtype=np.int64)
    case, status, day = (np.array([row[at] for row in rows], dtype=np.int64) for at in (1, 2, 3))
    return who, case, status, day, [row[4] for row in rows], phone, vehicle


def _of_network(network: Network, case: int) -> list[tuple[int, int, int, int, str]]:
    recruiter, second = network.recruiter, network.having("recruiter")[-1]
    victims, driver = network.having("victim"), network.trips[0].driver
    old, new = TODAY_DAY - 1_100, TODAY_DAY - 60
    first = [
        (recruiter, case, 0, old, "Kelionės dokumento klastojimas"),
        (second, case, 3, old, "Kelionės dokumento klastojimas"),
    ]
    spoke = [victims[0], *(v for v in victims[-2:] if v != victims[0])]  # the last but one is a child
    later = [(v, case + 1, 1, new, THB) for v in spoke]
    return [*first, *later, (recruiter, case + 1, 0, new, THB), (driver, case + 1, 2, new, THB)]


def intelligence(country: Country) -> Holding:
    """Reports of criminal intelligence: names as heard (Polish or English ear), years of birth, grades 5x5x5."""
    random = stream(country.seed, "intelligence")
    tables = (("VERBAVIMAS", "recruited"), ("GABENIMAS", "transported"), ("KONTROLE", "controlled"))
    sheets = tuple(_reports(country, random, name, relation) for name, relation in tables)
    return Holding("intelligence", "intelligence.sqlite3", sheets)


def _reports(country: Country, random: np.random.Generator, table: str, relation: str) -> Sheet:
    people = country.people
    pairs = [(n, a, b) for n in country.networks for kind, a, b in n.relations if kind == relation]
    pairs = [pair for pair in pairs if random.random() < 0.45]
    idle = random.choice(adults(people), (max(people.residents // 2_000, 2), 2))  # tips that are not so
    doer = np.array([a for _, a, _ in pairs] + idle[:, 0].tolist(), dtype=np.int64)
    other = np.array([b for _, _, b in pairs] + idle[:, 1].tolist(), dtype=np.int64)
    slot = {"recruited": 0, "transported": 1, "controlled": 2}[relation]
    phone = np.array([n.phones[slot] for n, _, _ in pairs] + people.phone[idle[:, 0]].tolist(), dtype=np.int64)
    order = random.permutation(len(doer))
    doer, other, phone = doer[order], other[order], phone[order]

    def heard(who: Ints, spelling: str) -> list[str]:
        names = joined(spelled(people.given[who], spelling), spelled(people.family[who], spelling))
        return mistyped(country, who, names, random, 0.1, 0.2)

    columns: dict[str, Column] = {
        "ID": list(range(1, len(doer) + 1)),
        "GAUTA": dates(TODAY_DAY - random.integers(5, 400, len(doer)), "%Y-%m-%d"),
        "KAS": heard(doer, "polish"),
        "KAS_GIM": dates(people.born[doer], "%Y"),
        "KAS_TEL": phones(phone, 4),
        "KA": heard(other, "english"),
        "KA_GIM": dates(people.born[other], "%Y"),
        "VERTINIMAS": [
            f"{'BCD'[s]}{i}"
            for s, i in zip(
                random.integers(3, size=len(doer)).tolist(), random.integers(2, 5, len(doer)).tolist(), strict=True
            )
        ],
    }
    return Sheet(table, columns, {"doer": doer, "other": other})


def phone_records(country: Country) -> Holding:
    """Calls gathered in cases (CSV, semicolons, windows-1257): numbers as three operators write them."""
    people, random = country.people, stream(country.seed, "phone records")
    count = max(people.residents * 2 // 5, 50)
    with_phone = np.flatnonzero(people.phone > 0)
    caller, called = people.phone[random.choice(with_phone, count)], people.phone[random.choice(with_phone, count)]
    implanted = np.array(
        [pair for network in country.networks for pair in _calls(country, network, random)], dtype=np.int64
    )
    caller, called = np.concatenate([caller, implanted[:, 0]]), np.concatenate([called, implanted[:, 1]])
    order = random.permutation(len(caller))
    caller, called = caller[order], called[order]
    minute = np.sort(random.integers(0, 200 * 1_440, len(caller)))
    form = random.integers(3, size=len(caller)).tolist()
    written = [[phones(side, way) for way in (1, 0, 4)] for side in (caller, called)]
    towns = [town for town, _, _ in data("places")["towns"]]
    columns: dict[str, Column] = {
        "ĮRAŠO NR": list(range(1, len(caller) + 1)),
        "SKAMBINO": [written[0][f][row] for row, f in enumerate(form)],
        "GAVO": [written[1][f][row] for row, f in enumerate(form)],
        "DATA": dates(TODAY_DAY - 200 + minute // 1_440, "%Y-%m-%d"),
        "LAIKAS": [f"{m // 60:02d}:{m % 60:02d}" for m in (minute % 1_440).tolist()],
        "TRUKMĖ S": random.integers(4, 1_800, len(caller)).tolist(),
        "BOKŠTAS": [towns[t] for t in random.integers(len(towns), size=len(caller)).tolist()],
    }
    return Holding("phone_records", "phone_records.csv", (Sheet("ISKLOTINE", columns),), "windows-1257", ";")


def _calls(country: Country, network: Network, random: np.random.Generator) -> list[tuple[int, int]]:
    """Recruiting phone with victims, phones of the network among themselves, and with their owners' own phones."""
    people, (recruiting, transport, control) = country.people, network.phones
    victims = [int(people.phone[v]) for v in network.having("victim") if people.phone[v] > 0]
    own = {
        role: [int(people.phone[p]) for p in network.having(role) if people.phone[p] > 0]
        for role in set(network.roles.values())
    }
    pairs = [(victim, recruiting) for victim in victims] + [(recruiting, victim) for victim in victims]
    pairs += [(recruiting, transport), (transport, control), (control, recruiting), (recruiting, control)]
    pairs += [(control, victim) for victim in victims[: len(victims) // 2]]
    pairs += [(transport, p) for p in own.get("transporter", [])] + [(control, p) for p in own.get("money_carrier", [])]
    pairs += [(recruiting, p) for p in own.get("recruiter", [])]
    return [pair for pair in pairs for _ in range(int(random.integers(1, 4)))]
