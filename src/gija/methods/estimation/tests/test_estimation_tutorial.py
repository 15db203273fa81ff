"""The tutorial of docs/methods/estimation.md does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[5] / "docs" / "methods" / "estimation.md"


def test_the_tutorial_runs_from_table_to_interval() -> None:
    if not PAGE.is_file():
        pytest.skip("docs are not in this installation")
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)  # our own page
