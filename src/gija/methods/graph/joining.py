"""Join things of a chart that somebody or a model took for one. The chart itself stays as it was: it can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gija.methods.graph.merge import combined, pointed
from gija.methods.graph.values import Chart, Entity

JOINED = "joined"  # the reason, beside the identifiers that merged records before


def joined(chart: Chart, pairs: Iterable[tuple[str, str]]) -> tuple[Chart, dict[str, str]]:
    """The chart with the things of each pair as one, and where each id went (of those that changed).

    Pairs chain: a~b and b~c make one of three. The whole is called by the object's id where that is among them, else
    by the first; it holds every value and provenance. Pairs of things that are not on the chart, or not of one type,
    are left alone.
    """
    things = {one.id: one for one in chart.entities}
    groups = _groups(things, pairs, chart.focus)
    if not groups:
        return chart, {}
    ids = {part: whole for whole, parts in groups.items() for part in parts}
    entities = [one for one in chart.entities if one.id not in ids]
    entities += [_one(whole, [things[part] for part in parts]) for whole, parts in groups.items()]
    entities.sort(key=lambda one: one.id)
    made = Chart(chart.title, chart.focus, tuple(entities), pointed(chart.relations, ids), chart.created)
    return made, {part: whole for part, whole in ids.items() if part != whole}


def _groups(things: Mapping[str, Entity], pairs: Iterable[tuple[str, str]], focus: str) -> dict[str, list[str]]:
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.get(one, one) != one:
            one = root[one]
        return one

    for one, other in pairs:
        if one in things and other in things and things[one].type == things[other].type:
            first, second = sorted((find(one), find(other)), key=lambda each: (each != focus, each))
            root[first] = root.get(first, first)
            root[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(root):
        groups[find(one)].append(one)
    return {whole: parts for whole, parts in groups.items() if len(parts) > 1}


def _one(whole: str, parts: list[Entity]) -> Entity:
    label = next(part.label for part in parts if part.id == whole)
    return replace(combined(parts, whole, [JOINED]), label=label)
