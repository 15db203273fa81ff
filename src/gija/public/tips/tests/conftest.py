"""A desk whose private key the test holds, in a folder of its own; forms as a browser without JavaScript sends them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.test import Client

from gija.messages import spool
from gija.public.tips import tickets

TEXT = "Mano draugei siūlo darbą Ispanijoje, paima pasą ir liepia išvykti rytoj."
FORM = "/public/en/tips/"


@dataclass(frozen=True)
class Desk:
    """The folder between both sides, and the key of the desk."""

    folder: Path
    identity: Any

    def announce(self) -> None:
        said = {"recipient": str(self.identity.to_public()), "at": "2026-11-22T10:00:00Z"}
        spool.write(self.folder / "out" / "desk.json", json.dumps(said).encode())

    def letters(self) -> list[dict[str, Any]]:
        """What lies there for the police."""
        return [json.loads(file.read_bytes()) for file in sorted((self.folder / "in").glob("*.json"))]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An open desk; time to wait is zero, a puzzle of eight bits."""
    monkeypatch.setenv("GIJA_TIPS_SPOOL", str(tmp_path / "tips"))
    monkeypatch.setenv("GIJA_TIPS_WORK_BITS", "8")
    monkeypatch.setattr("gija.public.tips.config.WAIT", 0)
    made = Desk(tmp_path / "tips", pyrage.x25519.Identity.generate())
    made.announce()
    return made


@pytest.fixture
def post(client: Client) -> Callable[..., Any]:
    """`post(text=…)`: the form as it was opened, sent; `ticket=…` for one that was opened before."""

    def sent(address: str = FORM, **fields: Any) -> Any:
        said = {"ticket": fields.pop("ticket", None) or tickets.new(), **fields, "end": "1"}
        return client.post(address, said)

    return sent


def code_in(answer: Any) -> str:
    """The receipt code on a page."""
    found = re.search(r'id="code"[^>]*>([^<]*)<', answer.content.decode())
    assert found
    return found[1]


def work(ticket: str, bits: int = 8) -> str:
    """A solution of the puzzle."""
    whole = tickets.read(ticket)
    return next(str(n) for n in range(2**24) if tickets.solved(whole, str(n), bits))
