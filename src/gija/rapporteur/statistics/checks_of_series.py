"""Checks along time and between indicators: gaps, values that may be carried over, stages, breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.rapporteur.statistics.checks import Finding, finding, rule
from gija.rapporteur.statistics.points import Point, Series, by_indicator
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

NOTHING = Text("", "")
Values = dict[tuple[str, str], dict[Breakdown, set[int]]]


def values(points: tuple[Point, ...]) -> Values:
    """(indicator, period) -> breakdown -> the values told, of whatever definition."""
    found: Values = defaultdict(lambda: defaultdict(set))
    for point in points:
        if point.value is not None and point.basis.kind != "reported":
            found[point.indicator, point.period][point.breakdown].add(point.value)
    return found


def name(indicator: str) -> Text:
    return code_list("indicator")[indicator].text


def carried_over(points: tuple[Point, ...]) -> Iterator[Finding]:
    """The same total two periods running, with the parts that are the same as well."""
    told, of = values(points), rule("same_value")
    for (indicator, period), cells in told.items():
        earlier = periods.previous(period)
        before = told.get((indicator, earlier))
        if before is None or code_list("indicator")[indicator].extra["unit"] not in of["units"]:
            continue
        for value in sorted(cells.get((), set()) & before.get((), set())):
            if value >= of["at_least"]:
                same = {b: min(cells[b] & before[b]) for b in sorted(cells) if b and cells[b] & before.get(b, set())}
                yield finding(
                    "same_value", indicator, period, value=value, earlier=earlier, also=_parts(same),
                    parts=tuple(same.values()),
                )  # fmt: skip


def _parts(same: dict[Breakdown, int]) -> Text:
    if not same:
        return NOTHING
    texts = [(breakdowns.text(b), value) for b, value in same.items()]
    en, lt = ("; ".join(f"{t.in_(language)} {value}" for t, value in texts) for language in ("en", "lt"))
    return Text(f"The same, too: {en}.", f"Sutampa ir: {lt}.")


def same_elsewhere(points: tuple[Point, ...]) -> Iterator[Finding]:
    """A later stage with exactly the value of the stage before it, in the same period or the one before."""
    told, least = values(points), rule("same_value_other_indicator")["at_least"]
    stages = rule("stage_order")["stages"]
    for (indicator, period), cells in told.items():
        if indicator not in stages[1:]:
            continue
        other = stages[stages.index(indicator) - 1 :: -1]
        for before in other:
            for earlier in (periods.previous(period), period):
                theirs = told.get((before, earlier), {})
                given = theirs.get((), set()) or {v for found in theirs.values() for v in found}
                for value in sorted(cells.get((), set()) & given):
                    if value >= least:
                        yield finding(
                            "same_value_other_indicator", indicator, period,
                            value=value, other=name(before), earlier=earlier,
                        )  # fmt: skip


def gaps(points: tuple[Point, ...]) -> Iterator[Finding]:
    """Years without a total of an indicator that is expected every year: said to be missing, or not told at all."""
    expected = rule("gap")["expected"]
    cited = [p for p in points if p.basis.kind != "reported"]
    yearly = [p for p in cited if p.indicator in expected and periods.is_year(p.period)]
    years = [periods.year(p.period) for p in yearly]
    told = values(tuple(yearly))
    for indicator in expected if years else ():
        for period in map(str, range(min(years), max(years) + 1)):
            cells = told.get((indicator, period), {})
            if () not in cells:
                own = [p for p in yearly if (p.indicator, p.period, p.breakdown) == (indicator, period, ())]
                status = code_list("value_status")[own[0].status if own else "not_available"].text
                yield finding("gap", indicator, period, status=status, also=_only_part(dict(cells)), told=bool(own))


def _only_part(cells: dict[Breakdown, set[int]]) -> Text:
    if not cells:
        return NOTHING
    told = [(breakdowns.text(b), max(found)) for b, found in sorted(cells.items())]
    en, lt = ("; ".join(f"{t.in_(language)} {value}" for t, value in told) for language in ("en", "lt"))
    return Text(f"Only a part is given: {en}.", f"Pateikta tik dalis: {lt}.")


def unknown_stages(points: tuple[Point, ...]) -> Iterator[Finding]:
    """Each figure stands at a stage of its indicator."""
    for point in points:
        if point.basis.stage not in code_list("indicator")[point.indicator].extra["stages"]:
            stage = code_list("observation_stage")[point.basis.stage].text
            yield finding("stage_unknown", point.indicator, point.period, stage=stage)


def stages(points: tuple[Point, ...]) -> Iterator[Finding]:
    """Of one base and year, a later stage never exceeds an earlier one. What was reported is set against the figures
    of the same supplier alone, never against what was published."""
    chain = rule("stage_order")["stages"]
    totals = {
        (p.indicator, p.period, p.basis.base, p.basis.dataset): p.value
        for p in points
        if p.is_total and p.value is not None and p.indicator in chain and p.basis.base != "events"
    }
    for (indicator, period, base, dataset), value in totals.items():
        for before in chain[: chain.index(indicator)]:
            earlier = totals.get((before, period, base, dataset))
            if earlier is not None and value > earlier:
                yield finding("stage_order", indicator, period, value=value, other=name(before), earlier=earlier)


def breaks(points: tuple[Point, ...]) -> Iterator[Finding]:
    """Every break in series."""
    for indicator, totals in by_indicator(p for p in points if p.is_total).items():
        for one in Series.of(indicator, totals).breaks:
            yield finding("break", indicator, one.after, earlier=one.before, what=changed_text(one.changed))


CHANGED = {
    "base": Text("base", "pagrindas"),
    "stage": Text("stage", "stadija"),
    "definition": Text("definition", "apibrėžtis"),
    "authority": Text("authority", "institucija"),
}


def changed_text(changed: tuple[str, ...]) -> Text:
    """What changed at a break: `base, definition`; the definition where only the whole of it is another."""
    texts = [CHANGED[one] for one in changed] or [CHANGED["definition"]]
    return Text(", ".join(t.en for t in texts), ", ".join(t.lt for t in texts))


ALONE = (carried_over, unknown_stages, breaks)
ACROSS = (same_elsewhere, gaps, stages)
