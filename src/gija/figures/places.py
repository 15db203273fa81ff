"""Where the addresses and places of a chart lie, as far as their words tell: municipality, town, city, country."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.methods.graph.values import Chart, Entity
from gija.methods.names import fold
from gija.vocabulary.lists import code_list

FIELDS = {"address": ("municipality", "text", "country"), "person": ("place",), "event": ("place",)}
LITHUANIA = "LTU"
_SPLIT = re.compile(r"[,;/()]")
_DISTRICT = re.compile(r"\b(raj|rajono|rajonas|r)\b\.?")
_OWN = re.compile(r"\b(savivaldybe|sav|miesto|miestas|m|rajono|rajonas|raj|r|mstl|k)\b\.?")
_SEEN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place on the map. `municipality`: its code, empty abroad; `country`: ISO 3166-1 alpha-3."""

    country: str
    municipality: str
    name: str  # of a city abroad; empty where the municipality or country is the name
    latitude: float
    longitude: float

    @property
    def home(self) -> bool:
        return self.country == LITHUANIA

    def called(self, language: str) -> str:
        if self.municipality:
            return code_list("municipality")[self.municipality].text.in_(language)
        country = code_list("country")[self.country].text.in_(language)
        return f"{self.name}, {country}" if self.name else country


@dataclass(frozen=True, slots=True)
class Located:
    """The entities at each place, most first, and those whose words tell no place we know."""

    at: Mapping[Place, tuple[Entity, ...]]
    unknown: tuple[Entity, ...]


def located(chart: Chart) -> Located:
    """Every entity of the chart that says where it is, at its place."""
    found: dict[Place, list[Entity]] = defaultdict(list)
    unknown = []
    for one in chart.entities:
        said = [value for field in FIELDS.get(one.type, ()) for value in one.attributes.get(field, ())]
        if not said:
            continue
        place = next((place for value in said if (place := where(value)) is not None), None)
        if place is None:
            unknown.append(one)
        else:
            found[place].append(one)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Located({place: tuple(some) for place, some in ordered}, tuple(unknown))


def where(words: str) -> Place | None:
    """The place that the words of an address tell, the last part of it first; None where we know none of them.

    A district beside a city of the same name (`Vilniaus r. sav.`) is told by its `r.`; a bare town is the town.
    """
    parts = [part for part in (_plain(part) for part in _SPLIT.split(words)) if part]
    known, told = _known(), [place for part in reversed(parts) for place in _tell(part)]
    exact = [place for place in told if place.municipality or place.name]
    if exact:
        return exact[0]
    return told[0] if told else known.get(_plain(words))


def _tell(part: str) -> Iterator[Place]:
    bare = _SEEN.sub(" ", _OWN.sub(" ", part)).strip()
    if _DISTRICT.search(part) and f"r {bare}" in _known():
        yield _known()[f"r {bare}"]
    elif bare in _known():
        yield _known()[bare]
    elif part in _known():
        yield _known()[part]


def _plain(words: str) -> str:
    return _SEEN.sub(" ", fold(words)).strip(" .")


@cache
def raw() -> dict[str, Any]:
    """The file of places as it is."""
    read: dict[str, Any] = yaml.safe_load(files("gija.figures").joinpath("places.yaml").read_text(encoding="utf-8"))
    return read


@cache
def _known() -> Mapping[str, Place]:
    """Everything a place is called -> the place. `r …` are districts."""
    found: dict[str, Place] = {}
    municipalities: dict[str, Place] = {}
    for code, (seat, latitude, longitude) in raw()["municipalities"].items():
        place = municipalities[code] = Place(LITHUANIA, code, "", latitude, longitude)
        called = code_list("municipality")[code].text.lt
        district = bool(_DISTRICT.search(fold(called)))
        genitive = _SEEN.sub(" ", _OWN.sub(" ", fold(called))).strip()
        for name in (genitive, fold(seat)):
            if district:
                found.setdefault(f"r {name}", place)
            found.setdefault(name, place)
    for code, (seat, *_) in raw()["municipalities"].items():  # the town itself, where a city has its own municipality
        if not _DISTRICT.search(fold(code_list("municipality")[code].text.lt)):
            found[fold(seat)] = municipalities[code]
    found |= {fold(town): municipalities[code] for town, code in raw()["towns"].items()}
    for name, (country, latitude, longitude) in raw()["cities"].items():
        found.setdefault(fold(name), Place(country, "", name, latitude, longitude))
    for code, (latitude, longitude) in raw()["countries"].items():
        place = Place(code, "", "", latitude, longitude)
        text = code_list("country")[code].text
        for name in (code, code_list("country")[code].extra.get("alpha2", code), text.lt, text.en):
            found.setdefault(fold(name), place)
    return found
