"""The permission matrix: role × action × whose object, read from `matrix.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from gija.commons.permissions.actor import Actor
from gija.vocabulary.errors import GijaError


class NotPermittedError(GijaError):
    """Refused by the matrix. Carries who wanted what, so that whoever catches it leaves one audit entry."""

    def __init__(self, actor: Actor | None, action: str) -> None:
        super().__init__("common.not_permitted", action=action)
        self.actor = actor
        self.action = action


STAFF_SESSION = "staff_session"  # a row of the matrix that is no role: nobody holds it, one acts in it for an hour


@cache
def _rows() -> dict[str, dict[str, str]]:
    text = files("gija.commons.permissions").joinpath("matrix.yaml").read_text(encoding="utf-8")
    return {role: dict(actions) for role, actions in yaml.safe_load(text).items()}


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Role -> action -> reach (`any` or `own`). What is absent is denied."""
    return {role: row for role, row in _rows().items() if role != STAFF_SESSION}


@cache
def staff_session_row() -> dict[str, str]:
    """Action -> reach for support staff who act in another institution's administration (see accounts.staff)."""
    return _rows()[STAFF_SESSION]


def actions() -> frozenset[str]:
    """Every action the matrix knows."""
    return frozenset(action for row in matrix().values() for action in row)


def may(actor: Actor | None, action: str, institution: str | None = None) -> bool:
    """May the actor do this? `institution` owns the object; None asks whether there is anything they may do it to."""
    if actor is None:
        return False
    reach = _rows().get(actor.role, {}).get(action)
    return reach == "any" or (reach == "own" and institution in (None, actor.institution))


def require(actor: Actor | None, action: str, institution: str | None = None) -> Actor:
    """The actor, if they may; else `NotPermittedError` (code `common.not_permitted`)."""
    if actor is None or not may(actor, action, institution):
        raise NotPermittedError(actor, action)
    return actor
