"""What figures of a dossier share: paper, title and description, and a foot that goes wherever the picture goes.

The foot says the sources with the time of their data, the strictest handling code, and when the chart was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from html import escape
from zoneinfo import ZoneInfo

from gija.figures.drawing import FONT, n, text, wrapped
from gija.figures.looks import LINE, PAPER, SOFT
from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.printable import line
from gija.methods.graph.values import Chart
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

AS_OF = Text("As of {moment} (Lithuanian time)", "{moment} duomenys (Lietuvos laiku)")
NO_HANDLING = Text("No handling code", "Tvarkymo kodas nenurodytas")
SOURCES = Text("Sources: {sources}", "Šaltiniai: {sources}")
NO_SOURCES = Text("Sources: not told", "Šaltiniai: nenurodyti")
VILNIUS = ZoneInfo("Europe/Vilnius")
ROW = 18.0
MARGIN = 24.0


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines under a figure: the sources wrapped to its width, the handling code, the moment of the data."""

    sources: tuple[str, ...]
    handling: str
    moment: str

    @classmethod
    def of(cls, chart: Chart, language: str, width: float, names: Mapping[str, str] | None = None) -> Foot:
        """`names`: what databases are called; a database without a name is told by its code."""
        told = sources(chart, language, names)
        said = SOURCES.fill(sources="; ".join(told)).in_(language) if told else NO_SOURCES.in_(language)
        made = chart.created.astimezone(VILNIUS).strftime("%Y-%m-%d %H:%M")
        handled = handling(chart, language)
        return cls(tuple(wrapped(said, width - 2 * MARGIN, 12)), handled, AS_OF.fill(moment=made).in_(language))

    @property
    def height(self) -> float:
        return ROW * (len(self.sources) + 2) + 16

    def drawn(self, top: float, width: float) -> Iterable[str]:
        """From `top` on, under a line across the paper."""
        yield f'<path d="M{n(MARGIN)} {n(top)}H{n(width - MARGIN)}" stroke="{LINE}"/>'
        y = top + 20
        yield text(MARGIN, y, self.handling, 'font-weight="bold"', size=13)
        for words in (self.moment, *self.sources):
            y += ROW
            yield text(MARGIN, y, words, colour=SOFT)


def handling(chart: Chart, language: str) -> str:
    """The strictest handling code of the chart, in words."""
    code = strictest(every_provenance(chart))
    return (code_list("handling_code")[code].text if code else NO_HANDLING).in_(language)


def sources(chart: Chart, language: str, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Each database the chart rests on, with the latest moment at which it was read (Lithuanian time)."""
    latest: dict[str, datetime] = {}
    for place in every_provenance(chart):
        latest[place.database] = max(latest.get(place.database, place.retrieved), place.retrieved)
    called = names or {}
    return tuple(
        f"{line(called.get(code, code))} ({moment.astimezone(VILNIUS):%Y-%m-%d %H:%M})"
        for code, moment in sorted(latest.items(), key=lambda pair: called.get(pair[0], pair[0]))
    )


def whole(title: str, told: Sequence[str], language: str, size: tuple[float, float], content: Iterable[str]) -> str:
    """The picture with its title and its description in sentences; the same content gives the same text."""
    mark = "s" + blake2b("\n".join((language, title, *told)).encode("utf-8", "replace"), digest_size=5).hexdigest()
    width, height = n(size[0]), n(size[1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" lang="{language}" aria-labelledby="{mark}-title {mark}-desc" {FONT}>',
        f'<title id="{mark}-title">{escape(line(title))}</title>',
        f'<desc id="{mark}-desc">{escape(line(" ".join(told)))}</desc>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        text(MARGIN, 34, title, 'font-weight="bold"', size=18),
        *content,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
