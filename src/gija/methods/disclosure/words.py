"""What the gate says, in both languages (`words.yaml`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from gija.vocabulary.text import Text


@cache
def words() -> dict[str, dict[str, Text]]:
    """Texts by group and code: `found` (what is given away), `closed` (why a cell is closed), `recode`."""
    raw = yaml.safe_load(files("gija.methods.disclosure").joinpath("words.yaml").read_text(encoding="utf-8"))
    return {group: {code: Text.of(both) for code, both in texts.items()} for group, texts in raw.items()}
