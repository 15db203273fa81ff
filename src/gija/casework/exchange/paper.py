"""A received package on paper, for the receiver's own file: PDF, tagged, by typst's checks of PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from gija.casework.exchange import contents
from gija.methods.graph.printable import line
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

STANDARDS = ["ua-1"]
LONGEST = 26  # a longer word without a space is parted, or it would leave the page
TITLE = Text("Information about a person, received", "Gauta informacija apie asmenį")
NOTICE = Text("Holds personal data: keep it locked away", "Yra asmens duomenų: laikykite užrakinta")
PAGE = Text("Page {page} of {pages}", "{page} puslapis iš {pages}")
NOTHING = Text("Nothing is said.", "Nieko nenurodyta.")
FROM, UNTIL, BY = Text("From", "Iš"), Text("May be kept until", "Galima saugoti iki"), Text("Made by", "Parengė")


def pdf(found: Any, content: dict[str, Any], partner: str, by: str, language: str, fonts: Sequence[str] = ()) -> bytes:
    """What was received in one exchange, in one language. `by`: who takes it; `fonts`: folders of letters to look in.

    Refused: what typst refuses (`exchange.paper_failed`).
    """
    import typst

    sent = {
        "main.typ": files("gija.casework.exchange").joinpath("paper.typ").read_bytes(),
        "paper.json": json.dumps(_told(found, content, partner, by, language)).encode(),
    }
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for input and font paths
            sent, format="pdf", font_paths=list(fonts), ignore_system_fonts=True, pdf_standards=STANDARDS
        )
    except (RuntimeError, ValueError, typst.TypstError):
        raise GijaError("exchange.paper_failed") from None
    return made


def _told(found: Any, content: dict[str, Any], partner: str, by: str, language: str) -> dict[str, Any]:
    day = found.settled_at or found.made_at
    facts = [(FROM, partner), (UNTIL, found.expires_on.isoformat()), (BY, by)]
    return {
        "language": language, "title": TITLE.in_(language), "author": "Gija", "number": found.short,
        "notice": NOTICE.in_(language), "page": PAGE.in_(language), "nothing": NOTHING.in_(language),
        "day": [day.year, day.month, day.day], "facts": [[term.in_(language), _plain(said)] for term, said in facts],
        "sections": [
            {"title": title, "entries": [[[_plain(term), _plain(said)] for term, said in rows] for rows in entries]}
            for title, entries in contents.sections(content, language)
        ],
    }  # fmt: skip


def _plain(words: str) -> str:
    """Text as typst can set it: legal, lines kept, words too long for the page breakable."""
    return "\n".join(" ".join(map(_parted, line(row).split(" "))) for row in words.split("\n"))


def _parted(word: str) -> str:
    return "\u200b".join(word[at : at + LONGEST] for at in range(0, len(word), LONGEST)) or word
