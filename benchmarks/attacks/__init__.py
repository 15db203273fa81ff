"""Attacks on what Gija gives out: who is found again, by whom, against which protection. Each module has a `main()`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Every attack, one after the other: `make bench PART=attacks`."""
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        module = importlib.import_module(f"benchmarks.attacks.{file.stem}")
        if hasattr(module, "main"):
            print(f"\n-- {file.stem}")
            sys.argv = [str(file)]  # what named this part is no option of the attack
            module.main()
