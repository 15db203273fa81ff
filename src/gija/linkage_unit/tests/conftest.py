"""A linkage unit, two senders and a register, as far as their keys go: they seal letters as the courier does."""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage
import pytest

from gija.linkage_unit import home as homes
from gija.linkage_unit.home import Card, Home
from gija.linkage_unit.packets import HEAD, write
from gija.messages.linkage import Encoding, key_id, list_label, seal
from gija.messages.victims import LinkageRecord
from gija.methods.linkage import encode, fingerprint
from gija.methods.linkage.schemes import DEFAULT
from gija.methods.names import Person

KEY = b"a key of the tests, no secret at all"
PERIOD = "2014-H1"
NAMES = fingerprint()
PEOPLE = [
    Person((name,), birth_date=born, sex=sex)
    for name, born, sex in [
        ("Ona Pavyzdienė", "1990-05-17", "F"), ("Rūta Žvirblytė", "1985-11-02", "F"),
        ("Adomas Mažonis", "1979-01-30", "M"), ("Jurga Šilinytė", "1996-07-08", "F"),
        ("Petras Kurmelis", "1968-12-24", "M"), ("Daiva Lakštingalienė", "1992-03-03", "F"),
    ]
]  # fmt: skip


@dataclass
class Sender:
    """One installation with its own keys; `send` writes a sealed file of people's encodings for the unit."""

    own: Home
    zones: tuple[str, ...]
    unit: Home
    sequence: int = 0
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def card(self) -> Card:
        return self.own.card.model_copy(update={"zones": self.zones})

    def letter(self, person: Person, institution: str, *, key: bytes = KEY, record: str = "", **changes: Any) -> Any:
        number = record or self.numbers.setdefault(f"{institution} {person.names}", str(uuid.uuid4()))
        bits = encode([person], key, sender=institution)
        said: dict[str, Any] = {
            "scheme": DEFAULT, "names": NAMES, "period": PERIOD, "key": key_id(key),
            "held": list_label(key, institution), "bits": base64.b64encode(bits.astype("<u8").tobytes()).decode(),
        }  # fmt: skip
        sealed = seal(Encoding(**{**said, **changes}), self.unit.card.sealing)
        self.sequence += 1
        envelope = {
            "id": str(uuid.uuid4()), "kind": "linkage_record", "version": 1, "from_installation": self.own.code,
            "from_zone": "casework", "to_installation": self.unit.code, "to_zone": "linkage_unit",
            "sequence": self.sequence, "sent_at": dt.datetime.now(dt.UTC).isoformat(),
        }  # fmt: skip
        return {"envelope": envelope, "message": LinkageRecord(record_id=number, sealed=sealed).data()}

    def send(self, file: Path, letters: Sequence[Any]) -> Path:
        content = {"letters": list(letters)}
        file.write_bytes(write(self.own, self.unit.card, "letters", content, dt.datetime.now(dt.UTC)))
        return file

    def opened(self, file: Path) -> Any:
        """What is in a file of the unit to this installation."""
        data = pyrage.decrypt(file.read_bytes(), [self.own.sealing])
        head, _, body = data.partition(b"\n")
        signature = base64.b64decode(head.split(b" ")[1])
        self.unit.card.verifier.verify(signature, HEAD + b"\n" + body)
        return json.loads(body)["content"]


@dataclass
class World:
    unit: Home
    viltis: Sender
    police: Sender
    register: Sender
    folder: Path

    @property
    def source(self) -> Path:
        return self.folder / "in"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def brought(self, **changes: Any) -> None:
        """Viltis sends four people, the police three, two of whom Viltis has as well."""
        self.viltis.send(self.source / "1.age", [self.viltis.letter(p, "viltis") for p in PEOPLE[:4]])
        letters = [self.police.letter(p, "vilnius_police", **changes) for p in [PEOPLE[0], PEOPLE[2], PEOPLE[4]]]
        self.police.send(self.source / "2.age", letters)

    def told(self) -> Any:
        """The message of the latest letter to the register."""
        file = max(self.out.glob("*letters.age"), key=lambda one: int(one.name.split("-")[2]))
        return self.register.opened(file)["letters"][0]["message"]

    def cluster(self, sender: Sender, institution: str, person: Person) -> str:
        number = sender.numbers[f"{institution} {person.names}"]
        return next(str(one["cluster"]) for one in self.told()["assignments"] if one["record"] == number)


@pytest.fixture
def unit_world(tmp_path: Path) -> World:
    unit = homes.make(tmp_path / "unit")
    made = {
        code: Sender(homes.make(tmp_path / code, code), zones, unit)
        for code, zones in {"viltis-node": ("casework",), "police-node": ("casework",), "iom": ("register",)}.items()
    }
    for one in made.values():
        homes.know(unit, one.card)
    (tmp_path / "in").mkdir()
    return World(unit, made["viltis-node"], made["police-node"], made["iom"], tmp_path)
