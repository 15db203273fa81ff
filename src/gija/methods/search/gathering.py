"""Names and texts gathered from the lines of records: by a second process beside the one that writes them.

The helper (`python -m gija.methods.search.gathering LINES OUT`) follows the file of lines as it grows: on its input it
is told how many bytes are whole, and at last `end`. Without that word, as where its caller was killed, it writes
nothing.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from gija.methods.search.arrays import Array, Arrays, write_arrays
from gija.methods.search.person_rows import PersonsWriter
from gija.methods.search.texts import FIELDS, TextsWriter

CHUNK = 1 << 16  # bytes read at once: what is made of more does not stay in the memory next to the processor
_loads = json.JSONDecoder().decode


def gathered(chunks: Iterable[bytes]) -> dict[str, Array]:
    """What finds the records of these lines by their words. A chunk holds whole lines, all chunks all of them."""
    persons, texts, number = PersonsWriter(), dict[str, TextsWriter](), 0
    for chunk in chunks:
        listed = chunk[:-1].replace(b"\n", b",").decode(errors="surrogatepass")  # within a line there is no line break
        for number, line in enumerate(_loads(f"[{listed}]"), number):  # noqa: B020
            type_ = line[2]
            if type_ == "person":
                persons.add(number, line[4])
            elif type_ in FIELDS:
                texts.setdefault(type_, TextsWriter(type_)).add(number, line[4])
        number += 1
    made: dict[str, Array] = {}
    for type_, things in texts.items():
        made |= things.arrays(type_)
    return made | persons.arrays("person") if persons.people else made


def chunks_of(file: IO[bytes], end: int) -> Iterator[bytes]:
    """The lines of a file from where it stands to `end`, which is the end of a line, in chunks of whole lines.

    Errors: EOFError where the file is shorter.
    """
    while (at := file.tell()) < end:
        chunk = file.read(min(CHUNK, end - at))
        if not chunk:
            raise EOFError
        yield chunk + file.readline() if file.tell() < end else chunk


class Helper:
    """The second process. `grown` tells it how far the lines are written, `arrays` waits for what it made of them."""

    def __init__(self, lines: Path) -> None:
        self._lines, self._out = lines, lines.with_name("gathered")
        command = [sys.executable, "-m", __name__, str(lines), str(self._out)]
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # without it, the one process does all
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603

    def grown(self, size: int) -> None:
        self._say(f"{size}\n")

    def arrays(self, size: int) -> dict[str, Array]:
        """The same as `gathered` of all lines; made here where the helper failed."""
        self._say(f"{size}\nend\n")
        self._close()
        if self._process and self._process.wait() == 0:
            return dict(Arrays(self._out))
        with self._lines.open("rb") as file:
            return gathered(chunks_of(file, size))

    def _say(self, text: str) -> None:
        if self._process and self._process.stdin:
            with suppress(OSError):
                self._process.stdin.write(text.encode("ascii"))
                self._process.stdin.flush()

    def _close(self) -> None:
        if self._process and self._process.stdin:
            with suppress(OSError):
                self._process.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()
        if self._process:
            if kind is not None:
                self._process.kill()
            self._process.wait()
        self._out.unlink(missing_ok=True)


def _followed(lines: Path, told: Iterable[str]) -> Iterator[bytes]:
    """The lines as they are told to be whole. Errors: EOFError where the end was not told."""
    with lines.open("rb") as file:
        for word in told:
            if word.strip() == "end":
                return
            yield from chunks_of(file, int(word))
    raise EOFError


def main(lines: Path, out: Path) -> int:
    gc.disable()  # nothing here is given up before the end
    try:
        write_arrays(out, gathered(_followed(lines, sys.stdin)))
    except EOFError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
