"""Adverts (XLSX), firms and jobs (CSV), a travel agency's lists in Cyrillic (XLSX), suspicious payments (Parquet)."""

from __future__ import annotations

import numpy as np

from gija.demo.country.chance import TODAY_DAY, Ints, data, dates, stream
from gija.demo.country.networks import Network
from gija.demo.country.spellings import plain, spelled
from gija.demo.country.things import adults, bank_of, iban_of
from gija.demo.country.whole import Country
from gija.demo.databases.holding import Column, Holding, Sheet, digits, joined, mistyped, phones

Advert = tuple[int, str, str, str, str, int, str]  # day, portal, handle, title, text, phone, town


def adverts(country: Country) -> Holding:
    """Adverts a crawler brought home: work abroad, and company; each sheet with its own headings."""
    sheets = (
        ("Darbas", "work", ("Nr.", "Data", "Portalas", "Slapyvardis", "Antraštė", "Tekstas", "Telefonas", "Miestas")),
        ("Draugija", "company", ("ID", "Įdėta", "Svetainė", "Vartotojas", "Pavadinimas", "Aprašymas", "Tel.", "Vieta")),
    )
    return Holding("adverts", "adverts.xlsx", tuple(_adverts(country, *sheet) for sheet in sheets))


def _adverts(country: Country, sheet: str, kind: str, headings: tuple[str, ...]) -> Sheet:
    random, people = stream(country.seed, f"adverts {kind}"), country.people
    count = max(min(people.residents // 100, 5_000), 10)
    with_phone = np.flatnonzero(people.phone > 0)
    owners = people.phone[random.choice(with_phone, count)].tolist()
    found = [_advert(random, kind, phone, number) for number, phone in enumerate(owners)]
    slot = 0 if kind == "work" else 2
    for network in country.networks:
        number = int(random.integers(2, 6))
        found += [_advert(random, kind, network.phones[slot], 90_000 + network.number) for _ in range(number)]
    found.sort()
    rows = list(zip(*found, strict=True))
    numbers = list(rows[5])
    form = 2 if kind == "work" else 1
    values: list[Column] = [
        list(range(1, len(found) + 1)),
        dates(np.array(rows[0], dtype=np.int64), "%Y-%m-%d" if kind == "work" else "%d.%m.%Y"),
        *(list(rows[at]) for at in (1, 2, 3, 4)),
        phones(np.array(numbers, dtype=np.int64), form),
        list(rows[6]),
    ]
    return Sheet(sheet, dict(zip(headings, values, strict=True)))


def _advert(random: np.random.Generator, kind: str, phone: int, owner: int) -> Advert:
    said = data("things")
    titles, bodies, portals = said[f"{kind}_titles"], said[f"{kind}_texts"], said["portals"][kind]
    wheres, towns = list(said["countries_of_work"]), [town for town, _, _ in data("places")["towns"][:12]]
    day = TODAY_DAY - int(random.integers(1, 400))
    town, where = towns[int(random.integers(len(towns)))], wheres[int(random.integers(len(wheres)))]
    title = titles[int(random.integers(len(titles)))].format(where=where, town=town)
    body = bodies[int(random.integers(len(bodies)))].format(phone=f"8{str(phone)[3:]}")
    handle = f"{plain(town).lower()}_{owner % 97}{owner}" if kind == "work" else f"vakaras{owner}"
    return day, portals[owner % len(portals)], handle, title, body, phone, town


def firms(country: Country) -> Holding:
    """The register of firms (CSV with a byte order mark, as spreadsheets write it)."""
    people, trade, random = country.people, country.firms, stream(country.seed, "firm register")
    names = joined(people.given[trade.director].tolist(), people.family[trade.director].tolist())
    columns: dict[str, Column] = {
        "Kodas": digits(trade.code),
        "Pavadinimas": trade.name,
        "Buveinė": trade.address,
        "Vadovas": mistyped(country, trade.director, names, random, 0.01, 0.2),
        "Vadovo asmens kodas": digits(people.code[trade.director]),
        "Įregistruota": dates(trade.founded, "%Y-%m-%d"),
    }
    return Holding("firms", "firms.csv", (Sheet("imones", columns, {"director": trade.director}),), "utf-8-sig")


def employment(country: Country) -> Holding:
    """Insured jobs (text with tabs): one name column, surname first in capitals."""
    people, jobs, random = country.people, country.jobs, stream(country.seed, "employment")
    # An employer does not always hear of a wedding: some women stand under the name before it.
    unheard = (people.former[jobs.person] != "") & (random.random(len(jobs.person)) < 0.12)
    family = np.where(unheard, people.former[jobs.person], people.family[jobs.person]).tolist()
    names = joined([name.upper() for name in family], people.given[jobs.person].tolist())
    known = random.random(len(jobs.person)) < 0.97
    columns: dict[str, Column] = {
        "nr": list(range(1, len(jobs.person) + 1)),
        "asmuo": mistyped(country, jobs.person, names, random, 0.01, 0.2),
        "asmens_kodas": digits(np.where(known, people.code[jobs.person], 0)),
        "gimimo_metai": dates(people.born[jobs.person], "%Y"),
        "draudejo_kodas": digits(country.firms.code[jobs.firm]),
        "nuo": dates(jobs.start, "%Y%m%d"),
        "iki": dates(jobs.end, "%Y%m%d"),
    }
    sheet = Sheet("draudimas", columns, {"person": jobs.person}, outdated=unheard)
    return Holding("employment", "employment.tsv", (sheet,), delimiter="\t")


def travel(country: Country) -> Holding:
    """Passenger lists of a travel agency, in Russian letters; whoever booked left a phone."""
    people, random = country.people, stream(country.seed, "travel")
    free = np.flatnonzero((people.ages() >= 18) & (people.ages() < 75) & ~country.in_networks())
    count = max(min(people.residents // 20, 20_000), 20)
    who = random.choice(free, count)
    booked = np.where(random.random(count) < 0.8, people.phone[who], 0)
    rows = [
        (v, n.phones[1]) for n in country.networks for trip in n.trips for v in trip.passengers if random.random() < 0.8
    ]
    rows += [(n.recruiter, n.phones[0]) for n in country.networks]
    who = np.concatenate([who, np.array([v for v, _ in rows], dtype=np.int64)])
    booked = np.concatenate([booked, np.array([phone for _, phone in rows], dtype=np.int64)])
    order = random.permutation(len(who))
    who, booked = who[order], booked[order]
    towns = data("places")["destinations"]
    columns: dict[str, Column] = {
        "№": list(range(1, len(who) + 1)),
        "Фамилия": mistyped(country, who, spelled(people.family[who], "cyrillic"), random, 0.02, 0.15),
        "Имя": spelled(people.given[who], "cyrillic"),
        "Дата рождения": dates(people.born[who], "%d.%m.%Y"),
        "Паспорт": people.passport[who].tolist(),
        "Телефон": phones(booked, 0),
        "Куда": [towns[t] for t in random.integers(len(towns), size=len(who)).tolist()],
        "Отъезд": dates(TODAY_DAY - random.integers(5, 500, len(who)), "%d.%m.%Y"),
    }
    return Holding("travel", "travel.xlsx", (Sheet("Пассажиры", columns, {"traveller": who}),))


def payments(country: Country) -> Holding:
    """Payments a bank found suspicious: names without Lithuanian letters, codes in two of three."""
    people, random = country.people, stream(country.seed, "payments")
    count = max(people.residents // 40, 20)
    grown = adults(people, 18, 80)
    rows = [pair for network in country.networks for pair in _money(network, random)]
    payer = np.concatenate([random.choice(grown, count), np.array([a for a, _ in rows], dtype=np.int64)])
    payee = np.concatenate([random.choice(grown, count), np.array([b for _, b in rows], dtype=np.int64)])
    order = random.permutation(len(payer))
    payer, payee = payer[order], payee[order]

    def names(who: Ints) -> list[str]:
        return spelled(joined(people.given[who].tolist(), people.family[who].tolist()), "plain")

    def codes(who: Ints) -> list[str]:
        return digits(np.where(random.random(len(who)) < 0.65, people.code[who], 0))

    columns: dict[str, Column] = {"PAYMENT_ID": list(range(70_001, 70_001 + len(payer)))}
    columns["BOOKED"] = dates(TODAY_DAY - random.integers(5, 500, len(payer)), "%d-%m-%Y")
    for side, who in (("PAYER", payer), ("PAYEE", payee)):
        columns |= {
            f"{side}_NAME": names(who),
            f"{side}_CODE": codes(who),
            f"{side}_IBAN": [iban_of(p) for p in who.tolist()],
            f"{side}_BANK": [bank_of(p) for p in who.tolist()],
        }
    columns["AMOUNT"] = (random.gamma(1.5, 900, len(payer)).round(2)).tolist()
    told = {"payer": payer, "payee": payee}
    return Holding("payments", "payments.parquet", (Sheet("PAYMENTS", columns, told),))


def _money(network: Network, random: np.random.Generator) -> list[tuple[int, int]]:
    pairs = [(a, b) for kind, a, b in network.relations if kind == "paid"]
    return [pair for pair in pairs for _ in range(int(random.integers(2, 6)))]
