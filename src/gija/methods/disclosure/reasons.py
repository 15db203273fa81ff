"""Why each cell is closed, in both languages. For inner roles: what is public does not tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gija.methods.disclosure.attacker.figures import Place
from gija.methods.disclosure.suppressing.problem import Choice, Problem, Where
from gija.methods.disclosure.words import words
from gija.vocabulary.text import Text


@dataclass(frozen=True)
class Closed:
    """A closed cell. `why`: `primary` (small itself), `secondary` (hides another), `history` (hides what earlier
    releases would give away with it), `chance` (drawn, so that the choice of cells tells nothing)."""

    population: str
    place: Place
    why: str
    text: Text
    hides: tuple[Place, ...] = ()  # of a secondary one: what would be found by subtraction
    total: Place = ()  # from what


def reasons(problem: Problem, closed: frozenset[int]) -> tuple[Closed, ...]:
    """One for each closed cell, in the order of the tables."""
    shut = {problem.choices[n].where: problem.choices[n] for n in sorted(closed)}
    return tuple(_reason(problem, choice, shut) for choice in shut.values())


def _reason(problem: Problem, choice: Choice, shut: dict[Where, Choice]) -> Closed:
    if choice.primary:
        text = words()["closed"]["primary"].fill(threshold=problem.attack.rule.threshold)
        return Closed(*choice.where, "primary", text)
    if choice.drawn:
        return Closed(*choice.where, "chance", words()["closed"]["chance"])
    found = _hidden(problem, choice, shut)
    if found is None:
        return Closed(*choice.where, "history", words()["closed"]["history"])
    cells, total = found
    text = words()["closed"]["secondary"].fill(cells=_names(cells), total=_name(total))
    return Closed(*choice.where, "secondary", text, tuple(cells), total)


def _hidden(problem: Problem, choice: Choice, shut: dict[Where, Choice]) -> tuple[list[Place], Place] | None:
    """The closed cells that a sum would give away were this one open: small ones before others."""
    best: tuple[list[Place], Place] | None = None
    for table in problem.candidate.tables:
        for key, parts in table.equations() if table.population == choice.where[0] else ():
            places = [table.where(one) for one in (key, *parts)]
            others = [p for p in places if (table.population, p) in shut and p != choice.where[1]]
            if choice.where[1] in places and others:
                small = [p for p in others if shut[table.population, p].primary]
                if small:
                    return small, places[0]
                best = best or (others, places[0])
    return best


def _names(places: Iterable[Place]) -> str:
    return "; ".join(_name(place) for place in places)


def _name(place: Place) -> str:
    return ", ".join(f"{axis} {code}" for axis, code in place) or "Σ"
