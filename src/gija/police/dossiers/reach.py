"""How far a chart reaches round its object: steps along relations, with a cap on what one entity brings along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gija.methods.graph.values import Relation
from gija.police.dossiers.values import Caps, Cut

SAME = "same_as"  # joins two records of perhaps one thing: no step away


class Ties:
    """The relations of a chart by entity and type: the latest first, then by id, so that a cut keeps what is fresh."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._of: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        by_id = sorted(relations, key=lambda relation: relation.id)
        for relation in sorted(by_id, key=lambda relation: relation.end or relation.start, reverse=True):
            self._of[relation.source][relation.type][relation.target] = None
            self._of[relation.target][relation.type][relation.source] = None

    def same(self, entity: str) -> tuple[str, ...]:
        return tuple(self._of[entity][SAME]) if entity in self._of else ()

    def groups(self, entity: str) -> list[tuple[str, tuple[str, ...]]]:
        """Relation type and the neighbours it leads to, types in order of their codes; identity left out."""
        return [(type_, tuple(others)) for type_, others in sorted(self._of[entity].items()) if type_ != SAME]


def reach(ties: Ties, focus: str, steps: int, caps: Caps) -> tuple[dict[str, int], tuple[Cut, ...]]:
    """Every entity within `steps` of `focus` with its distance, and what the caps left out."""
    found: dict[str, int] = {}
    beyond: list[tuple[str, str, tuple[str, ...]]] = []
    layer = [focus]
    for step in range(steps + 1):
        layer = _settle(ties, layer, step, found, caps.entities)
        if step == steps:
            break
        following: dict[str, None] = {}
        for entity in layer:
            for type_, others in ties.groups(entity):
                following.update(dict.fromkeys(others[: caps.of(type_)]))
                beyond.append((entity, type_, others))
        layer = list(following)
    return found, _cuts(beyond, found, caps)


def _settle(ties: Ties, layer: list[str], step: int, found: dict[str, int], most: int) -> list[str]:
    """Give the entities of one layer, and those identical with them, their distance, as long as there is room."""
    settled, waiting = [], list(reversed(layer))
    while waiting and len(found) < most:
        entity = waiting.pop()
        if entity in found:
            continue
        found[entity] = step
        settled.append(entity)
        waiting.extend(reversed(ties.same(entity)))
    return settled


def _cuts(beyond: list[tuple[str, str, tuple[str, ...]]], found: dict[str, int], caps: Caps) -> tuple[Cut, ...]:
    told = [
        Cut("relations", left, entity, type_)
        for entity, type_, others in beyond
        if len(others) > caps.of(type_) and (left := sum(1 for other in others if other not in found))
    ]
    if len(found) >= caps.entities:
        reachable = {other for _, type_, others in beyond for other in others[: caps.of(type_)]}
        if left := len(reachable - found.keys()):
            told.append(Cut("entities", left))
    return tuple(told)
