"""How the commands of this room speak: their language, and how many rows are read so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console


def language() -> str:
    return get_language() or "lt"


@contextmanager
def progress(name: str) -> Iterator[Callable[[int], None]]:
    """Rows read so far, on the terminal's error stream."""
    from rich.progress import Progress, SpinnerColumn, TextColumn

    words = TextColumn(f"{name}: {{task.completed}} " + _("rows read"))
    with Progress(SpinnerColumn(), words, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=None)
        yield lambda count: progress.update(task, completed=count)
