"""What the gate let pass, read back from what was kept of it."""

from __future__ import annotations

import json
from typing import Any

from gija.methods.disclosure.stored import release_from
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate.going import Closed
from gija.vocabulary.text import Text


def releases(raw: str) -> tuple[Release, ...]:
    """The releases that the ledger gets when it is published."""
    return tuple(release_from(one) for one in json.loads(raw)["releases"]) if raw else ()


def closed(raw: str) -> tuple[Closed, ...]:
    """What was closed, and why."""
    found = json.loads(raw)["closed"] if raw else []
    return tuple(Closed(name, tuple((a, c) for a, c in place), Text(en, lt)) for name, place, en, lt in found)


def certificate(raw: str) -> dict[str, Any]:
    """The certificate; empty where nothing was judged."""
    return dict(json.loads(raw)["certificate"]) if raw else {}
