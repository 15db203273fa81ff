"""Two figures of one period: how far apart, what differs in what they count, and why. Knows no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gija.rapporteur.reconciliation.families import Family, Sides, compared, families
from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.checks import Finding, finding, rule
from gija.rapporteur.statistics.points import Point
from gija.vocabulary import definitions
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

OPEN = "open"
TENTH = Decimal("0.1")
COMPARED = ("base", "stage", "definition", "authority")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was last said of a difference, and of which figures it was said."""

    state: str
    reason: str
    values: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures side by side; in a family with two sides `a` is the state's, `b` the NGOs'.

    `main`: the first of the state's figures of that year. `break_before`: one of them is not counted as in the period
    before; `follows`: both are. `outdated`: what was said was said of other figures than these.
    """

    comparison: str
    period: str
    a: Point | None
    b: Point | None
    reasons: tuple[str, ...] = ()
    main: bool = True
    break_before: bool = False
    follows: bool = False
    state: str = OPEN
    decision: Decision | None = None
    outdated: bool = False

    @property
    def state_figure(self) -> Point | None:
        return self.a

    @property
    def ngo_figure(self) -> Point | None:
        return self.b

    @property
    def pair(self) -> tuple[str, str, str, str]:
        """Family, period and the keys of both figures: what a page and a dialogue are about."""
        return self.comparison, self.period, key_of(self.a), key_of(self.b)

    @property
    def title(self) -> Text:
        return families()[self.comparison].text

    @property
    def values(self) -> tuple[int | None, int | None]:
        return (self.a.value if self.a else None, self.b.value if self.b else None)

    @property
    def comparable(self) -> bool:
        """Are both figures there? Only then is there a difference to explain."""
        return None not in self.values

    @property
    def exact_ratio(self) -> Decimal | None:
        first, second = self.values
        return None if not first or second is None else Decimal(second) / Decimal(first)

    @property
    def ratio(self) -> Decimal | None:
        """The second figure divided by the first, to a tenth; None where either is missing, or the first is 0."""
        exact = self.exact_ratio
        return None if exact is None else exact.quantize(TENTH, ROUND_HALF_UP)

    @property
    def ratio_text(self) -> Text:
        """`1.7`, in Lithuanian `1,7`; a dash where there is none."""
        said = "–" if self.ratio is None else str(self.ratio)
        return Text(said, said.replace(".", ","))

    @property
    def large(self) -> bool:
        """Does the larger figure reach the limit of the rule `difference`, times the smaller?"""
        first, second = self.values
        if first is None or second is None:
            return False
        least, most = sorted((first, second))
        return most > least and most >= least * Decimal(str(rule("difference")["at_least"]))

    @property
    def differs(self) -> tuple[str, ...]:
        """What differs in what they count: base, stage, definition, authority."""
        if self.a is None or self.b is None:
            return ()
        first, second = self.a.basis, self.b.basis
        return tuple(name for name in COMPARED if getattr(first, name) != getattr(second, name))

    @property
    def why(self) -> tuple[Text, ...]:
        """The reasons in words; one that is only possible says so."""
        return tuple(reason_text(code) for code in self.reasons)


def reason_text(code: str) -> Text:
    """A reason in words; one that is only possible says so."""
    found = code_list("difference_reason")[code]
    if found.note != "possible":
        return found.text
    return Text(f"Possible: {_small(found.text.en)}", f"Galima priežastis: {_small(found.text.lt)}")


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def key_of(point: Point | None) -> str:
    """What a figure is, in one word for an address; `none` for none. The same in every vintage."""
    if point is None:
        return "none"
    basis = point.basis
    parts = [f"{name}_{code}".replace(":", "_") for name, code in point.breakdown]
    own = (point.indicator, basis.stage, basis.base, basis.definition, basis.authority, basis.dataset, *parts)
    return "-".join(filter(None, own))


def reasons(*points: Point | None) -> tuple[str, ...]:
    """What follows from the definitions of these figures, and what is possible; nothing where one has no value."""
    if any(point is None or point.value is None for point in points):
        return ()
    told = [code for point in points if point for code in definitions.definition(point.basis.definition).reasons]
    return tuple(dict.fromkeys(told))


def differences(points: Collection[Point], wanted: Collection[str] | None = None) -> tuple[Difference, ...]:
    """The two sides of every family that has them, period by period, the state's furthest stage first.

    Cited figures only: what was reported is never set against what was published.
    """
    given = [p for p in points if p.basis.kind == "cited" and periods.is_year(p.period)]
    rows = [row for family in compared() if family.sides for row in _compared(family, family.sides, given)]
    return tuple(row for row in rows if wanted is None or row.period in wanted)


def _compared(family: Family, sides: Sides, points: list[Point]) -> Iterator[Difference]:
    state = [p for p in points if p.indicator == sides.state and p.is_total]
    ngo = [p for p in points if p.indicator == sides.ngo]
    for period in sorted({p.period for p in (*state, *ngo)}):
        before = periods.previous(period)
        theirs, earlier = (part_of([p for p in ngo if p.period == of], sides) for of in (period, before))
        own = sorted((p for p in state if p.period == period), key=lambda p: rank(p, sides))
        last = [p for p in state if p.period == before]
        for number, one in enumerate(own or [None]):
            same = (_same(one, last), _same(theirs, [earlier] if earlier else []))
            yield Difference(
                family.code, period, one, theirs, reasons(one, theirs), main=number == 0, break_before=False in same,
                follows=same == (True, True),
            )  # fmt: skip


def _same(point: Point | None, before: list[Point]) -> bool | None:
    """Is it counted as one of those of the period before? None: there is nothing to compare."""
    given = [p for p in before if p.value is not None]
    if point is None or point.value is None or not given:
        return None
    return any((p.basis, p.breakdown) == (point.basis, point.breakdown) for p in given)


def rank(point: Point, sides: Sides) -> tuple[object, ...]:
    stage, stages = point.basis.stage, sides.stages
    return (point.value is None, stages.index(stage) if stage in stages else len(stages), repr(point.basis))


def part_of(points: list[Point], sides: Sides) -> Point | None:
    """The part that counts victims where it is given, else the whole."""
    for of in (sides.part, breakdowns.TOTAL):
        for point in points:
            if point.breakdown == of:
                return point
    return None


def large_differences(points: tuple[Point, ...]) -> Iterator[Finding]:
    """A finding for each difference that is large; the break beside it is told too."""
    for row in differences(points):
        if row.a is None or not row.large:
            continue
        stage = code_list("observation_stage")[row.a.basis.stage].text
        yield finding(
            "difference", row.a.indicator, row.period,
            state=row.values[0], ngo=row.values[1], ratio=row.ratio_text, also=_also(stage, row.break_before),
        )  # fmt: skip


def _also(stage: Text, broken: bool) -> Text:
    en, lt = f"State's stage: {_small(stage.en)}.", f"Valstybės skaičiaus stadija: {_small(stage.lt)}."
    if broken:
        en += " Not comparable with the year before (break in series)."
        lt += " Su praėjusiais metais nelyginama (eilutės trūkis)."
    return Text(en, lt)
