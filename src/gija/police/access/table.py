"""The table of levels: how much of a record somebody may see, and why. Data in `table.yaml`; no Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


class Level(StrEnum):
    """How much of one hit may be seen."""

    CONTENT = "content"  # score, why it matched; may be confirmed and become a dossier
    OWNER = "owner"  # that it is a hit, with owner, handling code, contact
    REFER = "refer"  # only that there is something to ask the owner


ORDER = (Level.REFER, Level.OWNER, Level.CONTENT)  # from least to most


@dataclass(frozen=True, slots=True)
class Facts:
    """What the level of a record depends on. `own`: of the asker's institution; `glass`: under an open break-glass."""

    role: str
    purpose: str
    database: str
    category: str
    handling: str
    child: bool = False
    own: bool = False
    glass: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a step: the values each condition allows (none: any), the level, why."""

    when: Mapping[str, frozenset[str]]
    level: Level
    because: Text

    def fits(self, said: Mapping[str, str]) -> bool:
        return all(said[name] in allowed for name, allowed in self.when.items())


@dataclass(frozen=True, slots=True)
class Glass:
    """What the table says of break-glass: how long it lasts, for which roles."""

    lasts: timedelta
    roles: frozenset[str]
    because: Text


@dataclass(frozen=True, slots=True)
class Decided:
    """A level and the reasons of the rules that set it."""

    level: Level
    because: tuple[Text, ...]


CONDITIONS: Mapping[str, str] = {
    "role": "role", "purpose": "purpose", "category": "person_category", "handling": "handling_code",
    "database": "", "child": "", "own": "", "glass": "",
}  # fmt: skip  # condition -> code list of its values
TICKS = ("child", "own", "glass")


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: steps with their rules in order."""

    steps: Mapping[str, tuple[Rule, ...]]
    glass: Glass

    def decide(self, facts: Facts) -> Decided:
        """The lowest level of all steps, with the reason of each step that says it."""
        said = {name: _said(value) for name, value in asdict(facts).items()}
        answers = [next(rule for rule in rules if rule.fits(said)) for rules in self.steps.values()]
        lowest = min((rule.level for rule in answers), key=ORDER.index)
        return Decided(lowest, tuple(rule.because for rule in answers if rule.level is lowest))


def _said(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@cache
def table() -> Table:
    """The table of this installation's edition, checked. Refused: `access.table_wrong` with step and row."""
    return read(yaml.safe_load(files("gija.police.access").joinpath("table.yaml").read_text(encoding="utf-8")))


def read(raw: Mapping[str, Any]) -> Table:
    """The table from its YAML, every code of it known to the vocabulary, each step ending in a rule for the rest."""
    steps = {name: tuple(_rule(name, n, one) for n, one in enumerate(rows, 1)) for name, rows in raw["steps"].items()}
    for name, rules in steps.items():
        if not rules or rules[-1].when or not all(rule.when for rule in rules[:-1]):
            raise GijaError("access.table_wrong", step=name, row=len(rules))
    glass = raw["glass"]
    return Table(steps, Glass(timedelta(hours=glass["hours"]), frozenset(glass["roles"]), Text.of(glass["because"])))


def _rule(step: str, number: int, raw: Mapping[str, Any]) -> Rule:
    when = {name: frozenset([said] if isinstance(said, str) else said) for name, said in raw.get("when", {}).items()}
    if not all(_known(name, values) for name, values in when.items()):
        raise GijaError("access.table_wrong", step=step, row=number)
    return Rule(when, Level(raw["level"]), Text.of(raw["because"]))


def _known(name: str, values: frozenset[str]) -> bool:
    if name not in CONDITIONS:
        return False
    if name in TICKS:
        return values <= {"yes", "no"}
    return not CONDITIONS[name] or all(value in code_list(CONDITIONS[name]) for value in values)
