"""The grammar of an author's text, and how it becomes blocks of a report. Pure: knows no database.

Paragraphs are parted by an empty line; lines that begin with `- ` are a list. A live figure is a reference,
`[[victims_identified 2014 sex=F]]`: an indicator, a period, what it is broken down by, and, where several figures fit,
what they count (`stage=`, `base=`, `definition=`, `authority=`, `source=`, …). It is filled from the very figures that
the tables of the report are made of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from gija.figures.charts import Value
from gija.rapporteur.reports.values import Block, Paragraph, Points
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import names as list_names
from gija.vocabulary.text import LANGUAGES, Language, Text

PLACE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
LEFT = re.compile(r"\[\[|\]\]")
FREE = "[[]]"  # where a figure is to come
FACETS = ("stage", "base", "definition", "authority", "kind", "dataset", "source")
CLOSED = "suppressed"
LANGUAGE = {"en": Text("English", "anglų kalba"), "lt": Text("Lithuanian", "lietuvių kalba")}
# A number that an author typed: years, and numbers that are part of a word or of a law's name, are not meant.
TYPED = re.compile(r"(?<![\w.\-–/])(\d[\d  ]*(?:[.,]\d+)?)(?![\w\-–/])")
YEAR = re.compile(r"(19|20)\d\d")


class Untold(Exception):  # noqa: N818 - it is told by a `Problem`, which knows the place
    """A reference that means no figure that can be told. `code`: of the error that says so, with its place."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (one line) or a list (its items)."""

    kind: str  # paragraph, list
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text cannot be frozen, and where: section, language, paragraph (from 1; 0: the whole), reference."""

    code: str
    section: str
    language: Language
    paragraph: int
    reference: str = ""

    def error(self, title: Text | None = None) -> GijaError:
        """As an error whose sentence says the place; `title`: of the section."""
        return GijaError(
            self.code, section=title or Text(self.section, self.section), language=LANGUAGE[self.language],
            paragraph=self.paragraph, reference=self.reference,
        )  # fmt: skip


def pieces(text: str) -> tuple[Piece, ...]:
    """The paragraphs and lists of a text, in order."""
    chunks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return tuple(piece for chunk in chunks if chunk.strip() for piece in _pieces(chunk))


def _pieces(chunk: str) -> Iterator[Piece]:
    lines = [line.strip() for line in chunk.split("\n") if line.strip()]
    first = next((n for n, line in enumerate(lines) if line.startswith("- ")), len(lines))
    if first:
        yield Piece("paragraph", (" ".join(" ".join(lines[:first]).split()),))
    items: list[str] = []
    for line in lines[first:]:  # a line without a dash goes on with the item before it
        if line.startswith("- "):
            items.append(line[2:])
        else:
            items[-1] += f" {line}"
    if items:
        yield Piece("list", tuple(" ".join(one.split()) for one in items))


def references(line: str) -> tuple[str, ...]:
    """The references of a line, without their brackets, as they are compared: one space between words."""
    return tuple(" ".join(found.split()) for found in PLACE.findall(line))


def figure(reference: str, points: Iterable[Point]) -> Point:
    """The one figure that a reference means.

    Refuses (`Untold`) what is no reference (`authoring.reference`), means no figure (`authoring.figure_unknown`) or
    several (`authoring.figure_ambiguous`), one that has no value (`authoring.figure_missing`), and one that is closed
    because it would tell of few people (`authoring.figure_closed`).
    """
    indicator, period, wanted = _read(reference)
    facets = {name: value for name, value in wanted.items() if name in FACETS}
    codes = tuple(sorted((name, value) for name, value in wanted.items() if name not in FACETS))
    fitting = [p for p in points if (p.indicator, p.period, p.breakdown) == (indicator, period, codes)]
    found = [p for p in fitting if all(facet(p, name) == value for name, value in facets.items())]
    if not found:
        raise Untold("authoring.figure_unknown")
    if len(found) > 1:
        raise Untold("authoring.figure_ambiguous")
    if found[0].value is None:
        raise Untold("authoring.figure_closed" if found[0].status == CLOSED else "authoring.figure_missing")
    return found[0]


def _read(reference: str) -> tuple[str, str, dict[str, str]]:
    words = reference.split()
    pairs = [word.partition("=") for word in words[2:]]
    wanted = {name: value for name, _, value in pairs}
    if len(words) < 2 or "=" in words[0] + words[1] or not all(map(all, pairs)) or len(wanted) < len(pairs):
        raise Untold("authoring.reference")
    known = {*FACETS, *list_names()}
    if not all(name in known or name.rpartition(":")[2] in known for name in wanted):
        raise Untold("authoring.reference")
    return words[0], words[1], wanted


def facet(point: Point, name: str) -> str:
    return str(point.source if name == "source" else getattr(point.basis, name))


def reference_of(point: Point, points: Iterable[Point]) -> str:
    """The shortest reference that means this figure alone, with its brackets."""
    alike = [
        p for p in points if (p.indicator, p.period, p.breakdown) == (point.indicator, point.period, point.breakdown)
    ]
    names = _needed(point, alike)
    told = [point.indicator, point.period, *(f"{name}={code}" for name, code in point.breakdown)]
    return f"[[{' '.join([*told, *(f'{name}={facet(point, name)}' for name in names)])}]]"


def _needed(point: Point, alike: Sequence[Point]) -> tuple[str, ...]:
    usable = [name for name in FACETS if facet(point, name)]
    for size in range(len(usable) + 1):
        for names in combinations(usable, size):
            if sum(all(facet(p, name) == facet(point, name) for name in names) for p in alike) <= 1:
                return names
    return tuple(usable)


def problems(section: str, text: Text, points: Sequence[Point], *, asks: bool = False) -> tuple[Problem, ...]:
    """All that keeps a section from being frozen; nothing for one that is empty and need not be written."""
    said: dict[Language, tuple[Piece, ...]] = {language: pieces(text.in_(language)) for language in LANGUAGES}
    if not any(said.values()):
        return tuple(Problem("authoring.passage_missing", section, one, 0) for one in LANGUAGES if asks)
    for language in LANGUAGES:
        if not said[language]:
            return (Problem("authoring.translation_missing", section, language, 0), *_figures(section, said, points))
    return (*_unlike(section, said["en"], said["lt"]), *_figures(section, said, points))


def _figures(section: str, said: dict[Language, tuple[Piece, ...]], points: Sequence[Point]) -> Iterator[Problem]:
    for language, found in said.items():
        for number, piece in enumerate(found, 1):
            for line in piece.lines:
                yield from (Problem(code, section, language, number, ref) for code, ref in _wrong(line, points))


def _wrong(line: str, points: Sequence[Point]) -> Iterator[tuple[str, str]]:
    if LEFT.search(PLACE.sub("", line)):
        yield "authoring.reference", ""
    for reference in references(line):
        try:
            figure(reference, points)
        except Untold as error:
            yield error.code, f"[[{reference}]]"


def _unlike(section: str, en: Sequence[Piece], lt: Sequence[Piece]) -> Iterator[Problem]:
    """Where the two languages do not say the same: paragraph by paragraph, item by item, figure by figure."""
    for number, (ours, theirs) in enumerate(zip(en, lt, strict=False), 1):
        if ours.kind != theirs.kind or len(ours.lines) != len(theirs.lines):
            yield Problem("authoring.paragraphs_differ", section, "lt", number)
            return
        told = [
            Counter(filter(None, (r for line in piece.lines for r in references(line)))) for piece in (ours, theirs)
        ]
        for language, more in (("en", told[1] - told[0]), ("lt", told[0] - told[1])):
            for ref in more:
                at: Language = "en" if language == "en" else "lt"
                yield Problem("authoring.figures_differ", section, at, number, f"[[{ref}]]")
    if len(en) != len(lt):
        yield Problem(
            "authoring.paragraphs_differ", section, "en" if len(en) < len(lt) else "lt", min(len(en), len(lt)) + 1
        )


def blocks_of(text: Text, points: Sequence[Point], section: str = "") -> tuple[Block, ...]:
    """The text as blocks of a report, its figures filled. Refuses, with the place, what `problems` finds."""
    found = problems(section, text, points)
    if found:
        raise found[0].error()
    return tuple(_block(en, lt, points) for en, lt in zip(pieces(text.en), pieces(text.lt), strict=True))


def _block(en: Piece, lt: Piece, points: Sequence[Point]) -> Block:
    lines = tuple(
        Text(filled(ours, points, "en"), filled(theirs, points, "lt"))
        for ours, theirs in zip(en.lines, lt.lines, strict=True)
    )
    return Paragraph(lines[0]) if en.kind == "paragraph" else Points(lines)


def filled(line: str, points: Sequence[Point], language: str) -> str:
    """The line with its figures; a reference that means none stays as it stands."""

    def told(found: re.Match[str]) -> str:
        try:
            return told_value(figure(found[1], points)).in_(language)
        except Untold:
            return found[0]

    return PLACE.sub(told, line)


def told_value(point: Point) -> Value:
    """The value as tables show it."""
    return Value(point.value, point.status, point.qualifier or "exact")


def typed_numbers(text: str) -> tuple[str, ...]:
    """Numbers that were typed and not inserted, years left aside: whoever reads should ask whether they are figures."""
    plain = PLACE.sub(" ", text)
    return tuple(found.strip() for found in TYPED.findall(plain) if not YEAR.fullmatch(found.strip()))


def inserted(text: str, reference: str) -> str:
    """The text with a reference at its first free place (`[[]]`), else at its end."""
    if FREE in text:
        return text.replace(FREE, reference, 1)
    return f"{text.rstrip()} {reference}".lstrip() if text.strip() else reference
