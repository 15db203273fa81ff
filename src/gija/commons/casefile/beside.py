"""What other rooms of a zone say beside a case: joined cases, exchanges, hints; and what may be begun from it.

A room says it in the `ready` of its `apps.py`: `beside("casework")(queries.beside)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gija.commons.casefile.file import Case, CaseFile
from gija.commons.permissions import Actor


@dataclass(frozen=True, slots=True)
class Link:
    """`text` is a lazy translation or made in the language of the page; no name in either."""

    text: Any
    address: str


Says = Callable[[Actor, Case], Iterable[Link]]
_SAYS: dict[str, list[Says]] = {}


def beside(zone: str) -> Callable[[Says], Says]:
    """Register what a room says beside the cases of a zone. It shows an actor only what they may see."""

    def registered(says: Says) -> Says:
        if says not in _SAYS.setdefault(zone, []):
            _SAYS[zone].append(says)
        return says

    return registered


def links(file: CaseFile, actor: Actor, case: Case) -> list[Link]:
    """Everything that is said beside a case."""
    return [one for says in _SAYS.get(file.zone, ()) for one in says(actor, case)]
