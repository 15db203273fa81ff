"""What every method answers with: a number of people and intervals, never the number alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` people, at a level such as 0.95. `high` may be infinite."""

    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """One method's answer. `total` counts the seen too; None where the method withholds it. `failed` of `tried`
    replicates had no estimate; `rhat` where chains were run; `at_top` where the posterior leans on the end of its grid.
    `red`: the method is too weak for more than a hint. `flags`: codes of minor gates that its own answer closes."""

    method: str
    observed: int
    total: float | None
    intervals: tuple[Interval, ...] = ()
    model: str = ""
    tried: int = 0
    failed: int = 0
    rhat: float | None = None
    at_top: bool = False
    red: bool = False
    notes: tuple[Text, ...] = field(default=())
    flags: tuple[str, ...] = ()

    def interval(self, level: float = 0.95) -> Interval | None:
        """The interval of a level, or None where it is withheld."""
        return next((one for one in self.intervals if abs(one.level - level) < 1e-9), None)
