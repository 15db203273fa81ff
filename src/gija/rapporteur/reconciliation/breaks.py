"""Where the series of two figures break, as figures and the sheets of their indicators say. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reconciliation.telling import counted
from gija.rapporteur.statistics import checks_of_series, periods
from gija.rapporteur.statistics.points import Point, Series
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

BROKEN = Text(
    "{indicator}: break in series between {before} and {after} ({what} changed), not comparable.",
    "{indicator}: eilutės trūkis tarp {before} ir {after} (pasikeitė {what}), nelyginama.",
)
SHEET = Text("{indicator}, from {period}: {text}", "{indicator}, nuo {period}: {text}")
DIFFERS = Text("{what}: {a} – {b}.", "{what}: {a} – {b}.")


def of(row: Difference, told: Mapping[str, Iterable[Point]]) -> tuple[Text, ...]:
    """The breaks before this period. `told`: indicator -> the figures that hold, of every period."""
    found: list[Text] = []
    for point in (row.a, row.b):
        if point is not None:
            found += [*_told(point, told.get(point.indicator, ())), *_known(point)]
    return tuple(dict.fromkeys(found))


def _told(point: Point, every: Iterable[Point]) -> Iterable[Text]:
    own = [p for p in every if (p.basis.kind, p.basis.dataset) == (point.basis.kind, point.basis.dataset)]
    broken = Series.of(point.indicator, own).break_before(point.period)
    if broken is not None:
        what = checks_of_series.changed_text(broken.changed)
        yield BROKEN.fill(indicator=_name(point), before=broken.before, after=broken.after, what=what)


def _known(point: Point) -> Iterable[Text]:
    """What the sheet of the indicator says of a break that begins in this period."""
    for known in indicators()[point.indicator].breaks if point.indicator in indicators() else ():
        first = periods.begins(point.period)
        if first <= periods.begins(known.period) < first + periods.length(point.period):
            yield SHEET.fill(indicator=_name(point), period=known.period, text=known.text)


def _name(point: Point) -> Text:
    return code_list("indicator")[point.indicator].text


def differing(row: Difference) -> tuple[Text, ...]:
    """What the two figures count differently: base, stage, definition, authority, each in words."""
    if row.a is None or row.b is None:
        return ()
    first, second = dict(counted(row.a)), dict(counted(row.b))
    names = checks_of_series.CHANGED
    return tuple(
        DIFFERS.fill(what=Text(_great(names[one].en), _great(names[one].lt)), a=first[one], b=second[one])
        for one in row.differs
    )


def _great(text: str) -> str:
    return text[0].upper() + text[1:]
