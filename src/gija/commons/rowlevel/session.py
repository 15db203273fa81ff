"""For whom this thread works: what the database is told before each statement (see `postgresql.base`).

Outside a request it is the installation itself (`EVERY`): the worker, the console. In a request it is the institution
of the actor, or nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EVERY = "*"  # no code of an institution looks like this
NOBODY = ""

_INSTITUTION: ContextVar[str] = ContextVar("gija_institution", default=EVERY)


def institution() -> str:
    """The code of the institution whose rows may be seen now; `EVERY` or `NOBODY`."""
    return _INSTITUTION.get()


@contextmanager
def acting_for(code: str) -> Iterator[None]:
    """Within it only the rows of this institution can be seen or written (on PostgreSQL, by a role under the wall)."""
    token = _INSTITUTION.set(code)
    try:
        yield
    finally:
        _INSTITUTION.reset(token)


def act_for(code: str) -> None:
    """From here on in this thread."""
    _INSTITUTION.set(code)
