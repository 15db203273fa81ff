"""What binds a chart as a whole: all its provenance, and the strictest handling code in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gija.methods.graph.values import Chart, Provenance


def every_provenance(chart: Chart) -> Iterator[Provenance]:
    """The provenance of every entity, then of every relation."""
    for entity in chart.entities:
        yield from entity.provenance
    for relation in chart.relations:
        yield from relation.provenance


def strictest(pieces: Iterable[Provenance]) -> str:
    """The handling code that binds the whole of them: the highest, H3 over H0. Empty where none has one."""
    return max((one.handling for one in pieces), default="")
