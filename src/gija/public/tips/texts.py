"""The texts of the form, a catalogue a language (`texts/*.yaml`).

Apart from Gija's own translations, which know Lithuanian and English only: whoever is in need may know neither. What a
catalogue lacks is said in English, line by line, and marked as English for whoever hears the page read out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.html import format_html
from django.utils.safestring import SafeString

LANGUAGES = {"lt": "Lietuvių", "en": "English", "ru": "Русский", "pl": "Polski"}
WHOLE = ("lt", "en")  # complete by promise, guarded by a test
UNREAD = "unread"  # key: "not yet read by a native speaker"; there where it holds


@dataclass(frozen=True, slots=True)
class Words(Mapping[str, SafeString]):
    """The lines of a language by key, escaped, ready for a page: `words["title"]`. Places (`{files}`) are filled."""

    language: str
    own: Mapping[str, str]
    english: Mapping[str, str]

    def __getitem__(self, key: str) -> SafeString:
        return in_language(
            {"en": self.english[key]} | ({self.language: self.own[key]} if key in self.own else {}), self.language
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.english)

    def __len__(self) -> int:
        return len(self.english)

    def plain(self, key: str) -> str:
        """The line where no mark-up can stand: in a title, an attribute."""
        return self.own.get(key) or self.english[key]


def in_language(line: Mapping[str, str], language: str) -> SafeString:
    """A line of several languages in one of them; else in English, marked as such."""
    if language in line:
        return format_html("{}", line[language])
    return format_html('<span lang="en">{}</span>', line["en"])


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Key -> line, of one language as it is written."""
    text = files("gija.public.tips").joinpath("texts", f"{language}.yaml").read_text(encoding="utf-8")
    return {str(key): str(line).strip() for key, line in yaml.safe_load(text).items()}


@cache
def _filled(language: str, places: tuple[tuple[str, Any], ...]) -> Mapping[str, str]:
    return {key: line.format(**dict(places)) for key, line in catalogue(language).items()}


def words(language: str, **places: Any) -> Words:
    """The texts of a page, places filled."""
    filled = tuple(sorted(places.items()))
    return Words(language, _filled(language, filled), _filled("en", filled))
