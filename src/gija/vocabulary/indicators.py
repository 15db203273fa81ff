"""Indicators as data: what each measures, of whom, on which base and stage, by whom, and which paper asks for it.

One YAML file a family under `indicators/`; label, unit and stages stand in the code list `indicator`. A legal source
without a quotation of its article is not `verified`, and every page and file that names it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import Any

from gija.vocabulary.files import read_yaml
from gija.vocabulary.lists import Code, code_list
from gija.vocabulary.text import Text

Pairs = tuple[tuple[str, str], ...]  # dimension and code, sorted


@dataclass(frozen=True, slots=True)
class Legal:
    """The paper that asks for an indicator. `quote`: the words of the article; without them it is unverified."""

    text: Text
    article: str = ""
    quote: str = ""

    @property
    def verified(self) -> bool:
        return bool(self.quote)


@dataclass(frozen=True, slots=True)
class KnownBreak:
    """From this period on the figures are counted otherwise than before, and how."""

    period: str
    text: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `breakdowns` are crossings of dimensions, each with its own cells; `legal` is None where no paper
    asks for it. `year_begins`: month (1 to 12) in which its reporting year begins, or None where that is not known."""

    code: str
    family: str
    family_text: Text
    definition: Text
    population: Text
    base: str  # observation_base
    stage: str  # observation_stage
    counted: str  # observation_definition of new figures
    authorities: tuple[str, ...]  # institution_kind
    breakdowns: tuple[tuple[str, ...], ...]
    codes: Mapping[str, tuple[str, ...]]  # of a dimension, where not all its codes are asked for
    legal: Legal | None
    breaks: tuple[KnownBreak, ...]
    year_begins: int | None

    @property
    def own(self) -> Code:
        """Its code in the list `indicator`."""
        return code_list("indicator")[self.code]

    @property
    def text(self) -> Text:
        return self.own.text

    @property
    def unit(self) -> str:
        return str(self.own.extra["unit"])

    def codes_of(self, dimension: str) -> tuple[str, ...]:
        """The codes of a dimension that this indicator is broken down by, in list order."""
        known = code_list(dimension.rpartition(":")[2])
        return self.codes.get(dimension) or tuple(one.code for one in known if not one.retired)

    def cells(self) -> tuple[Pairs, ...]:
        """Every cell that is asked for: the total first, then each breakdown."""
        found: list[Pairs] = [()]
        for crossing in self.breakdowns:
            for codes in product(*(self.codes_of(one) for one in crossing)):
                found.append(tuple(sorted(zip(crossing, codes, strict=True))))
        return tuple(found)


def _legal(head: Mapping[str, Any] | None, raw: Mapping[str, Any]) -> Legal | None:
    if head is None:
        return None
    return Legal(Text.of(dict(head)), str(raw.get("article", "")), str(raw.get("quote", head.get("quote", ""))))


def _indicator(family: str, head: Mapping[str, Any], code: str, raw: Mapping[str, Any]) -> Indicator:
    of = {**head.get("defaults", {}), **raw}
    return Indicator(
        code=code,
        family=family,
        family_text=Text.of(dict(head)),
        definition=Text.of(of["definition"]),
        population=Text.of(of["population"]),
        base=of["base"],
        stage=of.get("stage", code_list("indicator")[code].extra["stages"][0]),
        counted=of.get("counted", "as_indicator"),
        authorities=tuple(of["authorities"]),
        breakdowns=tuple(tuple(one) for one in of.get("breakdowns", ())),
        codes=MappingProxyType({name: tuple(codes) for name, codes in of.get("codes", {}).items()}),
        legal=_legal(head.get("legal"), of),
        breaks=tuple(KnownBreak(str(one["period"]), Text.of(one)) for one in of.get("breaks", ())),
        year_begins=of.get("year_begins", 1),
    )


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by its code, family by family."""
    found: dict[str, Indicator] = {}
    folder = files("gija.vocabulary").joinpath("indicators")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            head = read_yaml("indicators", file.name)
            family = file.name.removesuffix(".yaml")
            for code, raw in head["indicators"].items():
                if code in found:
                    raise ValueError(f"the indicator {code} stands in two files, again in {file.name}")
                found[code] = _indicator(family, head, code, raw)
    return MappingProxyType(found)
