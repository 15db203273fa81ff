"""Files that DuckDB does not read as they are, rewritten as UTF-8 CSV in a temporary file: other encodings and XLSX.

Nothing of it stays: the file never has a name, so it is gone with its last reader, even one that is killed.
"""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gija.police.databases.values import DatabaseFaultError, State

CHUNK = 1 << 20
DESCRIPTORS = Path("/proc/self/fd") if Path("/proc/self/fd").exists() else Path("/dev/fd")
SINGLE_BYTE = ("windows-1257", "iso-8859-13", "windows-1251")


class Copy:
    """A file without a name; `path` is its address within this process."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(prefix="gija-")  # noqa: SIM115  it lives as long as its reader

    @property
    def path(self) -> Path:
        return DESCRIPTORS / str(self.file.fileno())

    def close(self) -> None:
        self.file.close()


def recoded(path: Path, encoding: str, database: str) -> Copy:
    """A UTF-8 copy of `path`. Refused: `database.encoding` with the line, `database.encoding_is_utf8`."""
    copy = Copy()
    with closed_on_error(copy):
        for piece in decoded(path, encoding, database):
            copy.file.write(piece.encode("utf-8"))
        copy.file.flush()
    return copy


@contextmanager
def closed_on_error(copy: Copy | None) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if copy is not None:
            copy.close()
        raise


def decoded(path: Path, encoding: str, database: str) -> Iterator[str]:
    """The text of `path` in pieces, strictly decoded; every line ends in one line feed, whatever it ended in."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("strict"), translate=True)
    utf8: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")("strict")
    other = utf8 if encoding in SINGLE_BYTE else None
    lines, accented = 1, False
    with path.open("rb") as file:
        while True:
            raw = file.read(CHUNK)
            try:
                piece = decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as error:
                line = lines + error.object[: error.start].decode(encoding, "ignore").count("\n")
                values = {"database": database, "file": path.name, "line": line, "encoding": encoding}
                raise DatabaseFaultError(State.WRONG_SCHEMA, "database.encoding", **values) from None
            lines += piece.count("\n")
            accented = accented or not raw.isascii()
            other = _still_utf8(other, raw)
            if raw:
                yield piece
            elif other is not None and accented:
                # Every byte has a meaning in these encodings, so only this tells that the mapping names a wrong one.
                values = {"database": database, "file": path.name, "encoding": encoding}
                raise DatabaseFaultError(State.WRONG_SCHEMA, "database.encoding_is_utf8", **values)
            if not raw:
                return


def _still_utf8(decoder: codecs.IncrementalDecoder | None, raw: bytes) -> codecs.IncrementalDecoder | None:
    if decoder is not None:
        try:
            decoder.decode(raw, final=not raw)
        except UnicodeDecodeError:
            return None
    return decoder


def mixed_lines(path: Path) -> bool:
    """Do some lines end in CR LF and others in LF alone? Such a file was put together from two."""
    both = single = 0
    with path.open("rb") as file:
        while raw := file.read(CHUNK):
            both += raw.count(b"\r\n")
            single += raw.count(b"\n")
    return 0 < both < single


def bad_line(path: Path) -> int:
    """The first line of `path` that is not UTF-8, from 1."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    lines = 1
    with path.open("rb") as file:
        while raw := file.read(CHUNK):
            try:
                lines += decoder.decode(raw).count("\n")
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
    return lines


def written(rows: Iterable[Iterable[str]]) -> Copy:
    """Rows as a UTF-8 CSV file, every cell in quotes."""
    copy = Copy()
    with closed_on_error(copy):
        out = io.TextIOWrapper(copy.file, encoding="utf-8", newline="")
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
        out.flush()
        out.detach()
    return copy
