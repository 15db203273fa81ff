"""Functions stay short enough to be read at one look: none above 40 lines, in the code and in its tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
MOST = 40  # lines, from `def` to the last one
# "path::name" -> why it is better whole. Nothing stands here now.
BETTER_WHOLE: dict[str, str] = {}


def long_ones(source: str) -> Iterator[tuple[str, int]]:
    """Name and lines of each function that is too long, from `def` on: decorators do not count."""
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (one.end_lineno or one.lineno) - one.lineno + 1
            if lines > MOST:
                yield one.name, lines


def test_no_function_is_longer_than_forty_lines() -> None:
    files = [*HOUSE.glob("src/**/*.py"), *HOUSE.glob("tests/**/*.py")]
    assert len(files) > 500
    found = {
        f"{file.relative_to(HOUSE)}::{name}": lines
        for file in files
        for name, lines in long_ones(file.read_text(encoding="utf-8"))
    }
    longer = {place: lines for place, lines in found.items() if place not in BETTER_WHOLE}
    assert longer == {}, "split into steps with names"
    assert set(BETTER_WHOLE) <= set(found), "no longer long: take it off the list"


@pytest.mark.parametrize(("lines", "long"), [(MOST, False), (MOST + 1, True)])
def test_a_long_function_is_found(lines: int, long: bool) -> None:
    source = "@decorated\ndef f():\n" + "    pass\n" * (lines - 1)
    assert bool(list(long_ones(source))) == long
