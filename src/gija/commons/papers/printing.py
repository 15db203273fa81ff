"""Sets a paper. Words reach typst as data, never as its language."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.contrib.staticfiles import finders

from gija.methods.graph.printable import line
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

STANDARDS = ["ua-1"]
LONGEST = 26  # a longer word without a space is parted, or it would leave the page
NOTICE = Text("Holds personal data: keep it locked away", "Yra asmens duomenų: laikykite užrakinta")
PAGE = Text("Page {page} of {pages}", "{page} puslapis iš {pages}")
NOTHING = Text("Nothing is said.", "Nieko nenurodyta.")

Rows = tuple[tuple[str, str], ...]  # term and what is said of it


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its entries; `words`: whole sentences before them; `lines`: empty lines to write on by hand."""

    title: str
    entries: tuple[Rows, ...] = ()
    words: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in one language. `facts` stand under the title; `day` is the only date of the file itself."""

    title: str
    number: str
    day: dt.date
    language: str
    facts: Rows = ()
    sections: tuple[Section, ...] = ()
    notice: Text = NOTICE


def printed(paper: Paper) -> bytes:
    """The paper as PDF; the same paper gives the same bytes. Refused: what typst refuses (`papers.not_made`)."""
    import typst

    sent = {
        "main.typ": files("gija.commons.papers").joinpath("paper.typ").read_bytes(),
        "paper.json": json.dumps(_told(paper)).encode(),
    }
    moment = dt.datetime.combine(paper.day, dt.time(), dt.UTC)
    folder = finders.find("vendor/fonts")
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for input and font paths
            sent, format="pdf", font_paths=[folder] if isinstance(folder, str) else [], ignore_system_fonts=True,
            pdf_standards=STANDARDS, timestamp=int(moment.timestamp()),
        )  # fmt: skip
    except (RuntimeError, ValueError, typst.TypstError):
        raise GijaError("papers.not_made") from None
    return made


def _told(paper: Paper) -> dict[str, Any]:
    language = paper.language
    return {
        "language": language, "title": _plain(paper.title), "author": "Gija", "number": paper.number,
        "notice": paper.notice.in_(language), "page": PAGE.in_(language), "nothing": NOTHING.in_(language),
        "day": [paper.day.year, paper.day.month, paper.day.day], "facts": _rows(paper.facts),
        "sections": [
            {
                "title": _plain(one.title), "entries": [_rows(rows) for rows in one.entries],
                "words": [_plain(words) for words in one.words], "lines": one.lines,
            }
            for one in paper.sections
        ],
    }  # fmt: skip


def _rows(rows: Rows) -> list[list[str]]:
    return [[_plain(term), _plain(said)] for term, said in rows]


def _plain(words: str) -> str:
    """Text as typst can set it: legal, lines kept, words too long for the page breakable."""
    return "\n".join(" ".join(map(_parted, line(row).split(" "))) for row in words.split("\n"))


def _parted(word: str) -> str:
    return "\u200b".join(word[at : at + LONGEST] for at in range(0, len(word), LONGEST)) or word
