"""The chapter of a run on paper: gates first, then the range and what it means, the methods, the plots, how to repeat.

PDF 1.7, tagged, by typst's checks of PDF/UA-1; words reach typst as data, never as its language.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from gija.figures.estimation.drawing import svg
from gija.figures.estimation.spans import WITHHELD
from gija.figures.numbers import number
from gija.methods.estimation.plots import Plot
from gija.methods.estimation.running import Run
from gija.methods.estimation.telling.words import method_words
from gija.methods.estimation.values import Estimate
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

TITLE = Text("How many were not seen", "Kiek žmonių liko nematyta")
FRONT = Text("{observed} people on {lists} lists: {names}.", "{observed} žmonių {lists} sąrašuose: {names}.")
GATES = Text("Gates", "Vartai")
NO_GATE = Text("No gate is closed.", "Visi vartai atviri.")
SAID = Text("What may be said", "Ką galima pasakyti")
METHODS = Text("The methods", "Metodai")
PLOTS = Text("Plots", "Grafikai")
AGAIN = Text("To repeat it", "Kaip pakartoti")
HEADINGS = (
    Text("Method", "Metodas"),
    Text("Estimate", "Įvertis"),
    Text("95 % from", "95 % nuo"),
    Text("to", "iki"),
    Text("80 % from", "80 % nuo"),
    Text("to", "iki"),
)
REPEAT = Text(
    "Data SHA-256 {digest}; seed {seed}; replicates {replicates}; {versions}.",
    "Duomenų SHA-256: {digest}; sėkla {seed}; kartojimų {replicates}; {versions}.",
)
PAGE = Text("Page {page} of {pages}", "{page} puslapis iš {pages}")


def pdf(run: Run, plots: Sequence[Plot], language: str, day: date, font_paths: Sequence[Path] = ()) -> bytes:
    """The chapter in one language, dated `day`. The same run gives the same bytes. Refused: what typst refuses
    (`figures.paper_failed`)."""
    import typst

    pictures: dict[str, bytes] = {}
    told = _told(run, plots, language, day, pictures)
    sent = {
        "main.typ": files("gija.figures.estimation").joinpath("paper.typ").read_bytes(),
        "chapter.json": json.dumps(told).encode(),
    }
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for input and font paths
            sent | pictures,
            format="pdf",
            font_paths=[str(path) for path in font_paths if path.exists()],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=(day - date(1970, 1, 1)).days * 86_400,
        )
    except (RuntimeError, ValueError, typst.TypstError):
        raise GijaError("figures.paper_failed") from None
    return made


def _told(run: Run, plots: Sequence[Plot], language: str, day: date, pictures: dict[str, bytes]) -> dict[str, Any]:
    def in_(text: Text) -> str:
        return text.in_(language)

    table = run.table
    front = FRONT.fill(observed=number(table.observed, language), lists=len(table.lists), names=", ".join(table.lists))
    gates = [{"kind": "notice", "words": in_(gate.text)} for gate in run.diagnosis.gates]
    versions = ", ".join(f"{name} {own}" for name, own in sorted(run.versions.items()))
    again = REPEAT.fill(digest=table.digest, seed=run.seed, replicates=run.replicates, versions=versions)
    parts = [
        (GATES, gates or [{"kind": "words", "words": in_(NO_GATE)}]),
        (SAID, [{"kind": "words", "words": in_(text)} for text in run.sentences]),
        (METHODS, [_methods(run, language)]),
        (PLOTS, [_picture(plot, language, pictures) for plot in plots]),
        (AGAIN, [{"kind": "words", "words": in_(again)}]),
    ]
    return {
        "language": language,
        "title": in_(TITLE),
        "day": [day.year, day.month, day.day],
        "front": [in_(front), day.isoformat()],
        "parts": [{"title": in_(title), "blocks": blocks} for title, blocks in parts if blocks],
        "words": {"page": in_(PAGE)},
    }


def rows_of(run: Run, language: str) -> list[list[str]]:
    """A row for each method: what it is called, its estimate and both intervals."""
    return [[method_words(one.method).in_(language), *_numbers(one, language)] for one in run.estimates]


def _methods(run: Run, language: str) -> dict[str, Any]:
    headings = [text.in_(language) for text in HEADINGS]
    return {"kind": "table", "headings": headings, "rows": rows_of(run, language), "widths": [34, 14, 13, 13, 13, 13]}


def _numbers(one: Estimate, language: str) -> list[str]:
    if one.total is None:
        return [WITHHELD.in_(language), "–", "–", "–", "–"]
    found = [number(round(one.total), language)]
    for level in (0.95, 0.8):
        wide = one.interval(level)
        found += (
            [number(round(v), language) if v < 1e15 else "∞" for v in (wide.low, wide.high)] if wide else ["–", "–"]
        )
    return found


def _picture(plot: Plot, language: str, pictures: dict[str, bytes]) -> dict[str, Any]:
    drawn, name = svg(plot, language), f"{len(pictures)}.svg"
    pictures[name] = drawn.encode()
    alt = drawn.partition("<desc")[2].partition(">")[2].partition("</desc>")[0]
    return {"kind": "figure", "title": plot.title.in_(language), "file": name, "alt": alt[:2000]}
