"""How far from the focus: distances in steps, and the part of a chart within so many steps."""

from __future__ import annotations

from collections import defaultdict

from gija.methods.graph.values import Chart
from gija.vocabulary.errors import GijaError


def neighbours(chart: Chart) -> dict[str, list[str]]:
    """The entities each entity is related to, whichever way, in order and once."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in chart.relations:
        found[one.source].add(one.target)
        found[one.target].add(one.source)
    return {one: sorted(others) for one, others in found.items()}


def distances(chart: Chart) -> dict[str, int]:
    """Steps from the focus to every entity that can be reached from it; the focus itself is 0."""
    near, found, ring = neighbours(chart), {chart.focus: 0}, [chart.focus]
    while ring:
        beyond = []
        for one in ring:
            for other in near.get(one, ()):
                if other not in found:
                    found[other] = found[one] + 1
                    beyond.append(other)
        ring = beyond
    return found


def neighbourhood(chart: Chart, steps: int) -> Chart:
    """The part of `chart` within `steps` of its focus, with every relation between what is left.

    Refuses a negative number of steps (`graph.steps_negative`).
    """
    if steps < 0:
        raise GijaError("graph.steps_negative")
    near = {one for one, far in distances(chart).items() if far <= steps}
    entities = tuple(one for one in chart.entities if one.id in near)
    relations = tuple(one for one in chart.relations if one.source in near and one.target in near)
    return Chart(chart.title, chart.focus, entities, relations, chart.created)
