"""A received package on paper, for the receiver's own file."""

from __future__ import annotations

from typing import Any

from gija.casework.exchange import contents
from gija.commons.papers import Paper, Section, printed
from gija.vocabulary.text import Text

TITLE = Text("Information about a person, received", "Gauta informacija apie asmenį")
FROM, UNTIL, BY = Text("From", "Iš"), Text("May be kept until", "Galima saugoti iki"), Text("Made by", "Parengė")


def pdf(found: Any, content: dict[str, Any], partner: str, by: str, language: str) -> bytes:
    """What was received in one exchange, in one language. `by`: who takes it."""
    facts = ((FROM, partner), (UNTIL, found.expires_on.isoformat()), (BY, by))
    sections = (
        Section(title, tuple(tuple(rows) for rows in entries))
        for title, entries in contents.sections(content, language)
    )
    day = (found.settled_at or found.made_at).date()
    told = tuple((term.in_(language), said) for term, said in facts)
    return printed(Paper(TITLE.in_(language), found.short, day, language, told, tuple(sections)))
