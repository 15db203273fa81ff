"""The list of crossings: who may tell whom what, on which ground, past which gate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

ZONES = ("police", "casework", "register", "linkage_unit", "rapporteur", "public", "commons")
ANY = "any"
ENCODINGS = "linkage_record"  # the one message that holds encodings of people
CONTENTS = {
    "identified": Text("identified", "tapatybę atskleidžiantis"),
    "sealed": Text("sealed", "užantspauduotas"),
    "record": Text("record without identity", "įrašas be tapatybės"),
    "table": Text("table", "lentelė"),
    "public": Text("public", "viešas"),
}


@dataclass(frozen=True, slots=True)
class Crossing:
    """One listed way: `from_zone` or `to_zone` may be `any`."""

    from_zone: str
    to_zone: str
    message: str
    content: str
    ground: Text
    gate: str

    def fits(self, message: str, from_zone: str, to_zone: str) -> bool:
        return (
            message == self.message and self.from_zone in (ANY, from_zone) and self.to_zone in (ANY, to_zone)
        )  # a zone that does not exist is refused before, in `crossing`


@cache
def crossings() -> tuple[Crossing, ...]:
    """All crossings in the order of `crossings.yaml`. A list that contradicts itself stops the program at its start."""
    text = files("gija.messages").joinpath("crossings.yaml").read_text(encoding="utf-8")
    found = tuple(one for row in yaml.safe_load(text) for one in _of(row))
    for name in {one.message for one in found}:
        if len({one.content for one in found if one.message == name}) > 1:
            raise ValueError(f"crossings.yaml: {name} has more than one class of content")
    for one in found:
        if (one.message == ENCODINGS) != (one.to_zone == "linkage_unit"):
            raise ValueError(f"crossings.yaml: {one.message}: encodings go to the linkage unit only, and nothing else")
    return found


def _of(row: dict[str, Any]) -> list[Crossing]:
    known = {*ZONES, ANY}
    if row["content"] not in CONTENTS or not {*row["from"], *row["to"]} <= known:
        raise ValueError(f"crossings.yaml: {row['message']} names an unknown zone or class of content")
    return [
        Crossing(source, target, row["message"], row["content"], Text.of(row["ground"]), row["gate"])
        for source in row["from"]
        for target in row["to"]
    ]


def crossing(kind: str, from_zone: str, to_zone: str) -> Crossing:
    """The crossing that lets this kind go from one zone to the other; `messages.not_crossing` where none does."""
    if from_zone in ZONES and to_zone in ZONES:
        for one in crossings():
            if one.fits(kind, from_zone, to_zone):
                return one
    raise GijaError("messages.not_crossing", kind=kind, from_zone=from_zone, to_zone=to_zone)


def content_of(kind: str) -> str:
    """The class of content of a listed kind; `messages.not_listed` for any other."""
    for one in crossings():
        if one.message == kind:
            return one.content
    raise GijaError("messages.not_listed", kind=kind)
