"""Runs the parts named on the command line, or all: each module here has a `main()`."""

from __future__ import annotations

import importlib
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

PARTS = sorted([*(p.stem for p in Path(__file__).parent.glob("[a-z]*.py")), "attacks"])


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"


def main() -> None:
    wanted = sys.argv[1:] or PARTS
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    print(f"{datetime.now(UTC):%Y-%m-%d}  Python {platform.python_version()}  {processor()}")
    for part in wanted:
        print(f"\n== {part}")
        importlib.import_module(f"benchmarks.{part}").main()


main()
