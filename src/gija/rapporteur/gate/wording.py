"""Places of figures in words, and why a figure is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gija.methods.disclosure.words import words
from gija.rapporteur.gate.populations import NOT_SAID, TIME
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.disclosure.reasons import Closed

ALL = Text("Total", "Iš viso")
UNKNOWN = Text("not said", "nenurodyta")


def why(one: Closed) -> Text:
    """The reason with the names of codes in it, not the codes."""
    if not one.hides:
        return one.text
    named = [of(place) for place in one.hides]
    cells = Text("; ".join(text.en for text in named), "; ".join(text.lt for text in named))
    return words()["closed"]["secondary"].fill(cells=cells, total=of(one.total))


def figure(population: str) -> Text:
    """What is counted: the label of the indicator a population is named by; of one institution's, with its code."""
    code, _, own = population.partition(":")[0].partition("-")
    known = code_list("indicator")
    text = known[code].text if code in known else Text(code, code)
    return Text(f"{text.en} ({own})", f"{text.lt} ({own})") if own else text


def of(place: tuple[tuple[str, str], ...]) -> Text:
    """`2014-H1, Women`."""
    words = [_word(axis, code) for axis, code in sorted(place, key=lambda pair: (pair[0] != TIME, pair))]
    return Text(", ".join(w.en for w in words), ", ".join(w.lt for w in words)) if words else ALL


def _word(axis: str, code: str) -> Text:
    if axis == TIME:
        return Text(code, code)
    name, _, own = axis.partition("=")
    if NOT_SAID in (code, own):
        return UNKNOWN
    return code_list(breakdowns.list_of(name))[own or code].text
