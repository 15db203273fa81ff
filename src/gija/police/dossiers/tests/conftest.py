"""A small invented country in real databases, made on the fly: a recruiter, whom he exploits, and who stands near.

Saulius (suspect) has a phone, a car and a firm; he lives with his child Adomas and with Rugilė, whom a shelter keeps as
a victim with a phone and a hiding place of her own. Ona is called by his phone. Nobody here exists.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from gija.methods.search.values import Query
from gija.police.dossiers.values import Rights, Start
from gija.police.search import services as search
from gija.police.search.models import Candidate

REASON = "Tyrimas 01-1-00042, verbavimo grandinė"
PURPOSE = "criminal_investigation"


def code(ten: str) -> str:
    """A personal code of ten digits and the check digit that the law prescribes."""
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        rest = sum(int(digit) * weight for digit, weight in zip(ten, weights, strict=True)) % 11
        if rest < 10:
            return f"{ten}{rest}"
    return f"{ten}0"


SAULIUS, RUGILE, ADOMAS, ONA = code("3791130001"), code("4990615001"), code("5160120001"), code("4850302001")
HOME, OTHER_HOME, SHELTER = "Vilkų g. 5-2, Vilnius", "Ramioji g. 9, Kaunas", "Slėpynių g. 77, Zarasai"
PHONE, CALLED, HIDDEN_PHONE = "+37061111111", "+37062222222", "+37063333333"
PLATE = "ABC123"

# What must stand in no export for whoever may not see a victim or a child.
SECRETS = (
    "Rugilė",
    "Slėptinytė",
    "Rugile",
    "Sleptinyte",
    RUGILE,
    "63333333",
    "Slėpynių",
    "Mažonis",
    ADOMAS,
    "1999-06-15",
    "2016-01-20",
    "PRIEGLOBSTIS:1",
)

RESIDENTS = [
    ("1", "Saulius", "Vilkaitis", "1979-11-30", "V", SAULIUS, HOME, PHONE),
    ("2", "Rugilė", "Slėptinytė", "1999-06-15", "M", RUGILE, HOME, HIDDEN_PHONE),
    ("3", "Adomas", "Mažonis", "2016-01-20", "V", ADOMAS, HOME, ""),
    ("4", "Ona", "Ramutė", "1985-03-02", "M", ONA, OTHER_HOME, CALLED),
]
PERSON = {
    "given_name": "VARDAS",
    "family_name": "PAVARDE",
    "birth_date": {"column": "GIM_DATA", "format": "%Y-%m-%d"},
    "sex": {"column": "LYTIS", "values": {"V": "M", "M": "F"}},
    "personal_code": "AK",
}


@dataclass
class World:
    """The folder of mappings and databases; each `add_...` writes one database of it."""

    folder: Path
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def mapping(self, code_: str, connection: dict[str, Any], *tables: dict[str, Any], **changes: Any) -> None:
        whole = {
            "code": code_,
            "name": {"en": f"Database {code_}", "lt": f"Duomenų bazė {code_}"},
            "owner": {"institution": "registru_centras", "contact": f"+370 5 {len(code_):03} 0000"},
            "handling": "H1",
            "evaluation": "4x4:A1",
            "kind": "fact",
            "category": "other",
            "access": "live",
            "timeout": "5s",
            "connection": connection,
            "tables": list(tables),
        } | changes
        (self.folder / f"{code_}.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")

    def sqlite(self, code_: str, table: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
        path = self.folder / f"{code_}.sqlite3"
        with sqlite3.connect(path) as opened:
            opened.execute(f"DROP TABLE IF EXISTS {table}")
            opened.execute(f"CREATE TABLE {table} ({', '.join(f'{name} TEXT' for name in columns)})")
            opened.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
        opened.close()
        return {"url": f"sqlite:///{path}"}

    def csv(self, code_: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
        with (self.folder / f"{code_}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
        return {"file": f"{code_}.csv"}

    def residents(self, rows: Sequence[Sequence[str]] = RESIDENTS, connection: dict[str, str] | None = None) -> None:
        columns = ("ID", "VARDAS", "PAVARDE", "GIM_DATA", "LYTIS", "AK", "ADRESAS", "TEL")
        self.mapping(
            "residents",
            connection or self.sqlite("residents", "GYVENTOJAI", columns, rows),
            {
                "name": "GYVENTOJAI",
                "key": "ID",
                "entities": {
                    "person": {"type": "person", "fields": PERSON},
                    "home": {"type": "address", "fields": {"text": "ADRESAS"}},
                    "mobile": {"type": "phone", "fields": {"number": "TEL"}},
                },
                "relations": [
                    {"type": "lives_at", "from": "person", "to": "home"},
                    {"type": "uses", "from": "person", "to": "mobile"},
                ],
            },
        )

    def vehicles(self, rows: Sequence[Sequence[str]] = (("1", "ABC 123", SAULIUS, "2012-05-01"),)) -> None:
        self.mapping(
            "vehicles",
            self.csv("vehicles", ("NR", "VALST_NR", "SAV_AK", "NUO"), rows),
            {
                "name": "vehicles",
                "key": "NR",
                "entities": {
                    "owner": {"type": "person", "fields": {"personal_code": "SAV_AK"}},
                    "car": {"type": "vehicle", "fields": {"plate": "VALST_NR"}},
                },
                "relations": [
                    {"type": "owns", "from": "owner", "to": "car", "start": {"column": "NUO", "format": "%Y-%m-%d"}}
                ],
            },
        )

    def calls(self, rows: Sequence[Sequence[str]] = (("1", "8 611 11111", CALLED, "2013-02-03"),)) -> None:
        self.mapping(
            "calls",
            self.csv("calls", ("ID", "A", "B", "DIENA"), rows),
            {
                "name": "calls",
                "key": "ID",
                "entities": {
                    "from_phone": {"type": "phone", "fields": {"number": "A"}},
                    "to_phone": {"type": "phone", "fields": {"number": "B"}},
                },
                "relations": [
                    {
                        "type": "contacted",
                        "from": "from_phone",
                        "to": "to_phone",
                        "start": {"column": "DIENA", "format": "%Y-%m-%d"},
                    }
                ],
            },
            kind="assessment",
        )

    def shelter(self, **changes: Any) -> None:
        """The file of a victim: her phone, her hiding place, her own words, and who controlled her."""
        columns = ("ID", "VARDAS", "PAVARDE", "GIM_DATA", "LYTIS", "AK", "TEL", "VIETA", "PASTABA", "KONTROLIAVO_AK")
        story = "Rugilė Slėptinytė papasakojo apie Saulių"
        row = ("1", "Rugilė", "Slėptinytė", "1999-06-15", "M", RUGILE, HIDDEN_PHONE, SHELTER, story, SAULIUS)
        self.mapping(
            "shelter",
            self.sqlite("shelter", "PRIEGLOBSTIS", columns, [row]),
            {
                "name": "PRIEGLOBSTIS",
                "key": "ID",
                "entities": {
                    "victim": {"type": "person", "fields": PERSON, "category": "victim"},
                    "controller": {
                        "type": "person",
                        "fields": {"personal_code": "KONTROLIAVO_AK"},
                        "category": "suspect",
                    },
                    "mobile": {"type": "phone", "fields": {"number": "TEL"}},
                    "hiding": {"type": "address", "fields": {"text": "VIETA"}},
                    "story": {"type": "event", "fields": {"text": "PASTABA"}},
                },
                "relations": [
                    {"type": "controlled", "from": "controller", "to": "victim"},
                    {"type": "uses", "from": "victim", "to": "mobile"},
                    {"type": "lives_at", "from": "victim", "to": "hiding"},
                    {"type": "mentioned_in", "from": "controller", "to": "story"},
                ],
            },
            **changes,
        )

    def dead(self, code_: str = "wiretaps") -> None:
        """A live database behind a port where nothing listens; it would know phones and people."""
        table = {
            "name": "T",
            "key": "ID",
            "entities": {
                "phone": {"type": "phone", "fields": {"number": "TEL"}},
                "person": {"type": "person", "fields": {"personal_code": "AK"}},
            },
            "relations": [{"type": "uses", "from": "person", "to": "phone"}],
        }
        url = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
        self.mapping(code_, {"url": url}, table, timeout="2s")

    def usual(self) -> World:
        self.residents()
        self.vehicles()
        self.calls()
        self.shelter()
        return self


@pytest.fixture
def world(tmp_path: Path, settings: Any) -> World:
    """No database yet; `world.usual()` makes residents, vehicles, calls and the shelter."""
    settings.DATABASE_MAPPINGS = tmp_path / "mappings"
    settings.INDEX_FOLDER = tmp_path / "indexes"
    for folder in (settings.DATABASE_MAPPINGS, settings.INDEX_FOLDER):
        folder.mkdir()
    return World(settings.DATABASE_MAPPINGS)


EVERYTHING = Rights(
    person=lambda piece: False,
    record=lambda place: False,
    owner=lambda database: (database, ""),
    seal=lambda record: record.encode().hex(),
)
FROM_SAULIUS = Start("residents", "GYVENTOJAI:1:person", "person")

Confirms = Callable[..., Candidate]


@pytest.fixture
def confirmed(cast: Any) -> Confirms:
    """`confirmed("rasa", personal_code=SAULIUS)`: somebody of the cast asks and confirms the hit in the residents."""

    def ask(
        who: str, type_: str = "person", purpose: str = PURPOSE, database: str = "residents", **values: str
    ) -> Candidate:
        actor = cast.actor(who)
        query = search.ask(actor, Query(type_, values), purpose, REASON, [database])
        found = Candidate.objects.filter(answer__query=query).first()
        assert found is not None, "the search found nobody"
        return search.confirm(actor, found.pk, "Tai tas pats asmuo, sutampa kodas")

    return ask
