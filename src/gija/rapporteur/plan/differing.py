"""What an amendment changed: items that came, went, or say something else."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gija.rapporteur.plan.tree import Measure, Tree
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Change:
    """One measure: `kind` is added, removed or changed; `what` names the fields that differ."""

    kind: str
    code: str
    text: Text
    what: tuple[str, ...] = ()


def changes(before: Tree, after: Tree) -> tuple[Change, ...]:
    """In the order of the newer plan, what went last."""
    old = {one.code: one for one in before.measures()}
    new = {one.code: one for one in after.measures()}
    came = [_change(old.get(code), one) for code, one in new.items() if old.get(code) != one]
    gone = [Change("removed", code, one.text) for code, one in old.items() if code not in new]
    return (*came, *gone)


def _change(old: Measure | None, new: Measure) -> Change:
    if old is None:
        return Change("added", new.code, new.text)
    differing = tuple(f.name for f in fields(Measure) if getattr(old, f.name) != getattr(new, f.name))
    return Change("changed", new.code, new.text, differing)
