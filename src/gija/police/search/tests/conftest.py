"""Small databases, made on the fly: the same few invented people, held by whom a test says and protected as it says."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from gija.commons.permissions import Actor
from gija.methods.search.values import Query
from gija.police.search import services
from gija.police.search.models import Candidate, SearchQuery

COLUMNS = ("ID", "VARDAS", "PAVARDE", "GIMIMO_DATA", "LYTIS", "AK", "STATUSAS", "TEL", "VALST_NR")
REASON = "Tyrimas 01-1-00042, ieškoma liudytoja"
PURPOSE = "criminal_investigation"

Row = tuple[str, ...]

# Nobody here exists. Personal codes have right check digits so that they are read as codes.
ONA: Row = ("1", "Ona", "Petraitytė", "1985-03-02", "M", "48503020011", "kita", "+37061111111", "ABC123")
JONAS: Row = ("2", "Jonas", "Žvalgaitis", "1979-11-30", "V", "37911300019", "kita", "+37062222222", "DEF456")
RUGILE: Row = ("3", "Rugilė", "Slėptinytė", "1999-06-15", "M", "49906150015", "auka", "+37063333333", "GHI789")
ADOMAS: Row = ("4", "Adomas", "Mažonis", "2016-01-20", "V", "51601200010", "kita", "+37064444444", "JKL012")


def with_check_digit(ten: str) -> str:
    """A personal code of ten digits and the check digit that the law prescribes."""
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        rest = sum(int(d) * w for d, w in zip(ten, weights, strict=True)) % 11
        if rest < 10:
            return f"{ten}{rest}"
    return f"{ten}0"


ONA, JONAS, RUGILE, ADOMAS = ((*r[:5], with_check_digit(r[5][:10]), *r[6:]) for r in (ONA, JONAS, RUGILE, ADOMAS))


@dataclass
class Databases:
    """A folder of mappings and of the databases they describe."""

    folder: Path

    def add(self, code: str, *rows: Row, handling: str = "H1", owner: str = "registru_centras", **changes: Any) -> None:
        """A database of people with phones and vehicles, in a CSV file, indexed."""
        with (self.folder / f"{code}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        self.write(code, handling, owner, {"connection": {"file": f"{code}.csv"}} | changes)
        self.index(code)

    def dead(self, code: str) -> None:
        """A live database behind a port where nothing listens."""
        url = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
        self.write(code, "H1", "registru_centras", {"connection": {"url": url}, "access": "live", "timeout": "2s"})

    def write(self, code: str, handling: str, owner: str, changes: dict[str, Any]) -> None:
        mapping = {
            "code": code,
            "name": {"en": f"Database {code}", "lt": f"Duomenų bazė {code}"},
            "owner": {"institution": owner, "contact": f"+370 5 {len(code):03} 0000"},
            "handling": handling,
            "evaluation": "4x4:A1",
            "kind": "fact",
            "category": {
                "column": "STATUSAS",
                "values": {"auka": "victim", "itariamasis": "suspect"},
                "default": "other",
            },
            "access": "indexed",
            "refresh": "24h",
            "timeout": "5s",
            "tables": [self._table(code)],
        }
        (self.folder / f"{code}.yaml").write_text(
            yaml.safe_dump(mapping | changes, allow_unicode=True), encoding="utf-8"
        )

    @staticmethod
    def _table(code: str) -> dict[str, Any]:
        person = {
            "given_name": "VARDAS",
            "family_name": "PAVARDE",
            "birth_date": {"column": "GIMIMO_DATA", "format": "%Y-%m-%d"},
            "sex": {"column": "LYTIS", "values": {"V": "M", "M": "F"}},
            "personal_code": "AK",
        }
        return {
            "name": code,
            "key": "ID",
            "entities": {
                "person": {"type": "person", "fields": person},
                "mobile": {"type": "phone", "fields": {"number": "TEL"}},
                "car": {"type": "vehicle", "fields": {"plate": "VALST_NR"}},
            },
            "relations": [{"type": "uses", "from": "person", "to": "mobile"}],
        }

    def index(self, code: str) -> None:
        from gija.police.databases import index, registry

        index.refresh(registry.get(code))


@pytest.fixture
def databases(tmp_path: Path, settings: Any) -> Databases:
    """No database yet; `databases.add("residents", ONA)` adds one."""
    settings.DATABASE_MAPPINGS = tmp_path / "mappings"
    settings.INDEX_FOLDER = tmp_path / "indexes"
    for folder in (settings.DATABASE_MAPPINGS, settings.INDEX_FOLDER):
        folder.mkdir()
    return Databases(settings.DATABASE_MAPPINGS)


Asks = Callable[..., SearchQuery]


@pytest.fixture
def asks(cast: Any) -> Asks:
    """`asks("rasa", name="Ona Petraitytė")`: somebody of the cast asks."""

    def ask(who: str | Actor, type_: str = "person", purpose: str = PURPOSE, **values: str) -> SearchQuery:
        actor = cast.actor(who) if isinstance(who, str) else who
        return services.ask(actor, Query(type_, values), purpose, REASON)

    return ask


def only(query: SearchQuery) -> Candidate:
    """The one candidate of a question."""
    return Candidate.objects.get(answer__query=query)
