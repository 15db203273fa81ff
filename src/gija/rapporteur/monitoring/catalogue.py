"""What the dashboard shows, as data: sections, charts, what is watched, what would be needed from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Spec:
    """One chart. `steps`: (indicator, stage) of a funnel; `needs`: what is missing where nothing can be drawn;
    `within`: dimension and code that its figures are of."""

    code: str
    section: str
    kind: str
    title: Text
    indicator: str = ""
    by: str = ""  # dimension
    to: str = ""  # of a flow: the other dimension
    steps: tuple[tuple[str, str], ...] = ()
    needs: Text | None = None
    ask: tuple[str, ...] = ()  # institution_kind
    within: Breakdown = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        own = (self.indicator,) if self.indicator else ()
        return tuple(dict.fromkeys((*own, *(indicator for indicator, _stage in self.steps))))


@dataclass(frozen=True, slots=True)
class Children:
    """Which figures are of children, and what would be needed for more of them."""

    dimensions: tuple[str, ...]
    code: str
    whole: tuple[str, ...]
    needs: Text
    ask: tuple[str, ...]


@cache
def _raw() -> dict[str, Any]:
    text = files("gija.rapporteur.monitoring").joinpath("data", "charts.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def sections() -> Mapping[str, Text]:
    return MappingProxyType({code: Text.of(both) for code, both in _raw()["sections"].items()})


@cache
def charts() -> Mapping[str, Spec]:
    """Code -> chart, in the order of the file."""
    return MappingProxyType({code: _spec(code, raw) for code, raw in _raw()["charts"].items()})


def _spec(code: str, raw: Mapping[str, Any]) -> Spec:
    title = Text.of(raw["title"]) if "title" in raw else code_list("indicator")[raw["indicator"]].text
    return Spec(
        code, raw["section"], raw["kind"], title, raw.get("indicator", ""), raw.get("by", ""), raw.get("to", ""),
        tuple((indicator, stage) for indicator, stage in raw.get("steps", ())),
        Text.of(raw["needs"]) if "needs" in raw else None, tuple(raw.get("from", ())),
        breakdowns.checked(tuple(raw.get("within", {}).items())),
    )  # fmt: skip


def of_section(section: str) -> tuple[Spec, ...]:
    """The charts of a section; `monitoring.not_found` where there is none."""
    if section not in sections():
        raise GijaError("monitoring.not_found")
    return tuple(one for one in charts().values() if one.section == section)


def chart(code: str) -> Spec:
    if code not in charts():
        raise GijaError("monitoring.not_found")
    return charts()[code]


@cache
def watched() -> tuple[str, ...]:
    return tuple(_raw()["watched"])


@cache
def children() -> Children:
    raw = _raw()["children"]
    return Children(tuple(raw["codes"]), raw["code"], tuple(raw["whole"]), Text.of(raw["needs"]), tuple(raw["from"]))


def counted(indicator: str) -> bool:
    """Are its figures counts of cases, once each, so that chance can be reckoned with?"""
    raw = _raw()
    return code_list("indicator")[indicator].extra["unit"] in raw["counts"] and indicator not in raw["untested"]
