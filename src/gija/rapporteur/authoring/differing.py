"""What a report says otherwise than another: figures that changed, came or went, and words. Pure: knows no database."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gija.rapporteur.reports.values import Notice, Paragraph, Points, ReportData, Table
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

NONE = Text("–", "–")
WORDS = re.compile(r"\s*(?:\[\[[^\]]*\]\]|\w+|[^\w\s])|\s+")  # a word, a mark or a reference, with the space before it


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words: what, of what, when, as it was told and as it is told; `kind`: changed, came, gone."""

    kind: str
    what: Text
    of: Text
    period: str
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a section: `kind`: changed, came, gone."""

    kind: str
    section: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Difference:
    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]

    def count(self, kind: str) -> int:
        """Figures of a kind."""
        return sum(one.kind == kind for one in self.figures)


def difference(before: ReportData, after: ReportData) -> Difference:
    """What `after` says otherwise. Where both were frozen with their observations, those are compared; else the cells
    of tables that have the same code, row by row."""
    both = before.observations and after.observations
    figures = _points(before, after) if both else _cells(before, after)
    return Difference(tuple(figures), tuple(_passages(before, after)))


def _key(point: Point) -> tuple[object, ...]:
    return (point.indicator, point.period, point.breakdown, point.basis)


def _points(before: ReportData, after: ReportData) -> Iterator[Figure]:
    old, new = ({_key(p): p for p in data.observations} for data in (before, after))
    for key, point in new.items():
        was = old.get(key)
        if was is None or was.text != point.text:
            yield _figure("came" if was is None else "changed", point, was.text if was else NONE, point.text)
    for key, point in old.items():
        if key not in new:
            yield _figure("gone", point, point.text, NONE)


def _figure(kind: str, point: Point, before: Text, after: Text) -> Figure:
    what = code_list("indicator")[point.indicator].text
    return Figure(kind, what, breakdowns.text(point.breakdown), point.period, before, after)


def _cells(before: ReportData, after: ReportData) -> Iterator[Figure]:
    old, new = ({key: one for table in data.tables for key, one in _of(table)} for data in (before, after))
    for key, (what, of, period, value) in new.items():
        was = old.get(key)
        if was is None or was[3] != value:
            yield Figure("came" if was is None else "changed", what, of, period, was[3] if was else NONE, value)
    for key, (what, of, period, value) in old.items():
        if key not in new:
            yield Figure("gone", what, of, period, value, NONE)


def _of(table: Table) -> Iterator[tuple[tuple[object, ...], tuple[Text, Text, str, Text]]]:
    """(place, figure) of each number of a table; rows are known by their words."""
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        named = [cell for cell in row if isinstance(cell, Text)]
        words = tuple(one.en for one in named)
        seen[words] = seen.get(words, 0) + 1
        of = Text(", ".join(one.en for one in named), ", ".join(one.lt for one in named))
        for column, cell in zip(table.columns, row, strict=True):
            if not isinstance(cell, Text):
                place = (table.code, words, seen[words], column.text.en)
                titled = Text(f"{table.title.en}: {column.text.en}", f"{table.title.lt}: {column.text.lt}")
                yield place, (titled, of, "", Text(cell.in_("en"), cell.in_("lt")))


def _passages(before: ReportData, after: ReportData) -> Iterator[Passage]:
    titles = {one.code: one.title for data in (before, after) for one in data.sections}
    old, new = ({one.code: _texts(one.blocks) for one in data.sections} for data in (before, after))
    for code, title in titles.items():
        yield from _changed(title, old.get(code, []), new.get(code, []))
    yield from _changed(Text("Foreword", "Įžanga"), list(before.foreword), list(after.foreword))


def _texts(blocks: Iterable[object]) -> list[Text]:
    found: list[Text] = []
    for block in blocks:
        if isinstance(block, Paragraph | Notice):
            found.append(block.text)
        elif isinstance(block, Points):
            found += block.items
    return found


def _changed(section: Text, old: list[Text], new: list[Text]) -> Iterator[Passage]:
    matcher = difflib.SequenceMatcher(a=[(t.en, t.lt) for t in old], b=[(t.en, t.lt) for t in new], autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            continue
        before, after = _joined(old[i:j]), _joined(new[m:n])
        yield Passage({"replace": "changed", "insert": "came", "delete": "gone"}[kind], section, before, after)


def _joined(texts: list[Text]) -> Text:
    return Text("\n".join(t.en for t in texts), "\n".join(t.lt for t in texts))


def marked(before: str, after: str) -> list[tuple[str, str]]:
    """Word by word from one text to another: pairs of kind (same, gone, came) and words."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[tuple[str, str]] = []
    for kind, i, j, m, n in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[i:j])))
            continue
        found += [(name, "".join(part)) for name, part in (("gone", old[i:j]), ("came", new[m:n])) if part]
    return found
