"""Errors with a name and a sentence in both languages.

The sentences are data: `vocabulary/sentences/*.yaml`, one file a room, `code: {en: ..., lt: ...}` with `{name}` places.
Personal data never go into an error: places are filled with rows, fields, file names and codes only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from gija.vocabulary.files import read_yaml
from gija.vocabulary.text import Text


@cache
def sentences() -> dict[str, Text]:
    """All error sentences by code (for example `mapping.column_missing`)."""
    found: dict[str, Text] = {}
    for file in sorted(files("gija.vocabulary").joinpath("sentences").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            for code, both in read_yaml("sentences", file.name).items():
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
        """The sentence, its places filled; the bare code where a sentence is missing (tests see to it that none is)."""
        sentence = sentences().get(self.code)
        return sentence.fill(**self.values) if sentence else Text(self.code, self.code)

    def __reduce__(self) -> tuple[object, ...]:
        # Raised in a worker process it must come back whole; Exception's own way would lose the named values.
        return _again, (type(self), self.code, self.values)

    def __str__(self) -> str:
        return self.text.en


def _again(kind: type[GijaError], code: str, values: dict[str, object]) -> GijaError:
    return kind(code, **values)
