"""What the demo says, in both languages (`data/words.yaml`)."""

from __future__ import annotations

from gija.demo.country.chance import data
from gija.vocabulary.text import Text


def text(code: str) -> Text:
    return Text.of(data("words")[code])


def say(code: str, language: str, **values: object) -> str:
    """A sentence of the demo in one language, its places filled."""
    return text(code).fill(**values).in_(language) if values else text(code).in_(language)
