"""By what the register can be counted, and by which rules: `dimensions.yaml` and `rules.yaml`, typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.methods.tables import TOTAL
from gija.methods.tables.counting import COUNTED
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

NOT_SAID = "_U"
MOST = 3  # dimensions of a table
ALL = Text("All", "Iš viso")
NOT_SAID_TEXT = Text("not said", "nenurodyta")


@dataclass(frozen=True, slots=True)
class Way:
    """One dimension. `where` and `name`: where the register keeps its codes; `role`: of a country."""

    code: str
    text: Text
    list: str
    where: str
    name: str = ""
    role: str = ""
    many: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Its codes in the order of the list; of the statuses only those that are counted."""
        found = tuple(one.code for one in code_list(self.list))
        return tuple(code for code in found if code in COUNTED) if self.code == "status" else found

    def word(self, code: str) -> Text:
        """A code, or the total, in words."""
        if code in (TOTAL, NOT_SAID):
            return ALL if code == TOTAL else NOT_SAID_TEXT
        return code_list(self.list)[code].text


@dataclass(frozen=True, slots=True)
class Rule:
    """One counting rule in words; `of`: the dimensions it speaks of, none: every figure."""

    code: str
    version: int
    text: Text
    of: tuple[str, ...] = ()
    only: str = ""


def _yaml(name: str) -> Mapping[str, Any]:
    return dict(yaml.safe_load(files("gija.register.analysis").joinpath(name).read_text(encoding="utf-8")))


@cache
def ways() -> Mapping[str, Way]:
    """All dimensions, in the order of tables."""
    found = {}
    for code, raw in _yaml("dimensions.yaml")["dimensions"].items():
        where, _, name = raw["where"].partition(" ")
        text = Text(raw["en"], raw["lt"])
        found[code] = Way(code, text, raw["list"], where, name, raw.get("role", ""), raw.get("many", False))
    return found


@cache
def rules() -> Mapping[str, Rule]:
    """All counting rules."""
    return {
        code: Rule(code, raw["version"], Text(raw["en"], raw["lt"]), tuple(raw.get("of", ())), raw.get("only", ""))
        for code, raw in _yaml("rules.yaml")["rules"].items()
    }


def rules_version() -> int:
    """The version of the rules as a whole."""
    return int(_yaml("rules.yaml")["version"])


def chosen(codes: Iterable[str]) -> tuple[Way, ...]:
    """One to three different dimensions in the order of tables; refuses anything else (`register.analysis.ways`)."""
    asked = [code for code in codes if code]
    if not 1 <= len(asked) <= MOST or len(set(asked)) != len(asked) or not set(asked) <= set(ways()):
        raise GijaError("register.analysis.ways", most=MOST)
    return tuple(way for code, way in ways().items() if code in asked)


def rules_of(of: Iterable[Way], *, common: bool = True) -> tuple[Rule, ...]:
    """The rules that made a figure broken down by these dimensions."""
    names = {way.code for way in of}
    return tuple(
        rule
        for rule in rules().values()
        if (not rule.of or names & set(rule.of)) and rule.only in ("", "common" if common else "own")
    )


@cache
def every_code() -> tuple[str, ...]:
    """Every code a cell may stand under."""
    lists = dict.fromkeys(code for way in ways().values() for code in way.codes)
    return (TOTAL, NOT_SAID, *lists)
