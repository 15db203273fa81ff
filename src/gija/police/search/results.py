"""An answer as one person may see it: values that page, command, JSON and CSV show, and nothing else.

Levels are applied where these are made (`queries`), once: what a level does not let through is not in the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gija.methods.names.values import Part
from gija.police.databases.values import State
from gija.police.search.models import SearchQuery
from gija.police.search.words import Decision, Level, Outcome, answer_line
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Second:
    """The second of four eyes."""

    name: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that may be what was sought, cut to its level: below content no reasons, no category, no grades.

    `because`: why it is not shown whole. `evaluation`: as the owner grades it, in its own scale.
    """

    id: str
    level: Level
    because: tuple[Text, ...]
    score: float
    category: str
    handling: str
    evaluation: Text | None
    kind: str
    review_on: str
    parts: tuple[Part, ...]
    decision: Decision
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    second: Second | None
    gathered: bool
    used: str

    @property
    def short(self) -> str:
        return self.id[:8]


@dataclass(frozen=True, slots=True)
class Line:
    """One database's answer. `refer`: there is something to ask the owner; how much or what is not told."""

    database: str
    name: Text
    owner: Text
    contact: str
    handling: str
    state: State
    as_of: datetime | None
    seconds: float
    error: Text | None
    cut: bool
    hits: tuple[Hit, ...]
    refer: bool
    four_eyes: bool

    @property
    def silent(self) -> bool:
        return self.state.silent

    @property
    def tag(self) -> str:
        """`hit`, `refer`, `silent` or `no_hit`: the last only of a database that has answered freshly."""
        if self.hits:
            return "hit"
        if self.refer:
            return "refer"
        return "silent" if self.silent else "no_hit"


@dataclass(frozen=True, slots=True)
class Result:
    """A question and all its answers, as one person may see them."""

    query: SearchQuery
    lines: tuple[Line, ...]

    @property
    def facts(self) -> tuple[tuple[Line, Hit], ...]:
        """Hits on what the owner gives as fact, and those whose kind may not be seen here."""
        return tuple((line, hit) for line in self.lines for hit in line.hits if hit.kind != "assessment")

    @property
    def assessments(self) -> tuple[tuple[Line, Hit], ...]:
        """Hits on what the owner gives as an assessment: kept apart from facts."""
        return tuple((line, hit) for line in self.lines for hit in line.hits if hit.kind == "assessment")

    @property
    def outcome(self) -> Outcome:
        return overall({line.tag for line in self.lines}, bool(self.silent))

    @property
    def silent(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.silent)

    @property
    def text(self) -> Text:
        """The overall answer; whoever was silent is named, a hit or not."""
        names = [line.name for line in self.silent]
        en = answer_line(self.outcome, tuple(n.en for n in names)).en
        return Text(en, answer_line(self.outcome, tuple(n.lt for n in names)).lt)

    @property
    def referrals(self) -> tuple[Line, ...]:
        """Databases whose owner must be asked: something protected, or a hit that only its owner may open."""
        return tuple(x for x in self.lines if x.refer or any(h.level is Level.OWNER for h in x.hits))


def overall(tags: Iterable[str], silent: bool) -> Outcome:
    """The outcome of all answers. Silence is not "no hit"."""
    said = set(tags)
    if "hit" in said:
        return Outcome.HIT
    if "refer" in said:
        return Outcome.REFER
    return Outcome.NO_HIT_SO_FAR if silent or not said else Outcome.NO_HIT
