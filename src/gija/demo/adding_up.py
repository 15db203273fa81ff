"""Does the register hold what was published? Its records of a year beside the figures of the source, line by line.

Asked for by issue 3 (§3): the demo's cases add up to the published totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gija.demo.country.chance import data
from gija.demo.victims.slots import VICTIM
from gija.demo.victims.whole import Lists
from gija.demo.words import say
from gija.register.records import queries
from gija.register.records.models import Revision

KINDS = {"ngo": "ngo", "police": "police"}  # kind of institution in the register -> kind of list in `victims.yaml`


@dataclass(frozen=True)
class Line:
    """One list and year: what the register counts, what was published, and where."""

    year: int
    kind: str
    held: Mapping[str, int]
    published: Mapping[str, int]
    line: str

    @property
    def agrees(self) -> bool:
        return all(self.held[name] == value for name, value in self.published.items())

    def words(self, language: str) -> dict[str, object]:
        """Places of the sentence: the list, the year, both rows of figures, the line."""

        def row(figures: Mapping[str, int]) -> str:
            named = [f"{say(f'part_{name}', language)} {figures[name]}" for name in self.published if name != "total"]
            return str(figures["total"]) + (f" ({', '.join(named)})" if named else "")

        return {
            "year": self.year,
            "list": say(f"list_{self.kind}", language),
            "held": row(self.held),
            "published": row(self.published),
            "line": self.line,
        }


def records() -> int:
    """How many records the register holds now."""
    return queries.current().count()


def compared(year: int) -> Iterator[Line]:
    """The lists of which figures were published."""
    for kind, name in KINDS.items():
        said = data("victims")["published"][name][year]
        chosen = said.get("chosen", ())
        figures = {key: value for key, value in said.items() if key not in ("line", "status", "chosen", *chosen)}
        yield Line(year, kind, held(kind, year), figures, said["line"])


def held(kind: str, year: int) -> dict[str, int]:
    """What the register has of a kind of institution and year, counted as the source counts."""
    months = (f"{year}-01", f"{year}-12")
    rows: list[Revision] = list(queries.current().filter(sender_kind=kind, registration_month__range=months))
    at_risk = sum(row.status == "at_risk" for row in rows)
    parts = [(row.sex, row.age_group) for row in rows]
    return {
        "total": len(rows),
        "victim": len(rows) - at_risk,
        "at_risk": at_risk,
        "women": parts.count(("F", "adult")),
        "men": parts.count(("M", "adult")),
        "girls": parts.count(("F", "child")),
        "boys": parts.count(("M", "child")),
        "children": sum(age == "child" for _, age in parts),
    }


def people(lists: Lists, half: str) -> int:
    """How many different victims there truly are in a half-year: the register does not know, the demo does."""
    return len({entry.person for entry in lists.counted if entry.half == half and entry.slot.group == VICTIM})
