"""Groups in words: `sex=F` as "Women"."""

from __future__ import annotations

from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

ALL = Text("All", "Visi")
LISTS = {"sex": "sex", "age_group": "age_group", "form": "exploitation"}


def group_text(key: str) -> Text:
    """`sex=F` in words; the code itself where the vocabulary does not know it."""
    name, _, level = key.partition("=")
    if not name:
        return ALL
    known = code_list(LISTS[name]) if name in LISTS else None
    return known[level].text if known is not None and level in known else Text(level, level)
