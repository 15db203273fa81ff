"""The figures of the state beside those of NGOs: how far apart, why, and what was said of it. Knows no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.checks import Finding, finding, rule
from gija.rapporteur.statistics.points import Point
from gija.rapporteur.statistics.published import data
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.rapporteur.statistics.models import Decision

OPEN = "open"
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of the state beside the NGOs' of the same year, each with its definition.

    `main`: the first of the state's figures of that year. `outdated`: it was decided of other figures than these.
    """

    comparison: str
    period: str
    state_figure: Point | None
    ngo_figure: Point | None
    reasons: tuple[str, ...]
    main: bool
    break_before: bool  # the NGOs' figure, or the state's, is not counted as in the period before
    follows: bool = False  # both are counted as in the period before
    state: str = OPEN
    decision: Decision | None = None
    outdated: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Comparison, period and the definition of the state's figure."""
        return self.comparison, self.period, self.state_figure.basis.definition if self.state_figure else "none"

    @property
    def title(self) -> Text:
        return Text.of(data("reconciliation.yaml")[self.comparison])

    @property
    def ratio(self) -> Decimal | None:
        """The NGOs' figure divided by the state's, to a tenth; None where either is missing, or the state's is 0."""
        exact = self.exact_ratio
        return None if exact is None else exact.quantize(TENTH, ROUND_HALF_UP)

    @property
    def ratio_text(self) -> Text:
        """`1.7`, in Lithuanian `1,7`; a dash where there is none."""
        said = "–" if self.ratio is None else str(self.ratio)
        return Text(said, said.replace(".", ","))

    @property
    def comparable(self) -> bool:
        """Are both figures there? Only then is there a difference to explain."""
        return None not in self.values

    @property
    def large(self) -> bool:
        """Does the larger figure reach the limit of the rule `difference`, times the smaller?"""
        state, ngo = self.values
        if state is None or ngo is None:
            return False
        least, most = sorted((state, ngo))
        return most > least and most >= least * Decimal(str(rule("difference")["at_least"]))

    @property
    def exact_ratio(self) -> Decimal | None:
        state, ngo = self.values
        return None if not state or ngo is None else Decimal(ngo) / Decimal(state)

    @property
    def values(self) -> tuple[int | None, int | None]:
        return (
            self.state_figure.value if self.state_figure else None,
            self.ngo_figure.value if self.ngo_figure else None,
        )

    @property
    def why(self) -> tuple[Text, ...]:
        """The reasons in words; one that is only possible says so."""
        return tuple(_reason(code) for code in self.reasons)


def _reason(code: str) -> Text:
    found = code_list("difference_reason")[code]
    if found.note != "possible":
        return found.text
    return Text(f"Possible: {_small(found.text.en)}", f"Galima priežastis: {_small(found.text.lt)}")


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def differences(points: Collection[Point], wanted: Collection[str] | None = None) -> tuple[Difference, ...]:
    """Every comparison of `data/reconciliation.yaml`, period by period, the state's furthest stage first."""
    given = [p for p in points if p.basis.kind == "cited" and periods.is_year(p.period)]
    specs = {name: spec for name, spec in data("reconciliation.yaml").items() if name != "reasons"}
    rows = [row for name, spec in specs.items() for row in _compared(name, spec, given)]
    return tuple(row for row in rows if wanted is None or row.period in wanted)


def _compared(name: str, spec: Any, points: list[Point]) -> Iterator[Difference]:
    state = [p for p in points if p.indicator == spec["state"]["indicator"] and p.is_total]
    ngo = [p for p in points if p.indicator == spec["ngo"]["indicator"]]
    for period in sorted({p.period for p in (*state, *ngo)}):
        theirs, before = (
            _ngo([p for p in ngo if p.period == of], spec["ngo"]["part"]) for of in (period, periods.previous(period))
        )
        own = sorted((p for p in state if p.period == period), key=lambda p: _rank(p, spec["stages"]))
        last = [p for p in state if p.period == periods.previous(period)]
        for number, one in enumerate(own or [None]):
            sides = (_same(one, last), _same(theirs, [before] if before else []))
            yield Difference(
                name, period, one, theirs, _reasons(one, theirs), main=number == 0,
                break_before=False in sides, follows=sides == (True, True),
            )  # fmt: skip


def _same(point: Point | None, before: list[Point]) -> bool | None:
    """Is it counted as one of those of the period before? None: there is nothing to compare."""
    given = [p for p in before if p.value is not None]
    if point is None or point.value is None or not given:
        return None
    return any((p.basis, p.breakdown) == (point.basis, point.breakdown) for p in given)


def _rank(point: Point, stages: list[str]) -> tuple[object, ...]:
    stage = point.basis.stage
    return (point.value is None, stages.index(stage) if stage in stages else len(stages), repr(point.basis))


def _ngo(points: list[Point], part: str) -> Point | None:
    """The part that counts victims where it is given, else the whole."""
    wanted = breakdowns.typed(part)
    for of in (wanted, breakdowns.TOTAL):
        for point in points:
            if point.breakdown == of:
                return point
    return None


def _reasons(state: Point | None, ngo: Point | None) -> tuple[str, ...]:
    if state is None or ngo is None or state.value is None or ngo.value is None:
        return ()
    of = data("reconciliation.yaml")["reasons"]
    return tuple(code for side in (state, ngo) for code in of.get(side.basis.definition, ()))


def decided(row: Difference, decision: Decision | None) -> Difference:
    """The row with what was said of it; a decision about other figures leaves it open and says so."""
    if decision is None:
        return row
    outdated = (decision.state_value, decision.ngo_value) != row.values
    return replace(row, state=OPEN if outdated else decision.state, decision=decision, outdated=outdated)


def large_differences(points: tuple[Point, ...]) -> Iterator[Finding]:
    """A finding for each difference that is large; the break beside it is told too."""
    for row in differences(points):
        if row.state_figure is None or not row.large:
            continue
        stage = code_list("observation_stage")[row.state_figure.basis.stage].text
        yield finding(
            "difference", row.state_figure.indicator, row.period,
            state=row.values[0], ngo=row.values[1], ratio=row.ratio_text, also=_also(stage, row.break_before),
        )  # fmt: skip


def _also(stage: Text, broken: bool) -> Text:
    en, lt = f"State's stage: {_small(stage.en)}.", f"Valstybės skaičiaus stadija: {_small(stage.lt)}."
    if broken:
        en += " Not comparable with the year before (break in series)."
        lt += " Su praėjusiais metais nelyginama (eilutės trūkis)."
    return Text(en, lt)
