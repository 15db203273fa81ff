"""The register of residents (SQLite): Lithuanian spelling, `1985.03.07`, its own few duplicates and slips."""

from __future__ import annotations

import numpy as np

from gija.demo.country.chance import TODAY_DAY, Ints, dates, stream
from gija.demo.country.whole import Country
from gija.demo.databases.holding import Column, Holding, Sheet, digits, mistyped, phones

DUPLICATES = 0.004  # entered twice, the older row with the former surname and the former address


def residents(country: Country) -> Holding:
    return Holding("residents", "residents.sqlite3", (_people(country), _documents(country)))


def _people(country: Country) -> Sheet:
    people, random = country.people, stream(country.seed, "residents")
    n = people.residents
    twice = np.flatnonzero(random.random(n) < DUPLICATES)
    rows = np.concatenate([np.arange(n), twice])
    old = np.arange(len(rows)) >= n
    household = np.where(old, random.integers(len(country.address), size=len(rows)), people.home[rows])
    outdated = old & (people.former[rows] != "")
    family = np.where(outdated, people.former[rows], people.family[rows])
    written = dates(people.born[rows], "%Y.%m.%d")
    for row in np.flatnonzero(random.random(len(rows)) < 0.002).tolist():
        written[row] = ""
    codes = digits(people.code[rows])
    for row in np.flatnonzero(random.random(len(rows)) < 0.001).tolist():
        codes[row] = codes[row][:-1] + str((int(codes[row][-1]) + 1) % 10)  # a wrong check digit

    def code_of(other: Ints) -> list[str]:
        return digits(np.where(other[rows] >= 0, people.code[other[rows]], 0))

    columns: dict[str, Column] = {
        "ID": list(range(100_001, 100_001 + len(rows))),
        "AK": codes,
        "VARDAS": mistyped(country, rows, people.given[rows].tolist(), random, 0.001, 0.0),
        "PAVARDE": mistyped(country, rows, family.tolist(), random, 0.002, 0.0),
        "ANKST_PAVARDE": people.former[rows].tolist(),
        "LYTIS": ["V" if male else "M" for male in people.male[rows].tolist()],
        "GIM_DATA": written,
        "PILIETYBE": people.citizenship[rows].tolist(),
        "ADRESAS": country.at(household).tolist(),
        "SAVIVALDYBE": country.municipality[household].tolist(),
        "NUO": dates(np.maximum(TODAY_DAY - random.integers(20, 7_000, len(rows)), people.born[rows]), "%Y-%m-%d"),
        "TEL": phones(np.where(random.random(len(rows)) < 0.7, people.phone[rows], 0)),
        "SUTUOKT_AK": code_of(people.spouse),
        "MOTINOS_AK": code_of(people.mother),
        "TEVO_AK": code_of(people.father),
        "MIRTIS": dates(people.died[rows], "%Y.%m.%d"),
    }
    keys = ("AK", "PAVARDE", "TEL", "ADRESAS", "SUTUOKT_AK", "MOTINOS_AK", "TEVO_AK")
    return Sheet("GYVENTOJAI", columns, {"person": rows}, keys, outdated, former_names=True)


def _documents(country: Country) -> Sheet:
    """Identity cards and passports of the residents."""
    people, random = country.people, stream(country.seed, "residents' documents")
    n = people.residents
    cards = np.flatnonzero(people.id_card[:n] > 0)
    books = np.flatnonzero(people.passport[:n] != "")
    holder = np.concatenate([cards, books])
    columns: dict[str, Column] = {
        "DOK_ID": list(range(1, len(holder) + 1)),
        "ASMENS_KODAS": digits(people.code[holder]),
        "RUSIS": ["ATK"] * len(cards) + ["PAS"] * len(books),
        "NUMERIS": [*digits(people.id_card[cards]), *people.passport[books].tolist()],
        "GALIOJA": dates(TODAY_DAY + random.integers(-900, 3_600, len(holder)), "%Y.%m.%d"),
    }
    return Sheet("DOKUMENTAI", columns, {"holder": holder}, ("ASMENS_KODAS", "NUMERIS"))
