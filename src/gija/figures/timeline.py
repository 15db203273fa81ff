"""The timeline of a chart as an accessible SVG: what has a date, in order, each as exactly as it is known.

A day is a dot, a span of time a bar; a month or year that is all we know is a hollow bar over all it can mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gija.figures.drawing import GRID, n, text
from gija.figures.frame import MARGIN, Foot, whole
from gija.figures.looks import INK, LINE, PAPER, SOFT, look
from gija.figures.room import wrap
from gija.figures.sentences import ASSESSMENT, is_assessment, wording
from gija.methods.graph.dated import Dated, dated, undated
from gija.methods.graph.values import Chart, Entity, Relation
from gija.vocabulary.entities import entity_types
from gija.vocabulary.text import Text

TITLE = Text("Timeline: {title}", "Laiko juosta: {title}")
SUMMARY = Text("{count} dated pieces from {first} to {last}.", "Įrašų su data: {count}, nuo {first} iki {last}.")
EMPTY = Text("Nothing on the chart has a date.", "Schemoje nėra nieko su data.")
UNDATED = Text("Relations without a date: {count}", "Ryšių be datos: {count}")
MORE = Text(
    "The latest {shown} of {count} are drawn; all stand in the table.",
    "Nubraižyta {shown} naujausių iš {count}; visi yra lentelėje.",
)
DAY, SPAN, PARTLY = Text("Day", "Diena"), Text("Span of time", "Laikotarpis"), Text("Known in part", "Žinoma iš dalies")
FROM, UNTIL = Text("from {start}", "nuo {start}"), Text("until {end}", "iki {end}")
WIDTH, LEFT, RIGHT, ROW, TOP, DRAWN = 1120.0, 470.0, 1090.0, 26.0, 110.0, 150


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline in words."""

    when: str
    what: str
    type: str  # of the entity, or of the relation's source
    assessed: bool
    dated: Dated


def moments(chart: Chart, language: str, *, births: bool = False) -> tuple[Moment, ...]:
    """What has a date, the earliest first, in words."""
    things = {one.id: one for one in chart.entities}
    ties = {one.id: one for one in chart.relations}
    return tuple(_moment(one, things, ties, language) for one in dated(chart, births=births))


def svg(chart: Chart, language: str, names: Mapping[str, str] | None = None) -> str:
    """The timeline with legend, sources, handling code and description. The same chart gives the same text.

    At most the latest 150 are drawn; that there are more is said.
    """
    found = moments(chart, language)
    shown = found[-DRAWN:]
    title, foot = TITLE.fill(title=chart.title).in_(language), Foot.of(chart, language, WIDTH, names)
    notes = [UNDATED.fill(count=undated(chart)).in_(language)] if undated(chart) else []
    if len(shown) < len(found):
        notes.append(MORE.fill(shown=len(shown), count=len(found)).in_(language))
    bottom = TOP + ROW * max(len(shown), 1) + 16
    height = bottom + 20 * len(notes) + foot.height + 26
    content = [
        *(_drawn(shown, bottom, language) if shown else [text(MARGIN, TOP + 8, EMPTY.in_(language))]),
        *(text(MARGIN, bottom + 22 + 20 * place, note, colour=SOFT) for place, note in enumerate(notes)),
        *foot.drawn(bottom + 20 * len(notes) + 24, WIDTH),
    ]
    return whole(title, _said(found, language), language, (WIDTH, height + 24), content)


def _said(found: Sequence[Moment], language: str) -> list[str]:
    if not found:
        return [EMPTY.in_(language)]
    first, last = found[0].dated.start, max(one.dated.end for one in found)
    told = [SUMMARY.fill(count=len(found), first=first, last=last).in_(language)]
    return told + [f"{one.when}: {one.what}." for one in found[-DRAWN:]]


def _moment(one: Dated, things: Mapping[str, Entity], ties: Mapping[str, Relation], language: str) -> Moment:
    if not one.relation:
        thing = things[one.id]
        what = thing.label if thing.type == "event" else f"{thing.label}: {_field(thing.type, one.field, language)}"
        return Moment(one.start, what, thing.type, _guessed(thing), one)
    tie = ties[one.id]
    ends = things[tie.source], things[tie.target]
    what = f"{ends[0].label} {wording(tie.type, language)} {ends[1].label}"
    return Moment(_when(one, language), what, ends[0].type, is_assessment(tie), one)


def _guessed(thing: Entity) -> bool:
    return {place.kind for place in thing.provenance} == {"assessment"}


