"""An index on disk: one folder, a generation folder for each build, and a pointer that is swapped atomically.

A build writes beside the generation in use; only when it is whole and flushed does the pointer move. A killed build
leaves the pointer, and so the old index, as it was. Readers of the old generation keep it: its files stay mapped.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gija.vocabulary.errors import GijaError

FORMAT = 4  # raised whenever an older index can no longer be read
POINTER, STATE = "current", "state.json"
BASE, DELTA, GONE = "base", "delta", "gone"  # the whole part, the part of changes, and what of the whole is gone


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a generation without opening it. `as_of`: the moment the records were true."""

    format: int
    as_of: str
    size: int

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """A fresh folder to build in; on leaving without an error it becomes the generation in use, and old ones go.

    Errors: `index.busy` where another process builds the same index; whatever the build raises, the old one stays.
    """
    path.mkdir(parents=True, exist_ok=True)
    with (path / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GijaError("index.busy") from error
        _sweep(path)  # what killed builds left; the lock says nobody builds now
        fresh = path / f"generation-{uuid.uuid4().hex}"
        fresh.mkdir()
        try:
            yield fresh
            _swap(path, fresh)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        _sweep(path)


def _swap(path: Path, fresh: Path) -> None:
    for file in (*fresh.rglob("*"), fresh):
        _flush(file)
    waiting = path / f"{POINTER}.{uuid.uuid4().hex}"
    waiting.write_text(fresh.name, encoding="ascii")
    _flush(waiting)
    waiting.replace(path / POINTER)
    _flush(path)


def _flush(file: Path) -> None:
    """Force a file or folder to the disk, so that the pointer never outlives a power cut that its target did not."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(path: Path) -> None:
    kept = _pointed(path)
    for old in path.glob("generation-*"):
        if old.name != kept:
            shutil.rmtree(old, ignore_errors=True)
    for waiting in path.glob(f"{POINTER}.*"):
        waiting.unlink(missing_ok=True)


def _pointed(path: Path) -> str | None:
    try:
        return (path / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise GijaError("index.damaged") from error


def current(path: Path) -> Path:
    """The generation in use. Errors: `index.missing` where nothing was built there."""
    name = _pointed(path)
    if name is None:
        raise GijaError("index.missing")
    return path / name


def linked(source: Path, target: Path) -> None:
    """The same files under another folder, without copying where the disk can do that."""
    target.mkdir()
    for file in source.iterdir():
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copyfile(file, target / file.name)


def write_state(generation: Path, as_of: datetime, size: int) -> State:
    state = State(FORMAT, as_of.isoformat(), size)
    (generation / STATE).write_text(json.dumps(asdict(state)), encoding="utf-8")
    return state


def read_state(generation: Path) -> State:
    """Errors: `index.damaged` for what cannot be read, `index.format` for an index of another version of Gija."""
    try:
        state = State(**json.loads((generation / STATE).read_text(encoding="utf-8")))
        state.moment  # noqa: B018 - an unreadable moment is damage too
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError) as error:
        raise GijaError("index.damaged") from error
    if state.format != FORMAT:
        raise GijaError("index.format")
    return state
