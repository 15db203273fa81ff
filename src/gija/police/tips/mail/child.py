"""The process that parses: a mail on standard input, a letter (JSON) or one file on standard output, nothing else.

It has no secrets in its environment, no Django, a limit on time and memory, and may write no file.
"""

from __future__ import annotations

import resource
import sys

SECONDS = 20  # of processor time
MEMORY = 2 * 2**30  # bytes of addresses
EMPTY_HANDED = 3  # exit code: there is no such file


def limit() -> None:
    """From here on: so much time and memory, no files, no core."""
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(what: str, server_or_place: str = "") -> int:
    """`letter SERVER` or `file PLACE`."""
    from gija.police.tips.mail.parse import file, parse

    limit()
    raw = sys.stdin.buffer.read()
    if what == "file":
        try:
            sys.stdout.buffer.write(file(raw, int(server_or_place)))
        except (IndexError, ValueError):
            return EMPTY_HANDED
    else:
        sys.stdout.buffer.write(parse(raw, server_or_place).written().encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
