"""A table as a page, a chart and files show it, in one language."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from gija.figures import bars
from gija.figures.charts import Bar, BarChart, BarRow, Part, Value
from gija.formats import xlsx
from gija.methods.tables import TOTAL, Period
from gija.register.analysis.crossing import Cross, Key, Level
from gija.register.analysis.dimensions import ALL, NOT_SAID, Way, rules_of
from gija.vocabulary.text import Text

PEOPLE = Text("People", "Asmenys")
WITHHELD = Text("withheld", "neskelbiama")
WITHHELD_WHOLE = Text("withheld whole", "visas pjūvis neskelbiamas")
TITLE = Text("Victims in the register", "Aukos registre")
MOST_BARS = 25
PARTS_AT_MOST = 6  # bars side by side
REASON = Text(
    "Withheld: fewer than 5 people, or closed so that such a number cannot be found by subtraction.",
    "Neskelbiama: mažiau kaip 5 asmenys arba uždaryta, kad tokio skaičiaus nebūtų galima sužinoti atimtimi.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line: the words of its codes, and the number (None: withheld)."""

    words: tuple[str, ...]
    value: int | None
    place: int  # among all cells of the table


@dataclass(frozen=True, slots=True)
class Section:
    """One breakdown: its dimensions, and its lines; none where it is withheld whole."""

    key: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def sections(cross: Cross, language: str) -> list[Section]:
    """The breakdowns of a table, the finest first; none where the total is withheld or zero."""
    if not cross.total:
        return []
    return [_section(cross, level, language) for level in reversed(cross.levels[1:])]


def _section(cross: Cross, level: Level, language: str) -> Section:
    of = [cross.ways[place] for place in sorted(level)]
    places = {key: place for place, (key, _value) in enumerate(cross.ordered())}
    rows = [Row(_words(cross, key, level, language), value, places[key]) for key, value in cross.at(level).items()]
    return Section("-".join(way.code for way in of), tuple(way.text.in_(language) for way in of), tuple(rows))


def _words(cross: Cross, key: Key, level: Level, language: str) -> tuple[str, ...]:
    return tuple(cross.ways[place].word(key[place]).in_(language) for place in sorted(level))


def title(period: Period, ways: tuple[Way, ...]) -> Text:
    """`Victims in the register: first half of 2014; Sex × Assistance`."""
    names = [way.text for way in ways]
    return Text(
        f"{TITLE.en}: {period.text.en}; {' × '.join(n.en for n in names)}",
        f"{TITLE.lt}: {period.text.lt}; {' × '.join(n.lt for n in names)}",
    )


def picture(cross: Cross, period: Period, language: str) -> str:
    """The chart as accessible SVG: the first dimension, with the second side by side where that is told and has few
    codes. Empty where there is nothing to draw."""
    first = {k: v for k, v in cross.at(frozenset({0})).items() if v and k[0] != NOT_SAID}
    if not first:
        return ""
    keys = sorted(first, key=lambda key: -(first[key] or 0))[:MOST_BARS]
    rows = tuple(BarRow(cross.ways[0].word(key[0]), _bars(cross, key)) for key in keys)
    return bars.svg(BarChart(title(period, cross.ways[:2]), PEOPLE, rows), language)


def _bars(cross: Cross, key: Key) -> tuple[Bar, ...]:
    way = cross.ways[0]
    alone = (Bar(Part(way.list, key[0], way.word(key[0])), Value(cross.cells[key])),)
    if len(cross.ways) == 1:
        return alone
    both = cross.at(frozenset({0, 1}))
    codes = list(dict.fromkeys(k[1] for k in both if k[1] != NOT_SAID))
    if not codes or len(codes) > PARTS_AT_MOST:
        return alone
    beyond = (TOTAL,) * (len(cross.ways) - 2)
    second = cross.ways[1]
    values = [(code, both.get((key[0], code, *beyond), 0)) for code in codes]
    return tuple(Bar(Part(second.list, code, second.word(code)), Value(value or 0)) for code, value in values)


def _lines(cross: Cross, language: str) -> list[tuple[Any, ...]]:
    """Every cell: a word for each dimension, and the number; a breakdown that is withheld whole has one line."""
    found: list[tuple[Any, ...]] = []
    for level in cross.levels:
        cells = cross.at(level)
        for key, value in cells.items():
            words = tuple(w.word(code).in_(language) for w, code in zip(cross.ways, key, strict=True))
            found.append((*words, value))
        if not cells and cross.total:
            named = tuple("*" if place in level else ALL.in_(language) for place in range(len(cross.ways)))
            found.append((*named, None))
    return found


def as_csv(cross: Cross, period: Period, language: str, use: tuple[Text, Text] | None = None) -> str:
    """UTF-8 with a byte order mark, semicolons. `*`: the whole breakdown is withheld. No word begins a formula. `use`:
    heading and content of one more column, which says what the numbers may be used for."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    period_head = Text("Period", "Laikotarpis").in_(language)
    head, last = ([text.in_(language)] for text in use) if use else ([], [])
    writer.writerow([period_head, *(way.text.in_(language) for way in cross.ways), PEOPLE.in_(language), *head])
    for *words, value in _lines(cross, language):
        writer.writerow([str(period), *words, WITHHELD.in_(language) if value is None else value, *last])
    return "\ufeff" + out.getvalue()


def as_xlsx(cross: Cross, period: Period, language: str, made: dt.datetime, *, common: bool) -> bytes:
    """The same as a workbook, with the rules it was counted by as notes."""
    columns = [xlsx.Column(way.text.in_(language)) for way in cross.ways]
    rows = [
        (*words, xlsx.Missing(WITHHELD.in_(language)) if value is None else value)
        for *words, value in _lines(cross, language)
    ]
    name = title(period, cross.ways).in_(language)
    sheet = xlsx.Sheet(
        PEOPLE.in_(language),
        name,
        (*columns, xlsx.Column(PEOPLE.in_(language), numeric=True)),
        tuple(rows),
        notes=tuple(rule.text.in_(language) for rule in rules_of(cross.ways, common=common)),
    )
    return xlsx.write([sheet], title=name, language=language, made=made)
