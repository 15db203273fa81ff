"""Errors with a name and a sentence in both languages.

The sentences are data: `vocabulary/sentences/*.yaml`, one file a room, `code: {en: ..., lt: ...}` with `{name}` places.
Personal data never go into an error: places are filled with rows, fields, file names and codes only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from gija.vocabulary.text import Text


@cache
def sentences() -> dict[str, Text]:
    """All error sentences by code (for example `mapping.column_missing`)."""
    found: dict[str, Text] = {}
    for file in sorted(files("gija.vocabulary").joinpath("sentences").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            for code, both in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
                if code in found:
                    raise ValueError(f"error code {code} stands in two files, again in {file.name}")
                found[code] = Text.of(both)
    return found


class GijaError(Exception):
    """What went wrong, said in both languages. `code` is stable; `values` fill the places of its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    @property
    def text(self) -> Text:
        return sentences()[self.code].fill(**self.values)

    def __str__(self) -> str:
        return self.text.en
