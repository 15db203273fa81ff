"""An official figure beside what suppliers told of the same: a value that knows whether the two may be set against
each other. Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.text import Text

EXACT = "exact"
NOT_ASKED = Text("No supplier was asked.", "Nė vieno teikėjo neprašyta.")
PARTLY = Text("{told} of {asked} suppliers told a number.", "Skaičių pateikė {told} iš {asked} teikėjų.")
NO_OFFICIAL = Text("The publication has no number.", "Leidinyje skaičiaus nėra.")
NOT_EXACT = Text("Not told exactly: no difference is computed.", "Nurodyta ne tiksliai: skirtumas neskaičiuojamas.")


@dataclass(frozen=True, slots=True)
class Told:
    """A number with how exact it is, or why there is none."""

    value: int | None
    status: str = "reported"
    qualifier: str = EXACT


@dataclass(frozen=True, slots=True)
class Comparison:
    """One official figure (the latest publication's) and the suppliers' of its authority. `collected` is their sum, or
    None where not everybody told a number."""

    pk: int
    publisher: str
    document: str
    published_on: str
    indicator: str
    period: str
    breakdown: Breakdown
    authority: str
    official: Told
    suppliers: tuple[tuple[str, Told], ...]  # (supplier, what was told), accepted figures only
    asked: int
    earlier: int = 0  # other publications of the same figure

    @property
    def collected(self) -> int | None:
        values = [told.value for _, told in self.suppliers if told.value is not None]
        return sum(values) if values and len(values) == max(self.asked, len(self.suppliers)) else None

    @property
    def exact(self) -> bool:
        return all(told.qualifier == EXACT for told in (self.official, *(told for _, told in self.suppliers)))

    @property
    def difference(self) -> int | None:
        """Official less collected; None where `why_not` says why."""
        if self.collected is None or self.official.value is None or not self.exact:
            return None
        return self.official.value - self.collected

    @property
    def why_not(self) -> Text | None:
        if self.difference is not None:
            return None
        if self.official.value is None:
            return NO_OFFICIAL
        if self.collected is not None:
            return NOT_EXACT
        told = sum(one.value is not None for _, one in self.suppliers)
        asked = max(self.asked, len(self.suppliers))
        return PARTLY.fill(told=told, asked=asked) if asked else NOT_ASKED

    @property
    def key(self) -> tuple[object, ...]:
        return (self.publisher, self.indicator, self.period, self.breakdown, self.authority)


def differing(rows: Sequence[Comparison]) -> int:
    """How many differ."""
    return sum(bool(one.difference) for one in rows)
