"""What the checks find in figures. Which there are, their weight, limits and words stand in `data/checks.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.published import data
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

LEVELS = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one figure, or about two that belong together. `values` are the numbers it rests on."""

    rule: str
    level: str
    indicator: str
    period: str
    text: Text
    values: Mapping[str, object]

    @property
    def title(self) -> Text:
        return code_list("indicator")[self.indicator].text


Check = Callable[[tuple[Point, ...]], Iterator[Finding]]
_ALSO: list[Check] = []


def also(check: Check) -> None:
    """Register a check of published figures of another room, once, in `ready` of its `apps.py`."""
    if check not in _ALSO:
        _ALSO.append(check)


def rule(name: str) -> Mapping[str, Any]:
    """A check's own part of the data."""
    return dict(data("checks.yaml")[name])


def rules() -> tuple[str, ...]:
    return tuple(data("checks.yaml"))


def finding(name: str, indicator: str, period: str, **values: object) -> Finding:
    """A finding in the words of its rule."""
    of = rule(name)
    said = Text.of(of).fill(period=period, **values)
    return Finding(name, of["level"], indicator, period, Text(said.en.strip(), said.lt.strip()), values)


def findings(points: Iterable[Point]) -> tuple[Finding, ...]:
    """All that the checks find, by indicator and time, the gravest of a period first. Same points, same list."""
    given = tuple(points)
    return ordered([*alone(given), *across(given)])


def alone(points: tuple[Point, ...]) -> list[Finding]:
    """What the checks find that set no figure against one of another indicator, supplier or table."""
    from gija.rapporteur.statistics import checks_of_parts, checks_of_series

    return [one for check in (*checks_of_parts.ALONE, *checks_of_series.ALONE) for one in check(points)]


def across(points: tuple[Point, ...]) -> list[Finding]:
    """What the others find, of published figures and of totals of the stages one after another."""
    from gija.rapporteur.statistics import checks_of_series

    return [one for check in (*checks_of_series.ACROSS, *_ALSO) for one in check(points)]


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    order = {code.code: number for number, code in enumerate(code_list("indicator"))}
    return tuple(
        sorted(
            found,
            key=lambda f: (
                order[f.indicator], periods.order(f.period), LEVELS.index(f.level), f.rule, f.text.en,
            ),
        )
    )  # fmt: skip
