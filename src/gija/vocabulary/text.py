"""A text in both languages of Gija: the smallest unit of the vocabulary."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "lt"]
LANGUAGES: tuple[Language, ...] = ("en", "lt")


@dataclass(frozen=True, slots=True)
class Text:
    """One text, English and Lithuanian. Both are always present."""

    en: str
    lt: str

    def in_(self, language: str) -> str:
        """The text in `language` ("en", "lt", or a locale such as "lt-lt"); English for any other language."""
        return self.lt if language.lower().startswith("lt") else self.en

    def fill(self, **values: object) -> Text:
        """The text with `{name}` places filled in, in both languages; `Text` values each in their own."""

        def of(language: Language) -> dict[str, object]:
            return {k: v.in_(language) if isinstance(v, Text) else v for k, v in values.items()}

        return Text(self.en.format(**of("en")), self.lt.format(**of("lt")))

    @classmethod
    def of(cls, both: Mapping[str, str]) -> Text:
        """From a mapping with the keys `en` and `lt`."""
        return cls(both["en"], both["lt"])


def terminal_language() -> Language:
    """The language of the terminal: `GIJA_LANG`, else Lithuanian where the locale is Lithuanian, else English."""
    said = os.environ.get("GIJA_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "lt" if said.lower().startswith("lt") else "en"
