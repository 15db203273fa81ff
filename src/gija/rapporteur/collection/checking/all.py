"""All rules together."""

from __future__ import annotations

from gija.rapporteur.collection.checking import series, sums, suppliers
from gija.rapporteur.collection.checking.findings import LEVELS, Finding, Looked

OWN = (sums.unanswered, sums.sums, series.against_last, series.repeated, suppliers.same_thing)


def own(of: Looked) -> tuple[Finding, ...]:
    """What a supplier sees of its own figures, by cell, the gravest first. Same figures, same findings."""
    return _sorted([one for rule in OWN for one in rule(of)], of)


def everything(of: Looked) -> tuple[Finding, ...]:
    """What the Rapporteur sees: also against other suppliers."""
    return _sorted([*own(of), *suppliers.between(of)], of)


def _sorted(found: list[Finding], of: Looked) -> tuple[Finding, ...]:
    place = {cell: number for number, cell in enumerate(of.cells)}
    return tuple(sorted(found, key=lambda f: (place.get(f.cell, -1), LEVELS.index(f.level), f.rule, f.code)))
