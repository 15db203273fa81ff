"""Who sees how much of a hit: by role, purpose, database, category of person, age, handling code and break-glass.

What leads to which level is data: `police/access/table.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from gija.commons.permissions import Actor
from gija.methods.search.values import Match
from gija.police.access.models import BreakGlass
from gija.police.access.table import Decided, Facts, table
from gija.police.search.words import Level
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.police.databases.mapping import Mapping as DatabaseMapping
    from gija.police.search.models import Candidate

EXPIRED = Text(
    "The last day on which its owner may hold this record is past.",
    "Paskutinė diena, kurią valdytojas gali laikyti šį įrašą, praėjo.",
)
ADULT = 18  # years; a child is anyone below (Convention on the Rights of the Child, art. 1)


def level(
    role: str,
    institution: str,
    purpose: str,
    *,
    category: str,
    child: bool,
    handling: str,
    owner: str,
    database: str = "",
    glass: BreakGlass | None = None,
) -> Level:
    """How much of a record somebody in this role, of this institution, may see for this purpose.

    `handling` is the record's code, `owner` the institution of its database; `glass` an open break-glass, if any. What
    is not listed (an unknown role or handling code) gets the least that fits: nothing to show, or the owner only.
    """
    own = owner == institution
    facts = Facts(role, purpose, database, category, handling, child=child, own=own, glass=glass is not None)
    return table().decide(facts).level


def seen(
    actor: Actor,
    purpose: str,
    match: Match,
    mapping: DatabaseMapping | None = None,
    *,
    today: date | None = None,
    glass: BreakGlass | None = None,
) -> Level:
    """How much of a fresh match this actor may see: for who asks many questions at once and keeps them elsewhere.

    `mapping`: that of the match's database, found by its code when not given. `today`: the day children are told by.
    """
    if mapping is None:
        from gija.police.databases.registry import get

        mapping = get(match.record.database)
    facts = facts_of(actor, purpose, match, mapping, today or timezone.localdate(), glass)
    return table().decide(facts).level


def facts_of(
    actor: Actor, purpose: str, match: Match, mapping: DatabaseMapping, today: date, glass: BreakGlass | None = None
) -> Facts:
    """What the table needs to know of a match."""
    found = match.record
    return Facts(
        actor.role,
        purpose,
        mapping.code,
        found.category,
        found.handling or mapping.handling,
        child=found.type == "person" and is_child(found.fields, today),
        own=mapping.owner.institution == actor.institution,
        glass=glass is not None,
    )


def view_of(actor: Actor, purpose: str, candidate: Candidate, glass: BreakGlass | None = None) -> Level:
    """How much of a stored candidate the actor may see. What was referred when asked stays so: ask anew to see more."""
    return decided(actor, purpose, candidate, glass).level


def decided(actor: Actor, purpose: str, candidate: Candidate, glass: BreakGlass | None = None) -> Decided:
    """The level of a stored candidate, with why. One whose record its owner may no longer hold is not shown."""
    answer = candidate.answer
    found = table().decide(
        Facts(
            actor.role,
            purpose,
            answer.database,
            candidate.category,
            candidate.code,
            child=candidate.child,
            own=answer.owner == actor.institution,
            glass=glass is not None,
        )
    )
    if candidate.referred or found.level is Level.REFER:
        return Decided(Level.REFER, found.because)
    over = candidate.expires is not None and candidate.expires < timezone.localdate()
    return Decided(Level.OWNER, (EXPIRED,)) if over else found


def is_child(fields: Mapping[str, Sequence[str]], on: date) -> bool:
    """Is the person of these fields (canonical names) under 18 on that day, or possibly so?

    Any birth date or personal code that says so suffices, and a partial date is read as the youngest it allows:
    a doubt protects. What cannot be read says nothing.
    """
    born = [latest(text) for text in fields.get("birth_date", ())]
    born += [_by_personal_code(code) for code in fields.get("personal_code", ())]
    return any(day is not None and _age(day, on) < ADULT for day in born)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def latest(text: str) -> date | None:
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
    return latest(f"{century + int(digits[1:3])}-{digits[3:5]}-{digits[5:7]}")
