"""What other rooms of a zone say beside a case: joined cases, exchanges, hints; and what may be begun from it.

A room says it in the `ready` of its `apps.py`: `beside("casework")(queries.beside)`. What must be read before anything
else (how the person may be reached without danger) it says `above` the person. What it alone may change it `guards`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.reading import Fault
from gija.commons.permissions import Actor


@dataclass(frozen=True, slots=True)
class Link:
    """`text` is a lazy translation or made in the language of the page; no name in either."""

    text: Any
    address: str


Says = Callable[[Actor, Case], Iterable[Link]]
Guards = Callable[[Case, Mapping[str, Any]], Iterable[Fault]]
_SAYS: dict[str, list[Says]] = {}
_ABOVE: dict[str, list[Says]] = {}
_GUARDS: dict[str, list[Guards]] = {}


def beside(zone: str) -> Callable[[Says], Says]:
    """Register what a room says beside the cases of a zone. It shows an actor only what they may see."""

    return _registering(_SAYS.setdefault(zone, []))


def above(zone: str) -> Callable[[Says], Says]:
    """Register what a room says above the person, on the page of a case and on paper: in one line each."""
    return _registering(_ABOVE.setdefault(zone, []))


def guards(zone: str) -> Callable[[Guards], Guards]:
    """Register what a room refuses of answers changed by hand: it gets the case as changed and the answers before."""
    return _registering(_GUARDS.setdefault(zone, []))


def _registering(there: list[Any]) -> Callable[[Any], Any]:
    def registered(says: Any) -> Any:
        if says not in there:
            there.append(says)
        return says

    return registered


def links(file: CaseFile, actor: Actor, case: Case) -> list[Link]:
    """Everything that is said beside a case."""
    return [one for says in _SAYS.get(file.zone, ()) for one in says(actor, case)]


def warnings(file: CaseFile, actor: Actor, case: Case) -> list[Link]:
    """Everything that is said above the person."""
    return [one for says in _ABOVE.get(file.zone, ()) for one in says(actor, case)]


def refused(file: CaseFile, case: Case, before: Mapping[str, Any]) -> list[Fault]:
    """Everything that rooms refuse of answers changed by hand."""
    return [one for guard in _GUARDS.get(file.zone, ()) for one in guard(case, before)]
