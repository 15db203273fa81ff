"""What was closed of a report, as a page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gija.rapporteur.gate import kept
from gija.rapporteur.gate.wording import figure, of


@dataclass(frozen=True, slots=True)
class Line:
    """One closed figure as a page shows it."""

    figure: str
    of: str
    why: str


def closed(report: Any, language: str) -> list[Line]:
    """The closed figures of a frozen report (its `gate`), in words."""
    return [
        Line(figure(one.population).in_(language), of(one.place).in_(language), one.why.in_(language))
        for one in kept.closed(report.gate)
    ]
