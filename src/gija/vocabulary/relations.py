"""Relation types: how things on a chart are related, which way, and in which words (`relations.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from gija.vocabulary.entities import entity_types
from gija.vocabulary.files import read_yaml
from gija.vocabulary.text import Text

ANY = "any"


@dataclass(frozen=True, slots=True)
class RelationType:
    """One type of relation. `text` names it; `forward` reads from its source to its target, `backward` the other way.

    A relation that is not `directed` reads the same both ways. `from_types` and `to_types` are entity type codes.
    """

    code: str
    text: Text
    forward: Text
    backward: Text
    directed: bool
    from_types: tuple[str, ...]
    to_types: tuple[str, ...]

    def fits(self, source: str, target: str) -> bool:
        """May it lead from an entity of type `source` to one of type `target`? `same_as` joins equal types only."""
        if self.code == "same_as" and source != target:
            return False
        return source in self.from_types and target in self.to_types


def _types(codes: list[str]) -> tuple[str, ...]:
    return tuple(one.code for one in entity_types()) if ANY in codes else tuple(codes)


def _relation_type(code: str, raw: dict[str, Any]) -> RelationType:
    forward, backward = Text.of(raw["forward"]), Text.of(raw["backward"])
    return RelationType(code, Text.of(raw), forward, backward, raw["directed"], _types(raw["from"]), _types(raw["to"]))


@cache
def _all() -> dict[str, RelationType]:
    return {code: _relation_type(code, raw) for code, raw in read_yaml("relations.yaml").items()}


def relation_types() -> tuple[RelationType, ...]:
    """Every relation type, in the order of the file."""
    return tuple(_all().values())


def relation_type(code: str) -> RelationType:
    """The relation type `code` ("owns", "uses", ...); KeyError for an unknown one."""
    return _all()[code]
