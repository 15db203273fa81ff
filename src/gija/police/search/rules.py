"""Who sees how much of a hit: by role, purpose, category of person, age and handling code. Data in `levels.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from gija.commons.permissions import Actor
from gija.police.search.words import Level

if TYPE_CHECKING:
    from gija.police.search.models import Candidate

ADULT = 18  # years; a child is anyone below (Convention on the Rights of the Child, art. 1)
ORDER = (Level.REFER, Level.OWNER, Level.CONTENT)


@cache
def _data() -> Mapping[str, Any]:
    return dict(yaml.safe_load(files("gija.police.search").joinpath("levels.yaml").read_text(encoding="utf-8")))


def level(role: str, institution: str, purpose: str, *, category: str, child: bool, handling: str, owner: str) -> Level:
    """How much of a record somebody in this role, of this institution, may see for this purpose.

    `handling` and `owner` are those of the record's database. What is not listed (an unknown role or handling code)
    gets the least that fits: nothing to show, or the owner only.
    """
    protects = {name for name, applies in (("victim", category == "victim"), ("child", child)) if applies}
    if protects and not protects <= _opened(role, purpose):
        return Level.REFER
    by_role = Level(_data()["roles"].get(role, Level.REFER))
    by_code = Level.CONTENT if owner == institution else Level(_data()["handling"].get(handling, Level.OWNER))
    return min(by_role, by_code, key=ORDER.index)


def _opened(role: str, purpose: str) -> set[str]:
    """Whose protection this role and this purpose open."""
    return {
        who
        for entry in _data()["protected"]
        if entry["role"] == role and entry["purpose"] == purpose
        for who in entry["covers"]
    }


def open_handling() -> tuple[str, ...]:
    """The handling codes under which institutions other than the owner may see content."""
    return tuple(code for code, reach in _data()["handling"].items() if reach == Level.CONTENT)


def view_of(actor: Actor, purpose: str, candidate: Candidate) -> Level:
    """How much of a stored candidate the actor may see. What was referred when asked stays so: ask anew to see more."""
    if candidate.referred:
        return Level.REFER
    answer = candidate.answer
    return level(
        actor.role,
        actor.institution,
        purpose,
        category=candidate.category,
        child=candidate.child,
        handling=answer.handling,
        owner=answer.owner,
    )


def is_child(fields: Mapping[str, Sequence[str]], on: date) -> bool:
    """Is the person of these fields (canonical names) under 18 on that day, or possibly so?

    Any birth date or personal code that says so suffices, and a partial date is read as the youngest it allows:
    a doubt protects. What cannot be read says nothing.
    """
    born = [_latest(text) for text in fields.get("birth_date", ())]
    born += [_by_personal_code(code) for code in fields.get("personal_code", ())]
    return any(day is not None and _age(day, on) < ADULT for day in born)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _latest(text: str) -> date | None:
    """The last day that an ISO date, whole or partial, may mean."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not found:
        return None
    year, month, day = (int(p) if p and int(p) else None for p in found.groups())
    for last in (day or 31, 30, 29, 28):  # a day that the month does not have is read as its last
        try:
            return date(year or 1, month or 12, last)
        except ValueError:
            continue
    return date(year, 12, 31) if year else None


def _by_personal_code(code: str) -> date | None:
    """Birth date in a Lithuanian personal code: first digit sex and century (3, 4: 1900s; 5, 6: 2000s), then YYMMDD."""
    digits = re.sub(r"\D", "", code)
    if len(digits) != 11 or digits[0] not in "123456":
        return None
    century = 1800 + (int(digits[0]) - 1) // 2 * 100
    return _latest(f"{century + int(digits[1:3])}-{digits[3:5]}-{digits[5:7]}")
