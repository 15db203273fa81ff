"""The data of the way: stages with their order and competences, how indicators weigh, the steps for a child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

STRENGTHS = ("strong", "medium", "weak")
CHILD = "child"  # the group of indicators that is asked of a child only
SIGNAL, SCREENING, ASSISTANCE, CLOSURE = "signal", "screening", "assistance", "closure"


def _read(name: str) -> dict[str, Any]:
    text = files("gija.casework.pathway").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `status`: it is an entry among the statuses of the case file; empty: it is not."""

    code: str
    text: Text
    status: str
    follows: tuple[str, ...]
    competent: tuple[str, ...]
    needs: tuple[str, ...]
    source: str


@cache
def stages() -> Mapping[str, Stage]:
    """Every stage in order, by code."""
    every = tuple(kind.code for kind in code_list("institution_kind"))
    return {
        code: Stage(
            code, code_list("pathway_stage")[code].text, raw.get("status", ""), tuple(raw["follows"]),
            every if raw["competent"] == "any" else tuple(raw["competent"]), tuple(raw["needs"]), raw["source"],
        )
        for code, raw in _read("stages.yaml").items()
    }  # fmt: skip


@cache
def of_status() -> Mapping[str, str]:
    """Status of the person -> stage."""
    return {one.status: one.code for one in stages().values() if one.status}


def next_of(stage: str) -> tuple[Stage, ...]:
    """The stages that may be entered by hand from this one. Screening and closure have pages of their own."""
    return tuple(one for one in stages().values() if stage in one.follows and one.code not in (SCREENING, CLOSURE))


def moves(before: str, stage: str) -> bool:
    """Does entering `stage` move a case? A screening does only where it may follow: one more, later, does not."""
    return stage != SCREENING or before in _screened_after()


@cache
def _screened_after() -> frozenset[str]:
    return frozenset(stages()[SCREENING].follows)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question of a first screening."""

    code: str
    text: Text
    group: str
    strength: str


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by code, group by group."""
    return {
        code: Indicator(code, code_list("screening_indicator")[code].text, group, strength)
        for group, weights in _read("screening.yaml")["indicators"].items()
        for strength in STRENGTHS
        for code in weights.get(strength, ())
    }


def asked_of(child: bool) -> tuple[Indicator, ...]:
    """The indicators that are asked: those of a child only where the person is or may be one."""
    return tuple(one for one in indicators().values() if child or one.group != CHILD)


@cache
def proposals() -> tuple[Mapping[str, Any], ...]:
    """The lines of the rule, the first that fits holds."""
    return tuple(_read("screening.yaml")["proposals"])


@cache
def child_required() -> tuple[str, ...]:
    """The steps without which a child's case is not closed, unless a supervisor says why."""
    return tuple(_read("child.yaml")["required"])


@cache
def child_sources() -> Mapping[str, str]:
    """Step for a child -> what it rests on."""
    return dict(_read("child.yaml")["sources"])
