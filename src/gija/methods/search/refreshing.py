"""What changed since the last whole build: a small part beside the whole one, and the numbers of what it replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np

from gija.methods.search import storage
from gija.methods.search.arrays import Arrays, write_arrays
from gija.methods.search.part import Part, gone_among, write_part
from gija.methods.search.values import Record


def parts(generation: Path) -> list[Part]:
    """The parts of a generation: the whole one, and that of changes where there is one."""
    gone = generation / storage.GONE
    if not gone.exists():
        return [Part(generation / storage.BASE)]
    return [Part(generation / storage.BASE, Arrays(gone)["base"]), Part(generation / storage.DELTA)]


def write(old: Path, fresh: Path, changed: Iterable[Record], removed: Collection[str]) -> int:
    """Fill the fresh generation from the old one and the changes; give the number of records in it.

    The whole part is taken over as it is; the part of changes is written anew with all changes since the whole build.
    """
    storage.read_state(old)  # an index of another format is built anew, not refreshed
    base, *before = parts(old)
    new = {record.id: record for record in changed}
    out = new.keys() | set(removed)
    gone = np.union1d(base.gone, gone_among(base, out))
    kept = (record for part in before for record in map(part.records.__getitem__, range(len(part.records))))
    storage.linked(base.folder, fresh / storage.BASE)
    delta = write_part((*(r for r in kept if r.id not in out), *new.values()), fresh / storage.DELTA)
    write_arrays(fresh / storage.GONE, {"base": gone.astype(np.uint32)})
    return len(base.records) - len(gone) + delta
