"""Breakdowns in words."""

from __future__ import annotations

from collections.abc import Iterable

from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

NOTHING = Text("Tell all breakdowns", "Skelbti visus skirstinius")
WITHOUT = Text("Leave out: {names}", "Neskelbti pagal: {names}")


def axis(code: str) -> Text:
    """An axis of the gate: `sex`, or one code of a dimension of which people may have several (`forms:…=labour`)."""
    name, _, own = code.partition("=")
    text = breakdowns.dimension_text(name)
    if not own:
        return text
    of = code_list(breakdowns.list_of(name))[own].text
    return Text(f"{text.en}: {of.en}", f"{text.lt}: {of.lt}")


def without(axes: Iterable[str]) -> Text:
    """What choosing to leave these out is called."""
    named = [axis(code) for code in sorted(axes)]
    if not named:
        return NOTHING
    return WITHOUT.fill(names=Text(", ".join(t.en for t in named), ", ".join(t.lt for t in named)))
