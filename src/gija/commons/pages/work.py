"""What there is to do, for each role: rooms say it once, the home page and the navigation show it by right.

A room says it in the `ready` of its `apps.py`:
`work("police.search.ask", _("Search"), "search:ask", _("Hit or no hit"))`; under which subject it stands, and in which
order, is said in `subjects.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import get_language

from gija.commons.pages.subjects import Subject, placed, subjects
from gija.commons.permissions import Actor, may
from gija.commons.permissions.matrix import actions

Words = object  # a lazy translation: made when the page is, in the language of the page


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: who has it (an action of the matrix), what it is called, where it is done, how much waits."""

    action: str
    title: Words
    url_name: str
    text: Words
    count: Callable[[Actor], int] | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A subject of the menu with the work under it that somebody has; never empty."""

    subject: Subject
    items: tuple[Work, ...]

    @property
    def title(self) -> str:
        """The subject in the language of the page."""
        return self.subject.text.in_(get_language() or "lt")


_WORK: dict[str, Work] = {}


def work(
    action_code: str, title: Words, url_name: str, text: Words, count_fn: Callable[[Actor], int] | None = None
) -> Work:
    """Register a kind of work. Titles are lazy translations; `count_fn` says how many pieces wait for this actor."""
    if action_code not in actions():
        raise ValueError(f"work for the action {action_code!r}, which no role of the matrix has")
    if url_name not in placed():
        raise ValueError(f"work at {url_name!r}, which stands under no subject of subjects.yaml")
    _WORK[url_name] = registered = Work(action_code, title, url_name, text, count_fn)
    return registered


def work_of(actor: Actor | None) -> tuple[Shelf, ...]:
    """What this actor may do, by subject, in the order of `subjects.yaml`."""
    own = {w.url_name: w for w in _WORK.values() if may(actor, w.action)}
    shelves = (Shelf(s, tuple(own[name] for name in s.url_names if name in own)) for s in subjects())
    return tuple(shelf for shelf in shelves if shelf.items)


def registered() -> tuple[Work, ...]:
    """All kinds of work."""
    return tuple(_WORK.values())
