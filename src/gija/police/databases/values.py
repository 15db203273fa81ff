"""What a database answers: its state, its matches, the pieces picked up from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gija.methods.graph.values import Entity, Relation
from gija.methods.search.values import Matches
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


class State(StrEnum):
    """How a database answered. Only `ANSWERED` lets "no match" count as "no hit"."""

    ANSWERED = "answered"
    STALE = "stale"  # its index is older than the mapping allows: matches are shown, their absence proves nothing
    LATE = "late"
    DOWN = "down"
    REFUSED = "refused"
    WRONG_SCHEMA = "wrong_schema"
    WRONG_MAPPING = "wrong_mapping"  # its mapping file is refused: nobody knows how to ask it
    PARTIAL = "partial"  # asked live by the beginnings of names: other spellings may have been missed

    @property
    def text(self) -> Text:
        return code_list("database_state")[self.value].text

    @property
    def silent(self) -> bool:
        """A silent database never counts as "no hit"."""
        return self is not State.ANSWERED


class DatabaseFaultError(GijaError):
    """A database's fault: the error and the state it puts the database in."""

    def __init__(self, state: State, code: str, **values: object) -> None:
        self.state = state
        super().__init__(code, **values)


@dataclass(frozen=True, slots=True)
class Grades:
    """What the owner says of one row: handling code, source evaluation, fact or assessment, and its dates (ISO or "").

    `review_on`: the day its keeping is to be looked at again. `expires`: the last day on which it may be held.
    """

    handling: str
    evaluation: str = ""
    kind: str = "fact"
    review_on: str = ""
    expires: str = ""

    def expired(self, today: date) -> bool:
        """May it no longer be held? A year or a month lasts to its end."""
        return bool(self.expires) and self.expires < today.isoformat()[: len(self.expires)]


@dataclass(frozen=True, slots=True)
class Answer:
    """One database's answer to a query. `as_of` (aware, UTC): when the data were read; None when they never were.

    `grades`: what the owner says of each row found, by record id.
    """

    database: str
    state: State
    as_of: datetime | None
    matches: Matches
    seconds: float
    error: GijaError | None = None
    grades: Mapping[str, Grades] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PickUp:
    """What one database gave live for a dossier. `cut`: there was more than the limits let through, or it broke off.

    `gone`: record ids asked for whose rows are no longer there; `found`: record id asked for -> id of its entity.
    """

    database: str
    state: State
    as_of: datetime | None
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    cut: bool = False
    seconds: float = 0.0
    error: GijaError | None = None
    gone: tuple[str, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)
