"""Two persons compared: names, date of birth, sex, personal code, citizenship, place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gija.methods.names.comparing import compare, part, score_of
from gija.methods.names.evidence import Evidence, of_birth, of_code, of_text
from gija.methods.names.parsing import Name, parse
from gija.methods.names.values import Comparison


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person; empty where it is not known. `birth_date` is ISO, a year or year and month will do."""

    names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    birth_date: str = ""
    sex: str = ""
    personal_code: str = ""
    citizenship: str = ""
    place: str = ""


FORMER = 0.95


@lru_cache(maxsize=65_536)
def _parsed(text: str) -> Name:
    return parse(text)


def _named(person: Person) -> list[tuple[Name, float]]:
    named = [(_parsed(n), 1.0) for n in person.names if n]
    if person.former_names:
        named += [(_parsed(n), FORMER) for n in person.former_names if n]
    return named


def _best(a: Person, b: Person) -> tuple[float, Name | None, Name | None, float]:
    found: tuple[float, Name | None, Name | None, float] = (0.0, None, None, 1.0)
    theirs = _named(b)
    for x, x_weight in _named(a):
        for y, y_weight in theirs:
            weight = min(x_weight, y_weight)
            score = score_of(x, y) * weight
            if score > found[0]:
                found = (score, x, y, weight)
    return found


def _evidence(a: Person, b: Person) -> list[Evidence]:
    found = (
        of_birth(a.birth_date, b.birth_date),
        of_code(a.personal_code, b.personal_code),
        of_text("sex", a.sex, b.sex, 0.02, 0.85),
        of_text("citizenship", a.citizenship, b.citizenship, 0.03, 0.97),
        of_text("place", a.place, b.place, 0.08, 0.99),
    )
    return [e for e in found if e]


def person_score(a: Person, b: Person) -> Comparison:
    """How far two persons agree, in 0..1; symmetric.

    The name decides; other evidence lifts a likely name or takes off. An equal date of birth alone is no hit. The same
    personal code is one person even where the name differs (the score then says 0.9 or more).
    """
    name, x, y, weight = _best(a, b)
    evidence = _evidence(a, b)
    parts = list(compare(x, y).parts) if x and y else []
    if weight < 1:
        parts.append(part("former", "", "", weight - 1))
    score = _combined(name, evidence, named=_both_named(a, b))
    return Comparison(score, (*parts, *(e.part for e in evidence)))


def person_number(a: Person, b: Person) -> float:
    """The score of `person_score` without its reasons, for many candidates."""
    return _combined(_best(a, b)[0], _evidence(a, b), named=_both_named(a, b))


def _both_named(a: Person, b: Person) -> bool:
    return bool((a.names or a.former_names) and (b.names or b.former_names))


def _combined(name: float, evidence: list[Evidence], *, named: bool) -> float:
    same_code = any(e.code == "code_same" for e in evidence)
    if not named and not same_code:
        return 0.0
    score = name if named else 1.0
    likely = min(1.0, max(0.0, (score - 0.55) / 0.25))  # evidence counts only beside a name that may be the same
    for e in evidence:
        score = (score + (1 - score) * e.support * likely) * e.factor
    return round(max(score, 0.9 + 0.09 * name) if same_code else score, 6)


def person_of(fields: Mapping[str, tuple[str, ...]]) -> Person:
    """A Person from canonical fields with several values each (a record). Called for every candidate: kept plain."""
    get = fields.get
    given, family, former = get("given_name", ()), get("family_name", ()), get("former_name", ())
    names = get("name", ())
    if given or family:
        whole = [f"{g} {f}".strip() for g in given or ("",) for f in family or ("",)]
        names = tuple(dict.fromkeys((*names, *whole)))
    if former and given:
        former = tuple(f if " " in f.strip() else f"{g} {f}" for f in former for g in given)
    return Person(
        names,
        former,
        _one(get("birth_date")),
        _one(get("sex")),
        _one(get("personal_code")),
        _one(get("citizenship")),
        _one(get("place")),
    )


def _one(values: tuple[str, ...] | None) -> str:
    return values[0] if values else ""
