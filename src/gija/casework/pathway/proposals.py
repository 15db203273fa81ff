"""What a screening and a risk assessment propose, by rule; a person decides. Pure: codes in, a code out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gija.casework.pathway.definitions import STRENGTHS, asked_of, proposals

LEVELS = ("none", "low", "medium", "high")  # of the code list `risk_level`; `unknown` is none of them


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, and from what: answers "yes" by strength, and how many indicators nobody answered."""

    result: str
    strong: int
    medium: int
    weak: int
    open: int


def proposal(answers: Mapping[str, str], child: bool) -> Proposal:
    """The first line of the rule that fits. What is missing counts as not asked, never as "no"."""
    asked = asked_of(child)
    yes = {s: sum(answers.get(i.code) == "yes" for i in asked if i.strength == s) for s in STRENGTHS}
    told = {
        **yes,
        "child": child,
        "strong_no": all(answers.get(i.code) == "no" for i in asked if i.strength == "strong"),
    }
    line = next(one for one in proposals() if _fits(one, told))
    open_ = sum(answers.get(i.code) not in ("yes", "no") for i in asked)
    return Proposal(line["result"], yes["strong"], yes["medium"], yes["weak"], open_)


def _fits(line: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    return all(told[name] >= least for name, least in line.items() if name != "result")


def level(factors: Mapping[str, str]) -> str:
    """The highest level of any factor. With nothing above low and something not known: not known."""
    known = [LEVELS.index(one) for one in factors.values() if one in LEVELS]
    highest = LEVELS[max(known)] if known else "unknown"
    return "unknown" if highest in ("none", "low") and "unknown" in factors.values() else highest
