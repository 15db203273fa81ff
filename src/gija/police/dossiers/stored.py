"""States and cuts of a gathering as JSON and back, as a revision keeps them and `dossier.json` shows them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from gija.police.databases.values import State
from gija.police.dossiers.values import Cut, DatabaseState
from gija.vocabulary.text import Text


def state(one: DatabaseState) -> dict[str, Any]:
    return {
        "database": one.database,
        "state": one.state.value,
        "as_of": one.as_of.isoformat() if one.as_of else None,
        "seconds": round(one.seconds, 3),
        "cut": one.cut,
        "withheld": one.withheld,
        "error": {"en": one.error.en, "lt": one.error.lt} if one.error else None,
    }


def read_state(raw: dict[str, Any]) -> DatabaseState:
    return DatabaseState(
        raw["database"],
        State(raw["state"]),
        datetime.fromisoformat(raw["as_of"]) if raw["as_of"] else None,
        raw["seconds"],
        raw["cut"],
        raw["withheld"],
        Text.of(raw["error"]) if raw["error"] else None,
    )


def cut(one: Cut) -> dict[str, Any]:
    return asdict(one)
