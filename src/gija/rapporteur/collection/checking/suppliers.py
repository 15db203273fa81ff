"""Between indicators and between suppliers: one thing told twice, and more at a later stage than at an earlier."""

from __future__ import annotations

from collections.abc import Iterator

from gija.rapporteur.collection import cells
from gija.rapporteur.collection.cells import Figures
from gija.rapporteur.collection.checking import chance
from gija.rapporteur.collection.checking.findings import Finding, Looked, finding, rules
from gija.vocabulary.indicators import indicators


def same_thing(of: Looked) -> Iterator[Finding]:
    """Totals of one supplier that tell the same thing under two names."""
    for family in rules()["same_thing"]["families"]:
        told = [(one, _total(of.figures, one)) for one in family]
        known = [(one, value) for one, value in told if value is not None]
        for indicator, value in known[1:]:
            first, other = known[0]
            if value != other:
                where = indicators()[first].text
                yield finding("same_thing", cells.key(indicator), value=value, other=other, where=where)


def between(of: Looked) -> Iterator[Finding]:
    """What other suppliers told of the same period. For the Rapporteur's eyes: it tells what others sent."""
    for rule in rules()["cross_supplier"]["order"]:
        own = _total(of.figures, rule["less"])
        for (_institution, kind), theirs in of.others.items():
            other = _total(theirs, rule["more"])
            if own is None or other is None or kind == of.kind:
                continue
            if chance.exceeds(own, other) < rules()["cross_supplier"]["below"]:
                where = indicators()[rule["more"]].text
                yield finding("cross_supplier", cells.key(rule["less"]), value=own, other=other, where=where)
    yield from _both(of)


def _both(of: Looked) -> Iterator[Finding]:
    """One indicator asked of two kinds of authority that tell of the same persons or cases."""
    for indicator in dict.fromkeys(cells.indicator_of(cell) for cell in of.cells):
        own = _total(of.figures, indicator)
        for (_institution, kind), theirs in of.others.items():
            other = _total(theirs, indicator)
            if own is None or other is None or kind == of.kind or indicators()[indicator].base == "not_stated":
                continue
            if chance.two_counts(own, other) < rules()["cross_supplier_same"]["below"]:
                yield finding("cross_supplier_same", cells.key(indicator), value=own, other=other)


def _total(figures: Figures, indicator: str) -> int | None:
    """An exact total: what is told as "at least" or "about" is not set against another supplier's."""
    one = figures.get(cells.key(indicator))
    return one.value if one and one.is_exact else None
