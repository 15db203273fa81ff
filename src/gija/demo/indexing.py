"""The indexes of the demo databases: made where missing, of another build, or no longer fresh."""

from __future__ import annotations

import os
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from gija.demo.build import HOLDINGS, Told
from gija.police.databases import index, registry
from gija.police.databases.mapping import Mapping
from gija.police.databases.parallel import now
from gija.police.databases.values import State
from gija.vocabulary.errors import GijaError

SMALL = 5_000_000  # bytes of files; for fewer, starting more processes takes longer than it spares


def indexed() -> list[Mapping]:
    """The demo databases that are searched through an index."""
    return [mapping for mapping in registry.all_mappings() if mapping.code in HOLDINGS and mapping.access == "indexed"]


def refresh_indexes(data: Path, told: Told) -> int:
    """Index what needs it, the largest first, on all processors; how many were indexed.

    An index is left that is younger than its file and not yet half its time old.
    """
    sizes = {mapping.code: _file(mapping.code, data).stat().st_size for mapping in indexed()}
    waiting = sorted((m.code for m in indexed() if not _serves(m, data)), key=lambda code: -sizes[code])
    if sum(sizes[code] for code in waiting) < SMALL:
        for code in waiting:
            told("step_index", code)
            index.refresh(registry.get(code))
    else:
        _in_processes(waiting, told)
    return len(waiting)


def _in_processes(waiting: list[str], told: Told) -> None:
    """Each database in one of as many processes as there are processors; the first fault ends the rest."""
    # Spawned, not forked: an index that is open here has threads, which a fork would cut off.
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _ready) as pool:
        running: dict[Future[tuple[str, dict[str, Any]] | None], str] = {pool.submit(_one, c): c for c in waiting}
        left = list(waiting)
        told("step_index", left[0])
        for future in as_completed(running):
            if error := future.result():
                pool.shutdown(cancel_futures=True)
                raise GijaError(error[0], **error[1])
            left.remove(running[future])
            if left:
                told("step_index", left[0])


def _ready() -> None:
    import django

    django.setup()


def _one(code: str) -> tuple[str, dict[str, Any]] | None:
    """Index one database; its error as values, for an exception with a sentence does not travel between processes."""
    try:
        index.refresh(registry.get(code))
    except GijaError as error:
        return error.code, error.values
    return None


def _serves(mapping: Mapping, data: Path) -> bool:
    try:
        as_of = index.opened(mapping).as_of
    except GijaError:  # none yet, or broken
        return False
    fresh = index.freshness(mapping, as_of).state is State.ANSWERED
    written = _file(mapping.code, data).stat().st_mtime
    return fresh and as_of.timestamp() > written and now() - as_of < mapping.refresh / 2


def _file(code: str, data: Path) -> Path:
    """The database's file in the folder of the demo country."""
    return next(file for file in data.glob(f"{code}.*") if file.suffix != ".half")