def _field(type_: str, field: str, language: str) -> str:
    known = {(one.code, each.code): each.text for one in entity_types() for each in one.fields}
    found = known.get((type_, field))
    words = found.in_(language) if found else field
    return words[:1].lower() + words[1:]


def _when(one: Dated, language: str) -> str:
    if one.open_end and one.open_start:
        return one.start
    if one.open_end:
        return FROM.fill(start=one.start).in_(language)
    if one.open_start:
        return UNTIL.fill(end=one.end).in_(language)
    return one.start if one.start == one.end else f"{one.start} – {one.end}"


def _drawn(shown: Sequence[Moment], bottom: float, language: str) -> Iterable[str]:
    first, last = _span(shown)

    def at(day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (day.toordinal() - first) / max(last - first, 1)

    yield from _legend(language)
    for when, words in _ticks(first, last):
        x = at(when)
        yield f'<path d="M{n(x)} {n(TOP - 12)}V{n(bottom)}" stroke="{GRID}"/>'
        yield text(x, TOP - 18, words, 'text-anchor="middle"', size=11, colour=SOFT)
    for place, one in enumerate(shown):
        y = TOP + ROW * place + 6
        yield text(MARGIN, y + 4, one.when, size=11, colour=SOFT)
        said = f"{one.what} ({ASSESSMENT.in_(language)})" if one.assessed else one.what
        yield text(MARGIN + 140, y + 4, (wrap(said, 48, 1) or [""])[0], size=11)
        yield _mark(one, at(one.dated.first), at(one.dated.last), y)


def _mark(one: Moment, left: float, right: float, y: float) -> str:
    colour = look(one.type).colour
    dash = ' stroke-dasharray="4 3"' if one.assessed else ""
    exact = len(one.dated.start) == len(one.dated.end) == 10
    if exact and one.dated.start == one.dated.end:
        arrow = f'<path d="M{n(left + 7)} {n(y)}H{n(min(left + 26, RIGHT))}" stroke="{colour}" stroke-dasharray="2 2"/>'
        more = arrow if one.dated.open_end and one.dated.relation else ""
        filled = PAPER if one.assessed else colour
        look_ = f'fill="{filled}" stroke="{colour}" stroke-width="2"{dash}'
        return f'<circle cx="{n(left)}" cy="{n(y)}" r="5.5" {look_}/>{more}'
    fill = colour if exact and not one.assessed else PAPER
    wide = max(right - left, 6.0)
    return (
        f'<rect x="{n(left)}" y="{n(y - 5)}" width="{n(wide)}" height="10" rx="3" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1.5"{dash}/>'
    )


def _legend(language: str) -> Iterable[str]:
    y = 58.0
    rows = (
        (f'<circle cx="{{x}}" cy="{n(y)}" r="5.5" fill="{INK}"/>', DAY),
        (f'<rect x="{{x}}" y="{n(y - 5)}" width="18" height="10" rx="3" fill="{INK}"/>', SPAN),
        (f'<rect x="{{x}}" y="{n(y - 5)}" width="18" height="10" rx="3" fill="{PAPER}" stroke="{INK}"/>', PARTLY),
        (
            f'<rect x="{{x}}" y="{n(y - 5)}" width="18" height="10" rx="3" fill="{PAPER}" stroke="{LINE}" '
            'stroke-dasharray="4 3"/>',
            ASSESSMENT,
        ),
    )
    for place, (mark, words) in enumerate(rows):
        x = MARGIN + 6 + 180 * place
        said = words.in_(language)
        yield mark.replace("{x}", n(x)) + text(x + 26, y + 4, said[:1].upper() + said[1:], size=11)


def _span(shown: Sequence[Moment]) -> tuple[int, int]:
    first = min(one.dated.first for one in shown).toordinal()
    last = max(one.dated.last for one in shown).toordinal()
    return first - 15, last + 15


def _ticks(first: int, last: int) -> list[tuple[date, str]]:
    """Years, or months of a span shorter than three years, in at most a dozen steps."""
    begin, end = date.fromordinal(max(first, 1)), date.fromordinal(last)
    years = end.year - begin.year + 1
    if years > 3:
        step = -(-years // 11)
        return [(date(year, 1, 1), str(year)) for year in range(begin.year + 1, end.year + 1, step)]
    months = [(year, month) for year in range(begin.year, end.year + 1) for month in range(1, 13)]
    inside = [date(*one, 1) for one in months if begin <= date(*one, 1) <= end]
    step = max(1, -(-len(inside) // 10))
    return [(one, one.strftime("%Y-%m")) for one in inside[::step]]
