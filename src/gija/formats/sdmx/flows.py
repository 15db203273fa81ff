"""The two data flows as data: which dimensions and attributes, and the codes of each. `flows.yaml` says all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.formats.sdmx.values import TOTAL
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list
from gija.vocabulary.lists import names as list_names
from gija.vocabulary.text import Text

COLLECTION, STATISTICS = "THB_COLLECTION", "THB_STATISTICS"
NAMED = ("citizenship:country", "victim:age_group")  # dimensions of published figures that no indicator asks for


@cache
def data() -> Mapping[str, Any]:
    text = files("gija.formats.sdmx").joinpath("flows.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension or attribute; `codes` is None where it is text. `list_id`: of its code list."""

    id: str
    text: Text
    list_id: str = ""
    list_text: Text | None = None
    codes: Mapping[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A data flow with its structure. `breakdowns`: id of the dimension -> ours (`SEX` -> `sex`)."""

    id: str
    text: Text
    dimensions: tuple[Component, ...]
    attributes: tuple[Component, ...]
    breakdowns: Mapping[str, str]

    @property
    def reference(self) -> str:
        """`GIJA:THB_COLLECTION(1.0)`."""
        return f"{data()['agency']}:{self.id}({data()['version']})"

    @property
    def own(self) -> tuple[str, ...]:
        """The dimensions and attributes that `Figure.more` holds."""
        said = {"FREQ", "INDICATOR", "TIME_PERIOD", "OBS_STATUS", "VALUE_STATUS", "QUALIFIER", *self.breakdowns}
        return tuple(one.id for one in (*self.dimensions, *self.attributes) if one.id not in said)


def usual() -> tuple[str, ...]:
    """The dimensions every flow has: those that indicators are broken down by."""
    asked = {one for of in indicators().values() for crossing in of.breakdowns for one in crossing}
    return tuple(sorted(asked | set(NAMED)))


def flow(name: str, dimensions: Iterable[str] = ()) -> Flow:
    """A flow; with dimensions that are not the usual ones it is another structure, so it has another id.

    Refuses what is no dimension (`sdmx.dimension`).
    """
    extra = tuple(sorted(set(dimensions) - set(usual())))
    if any(one.rpartition(":")[2] not in list_names() for one in extra):
        raise GijaError("sdmx.dimension")
    return _flow(name, extra)


@cache
def _flow(name: str, extra: tuple[str, ...]) -> Flow:
    raw = data()["flows"][name]
    breakdowns = {id_of(one): one for one in (*usual(), *extra)}
    dimensions: list[Component] = []
    for one in raw["dimensions"]:
        dimensions += map(_breakdown, breakdowns.values()) if one == "*" else [concept(one)]
    suffix = f"_{hashlib.sha256(repr(extra).encode()).hexdigest()[:8].upper()}" if extra else ""
    attributes = tuple(concept(one) for one in raw["attributes"])
    return Flow(f"{name}{suffix}", Text.of(raw), tuple(dimensions), attributes, breakdowns)


def id_of(dimension: str) -> str:
    """`victim:age_group` -> `VICTIM__AGE_GROUP`: an id of SDMX holds no colon."""
    return dimension.replace(":", "__").upper()


def dimension_of(name: str) -> str:
    """The reverse."""
    return name.lower().replace("__", ":")


@cache
def concept(name: str) -> Component:
    """A component of `flows.yaml`."""
    raw = data()["concepts"][name]
    text = Text.of(raw)
    if "codes" in raw:
        of = data()["codes"][raw["codes"]]
        codes = {code: Text.of(one) for code, one in of["codes"].items()}
        return Component(name, text, raw["codes"], Text.of(of), codes)
    return _of_list(name, text, raw["list"]) if "list" in raw else Component(name, text)


def _of_list(name: str, text: Text, list_name: str) -> Component:
    known = code_list(list_name)
    return Component(name, text, f"CL_{list_name.upper()}", known.text, {one.code: one.text for one in known})


@cache
def _breakdown(dimension: str) -> Component:
    """A dimension that figures are broken down by: the codes of its list, and the total."""
    own, _, list_name = dimension.rpartition(":")
    known = code_list(list_name)
    codes = {TOTAL: Text.of(data()[TOTAL])} | {one.code: one.text for one in known}
    label = Text(f"{known.text.en} ({own})", f"{known.text.lt} ({own})") if own else known.text
    return Component(id_of(dimension), label, f"CL_{list_name.upper()}_T", known.text, codes)
