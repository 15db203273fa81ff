"""How the figures of a release are protected: by closing cells, or by rounding. The codes are kept with reports."""

from __future__ import annotations

from dataclasses import dataclass

from gija.methods.disclosure.choice import methods
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

TO = Text("{method} to multiples of {base}", "{method} iki {base} kartotinių")


@dataclass(frozen=True, slots=True)
class Way:
    """`method`: of `gija.methods.disclosure.choice`; `base`: of rounding, 0 where cells are closed."""

    code: str
    method: str
    base: int = 0

    @property
    def text(self) -> Text:
        name = methods()[self.method].name
        return TO.fill(method=name, base=self.base) if self.base else name


SUPPRESS = "suppress"
WAYS = {one.code: one for one in (Way(SUPPRESS, "suppress"), Way("round-3", "round", 3), Way("round-5", "round", 5))}


def way(code: str) -> Way:
    """The way with this code; `gate.protection` where there is none."""
    if code not in WAYS:
        raise GijaError("gate.protection")
    return WAYS[code]
