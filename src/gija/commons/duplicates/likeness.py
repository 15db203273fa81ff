"""What the model sees of a case, and which cases it takes for one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from gija.methods.sameness import Model, Pair, Seen, likely_pairs
from gija.methods.sameness.values import read

SEXES = ("F", "M")


@cache
def shipped() -> Model:
    """The model that comes with Gija (`benchmarks/sameness.py` makes it of the demo country)."""
    return read(files("gija.commons.duplicates").joinpath("model.json").read_text(encoding="utf-8"))


def seen(case: Any) -> Seen:
    """A case with its person: present, former and other names, birth date, sex, personal code, phone."""
    person = case.person
    others = [one.strip() for one in re.split(r"[,;/]", person.other_names) if one.strip()]
    whole = [
        " ".join(filter(None, (person.given_names, family)))
        for family in dict.fromkeys((person.family_name, *(one for one in others if " " not in one)))
    ]
    names = tuple(dict.fromkeys(name for name in (*whole, *(one for one in others if " " in one)) if " " in name))
    return Seen(
        str(case.pk),
        names or tuple(name for name in whole if name),
        person.birth_date,
        case.sex if case.sex in SEXES else "",
        codes=(person.personal_code,) if person.personal_code else (),
        phones=(person.phone,) if person.phone else (),
    )


def pairs(cases: Sequence[Any]) -> tuple[Pair, ...]:
    """Pairs of these cases (with their persons) to be looked at, the likeliest first."""
    return likely_pairs([seen(case) for case in cases], shipped())
