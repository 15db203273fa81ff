"""The table of crossings in the docs, drawn from `crossings.yaml`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from gija.messages.crossings import CONTENTS, Crossing, crossings
from gija.messages.registry import kinds

BEGIN = "<!-- drawn by `gija work crossings --write` from src/gija/messages/crossings.yaml: do not edit -->"
END = "<!-- end of what is drawn -->"
PAGE = Path("docs/developer/crossings.md")


def table() -> str:
    """The crossings as a Markdown table, one row for each kind of message, and the fields of each."""
    rows = ["| message | from | to | content | ground or consent | gate |", "|---|---|---|---|---|---|"]
    for kind, group in groupby(crossings(), key=lambda one: one.message):
        rows.append(_row(kind, list(group)))
    fields = [f"- `{kind}` {cls.version}: {', '.join(cls.model_fields)}" for kind, cls in sorted(kinds().items())]
    return "\n".join([BEGIN, "", *rows, "", "Fields of each kind (kind, version: fields):", "", *fields, "", END])


def _row(kind: str, ways: list[Crossing]) -> str:
    sources = ", ".join(dict.fromkeys(one.from_zone for one in ways))
    targets = ", ".join(dict.fromkeys(one.to_zone for one in ways))
    first = ways[0]
    return f"| `{kind}` | {sources} | {targets} | {CONTENTS[first.content].en} | {first.ground.en} | {first.gate} |"


def drawn_into(page: str) -> str:
    """The page with the table in its place drawn anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + table() + after
