"""The truth of the demo country: who stands in which record, who did what, and questions with their right answers.

`truth.json` holds the networks, the main question and the corrupted questions; `truth_same.csv` every person who stands
in more than one record. Record ids are those of the hits: `TABLE:key:alias`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gija.demo.country.chance import TODAY, dates
from gija.demo.country.networks import Network
from gija.demo.country.things import iban_of
from gija.demo.country.whole import Country
from gija.demo.databases.holding import Holding
from gija.demo.questions import Named, Records, born_on, choose, main_question, person_id, questions
from gija.police.databases.ids import record_id, row_id


def entries(holdings: Sequence[Holding]) -> Iterator[tuple[int, str, str]]:
    """Every record of a person: the person, the database, the record id."""
    for holding in holdings:
        for sheet in holding.sheets:
            keys = sheet.columns[sheet.key]
            for alias, people in sheet.told.items():
                for row in np.flatnonzero(people >= 0).tolist():
                    yield int(people[row]), holding.code, record_id(row_id(sheet.name, (str(keys[row]),)), alias)


def records_of(people: set[int], holdings: Sequence[Holding]) -> Records:
    found: Records = {person: [] for person in people}
    for person, database, record in entries(holdings):
        if person in found:
            found[person].append((database, record))
    return found


def write_truth(country: Country, holdings: Sequence[Holding], folder: Path) -> Path:
    """Both files, each whole or not at all; the path of `truth.json`."""
    chosen, named = choose(country, holdings), Named.of(holdings)
    members = {person for network in country.networks for person in network.roles}
    records = records_of(members | {person for _, person in chosen}, holdings)
    whole = {
        "country": {"seed": country.seed, "residents": country.people.residents, "today": TODAY.isoformat()},
        "note": "Every person, number and event is invented.",
        "main": main_question(country, records, named),
        "networks": [_network(country, network, records) for network in country.networks],
        "queries": list(questions(country, chosen, records, named)),
    }
    _same(holdings, folder / "truth_same.csv")
    return _whole(folder / "truth.json", json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def _whole(path: Path, text: str) -> Path:
    half = path.with_name(f".half-{path.name}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
    return path


def _same(holdings: Sequence[Holding], path: Path) -> None:
    rows = sorted(entries(holdings))
    half = path.with_name(f".half-{path.name}")
    with half.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(["person", "database", "record"])
        for at, (person, database, record) in enumerate(rows):
            beside = [rows[n][0] for n in (at - 1, at + 1) if 0 <= n < len(rows)]
            if person in beside:
                writer.writerow([person_id(person), database, record])
    half.replace(path)


def _person(country: Country, person: int) -> dict[str, Any]:
    people = country.people
    return {
        "person": person_id(person),
        "given_name": people.given[person],
        "family_name": people.family[person],
        "former_name": people.former[person],
        "birth_date": born_on(country, person),
        "sex": "M" if people.male[person] else "F",
        "personal_code": str(people.code[person]) if people.code[person] else "",
        "child": bool(people.ages()[person] < 18),
    }


def _born(country: Country, person: int) -> str:
    return dates(country.people.born[person : person + 1], "%Y-%m-%d")[0]


def _network(country: Country, network: Network, records: Records) -> dict[str, Any]:
    fleet, firms = country.vehicles, country.firms
    return {
        "network": network.code,
        "members": [
            _person(country, person) | {"role": role, "iban": iban_of(person), "records": records[person]}
            for person, role in network.roles.items()
        ],
        "relations": [[kind, person_id(a), person_id(b)] for kind, a, b in network.relations],
        "phones": [f"+{number}" for number in network.phones],
        "vehicles": [{"plate": fleet.plate[v].replace(" ", ""), "vin": fleet.vin[v]} for v in network.vehicles],
        "firm": {"code": str(firms.code[network.firm]), "name": firms.name[network.firm]},
        "trips": [
            {
                "date": dates(np.array([trip.day]), "%Y-%m-%d")[0],
                "driver": person_id(trip.driver),
                "passengers": [person_id(p) for p in trip.passengers],
                "point": trip.point,
            }
            for trip in network.trips
        ],
    }
