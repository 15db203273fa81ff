"""What maps and flows of countries share: countries with their values, and the picture round them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from html import escape

from gija.figures.charts import Value
from gija.figures.drawing import FONT, WIDTH, n
from gija.figures.looks import PAPER
from gija.figures.telling import DataTable
from gija.methods.graph.printable import line as printable
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

COUNTRY = Text("Country", "Šalis")


@dataclass(frozen=True, slots=True)
class Told:
    """The value of one country (ISO 3166-1 alpha-3)."""

    country: str
    value: Value

    @property
    def text(self) -> Text:
        return code_list("country")[self.country].text

    @property
    def size(self) -> float:
        """What is drawn; nothing for a value that is missing."""
        return float(self.value.number or 0)

    def in_(self, language: str) -> str:
        return f"{self.text.in_(language)}: {self.value.in_(language)}"


def ordered(told: Iterable[Told]) -> tuple[Told, ...]:
    """The greatest first; those without a number last."""
    return tuple(sorted(told, key=lambda one: (one.value.number is None, -one.size, one.country)))


def table(told: Iterable[Told], unit: Text, language: str) -> DataTable:
    rows = tuple((one.text.in_(language), one.value.in_(language)) for one in ordered(told))
    return DataTable((COUNTRY.in_(language), unit.in_(language)), rows)


def whole(title: str, described: str, language: str, height: float, content: Iterable[str]) -> str:
    """The picture with title and description; the same content gives the same text."""
    own = "a" + blake2b(f"{language}\n{described}".encode("utf-8", "replace"), digest_size=5).hexdigest()
    size = f'width="{n(WIDTH)}" height="{n(height)}" viewBox="0 0 {n(WIDTH)} {n(height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{language}" '
        f'aria-labelledby="{own}-title {own}-desc" {FONT}>',
        f'<title id="{own}-title">{escape(printable(title))}</title>',
        f'<desc id="{own}-desc">{escape(printable(described))}</desc>',
        f'<rect width="{n(WIDTH)}" height="{n(height)}" fill="{PAPER}"/>',
        *content,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
