"""An installation on PostgreSQL, as its owner or as the role of the pages: `driver.py ROLE < program`. Prints JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    given: dict[str, Any] = {}
    exec(compile(sys.stdin.read(), "program", "exec"), given)
    sys.stdout.write(json.dumps(given["result"], default=str))


if __name__ == "__main__":
    main()
