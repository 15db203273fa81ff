"""How far a record answers a query: the same scoring for indexed and for live candidates."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from gija.methods.names.comparing import HIT_THRESHOLD, part
from gija.methods.names.identifiers import canonical, is_identifier, pattern
from gija.methods.names.letters import fold
from gija.methods.names.organisations import compare_organisations, organisation_number
from gija.methods.names.persons import Person, person_number, person_of, person_score
from gija.methods.names.rarity import Rarity
from gija.methods.names.values import Comparison, Part
from gija.methods.search.values import Query, Record

__all__ = ["HIT_THRESHOLD", "number", "person_of_query", "score"]

NEAR = 0.75  # an identifier with one character other, or two swapped: shown, never a hit by itself
PARTLY = 0.9  # an identifier known in part that fits all that is known
OTHER_FIELD = 0.93  # each further field of the query that the record contradicts


def person_of_query(values: Mapping[str, str]) -> Person:
    """The Person a query describes; names may come whole or in two fields."""
    return person_of({k: (v,) for k, v in values.items() if v})


def score(query: Query, record: Record, rarity: Rarity | None = None) -> Comparison:
    """How far the record answers the query, in 0..1, with every reason; 0 for a record of another type.

    `rarity` is that of the index the record stands in (`Index.rarity`): with it the score is the one `search` gives.
    """
    if query.type != record.type:
        return Comparison(0.0)
    if query.type == "person":
        return person_score(person_of_query(query.values), person_of(record.fields), rarity)
    if query.type == "organisation":
        return compare_organisations(query.values, record.fields)
    return _by_fields(query, record)


def number(query: Query, record: Record, asked: Person | None = None) -> float:
    """The score of `score` without its reasons. `asked` spares reading the query again for every candidate."""
    if query.type != record.type:
        return 0.0
    if query.type == "person":
        return person_number(asked or person_of_query(query.values), person_of(record.fields))
    if query.type == "organisation":
        return organisation_number(query.values, record.fields)
    return _by_fields(query, record).score


def _by_fields(query: Query, record: Record) -> Comparison:
    """Things known by identifiers: one that is the same decides; what else was asked may only take off."""
    found = [_field(query.type, f, v, record.fields.get(f, ())) for f, v in query.values.items() if v]
    parts = [(s, p) for s, p in found if p is not None]
    if not parts:
        return Comparison(0.0)
    keyed = [s for (s, _), (f, v) in zip(found, _asked(query), strict=True) if _is_key(query.type, f, v)]
    best = max(keyed) if keyed else max(s for s, _ in parts)
    against = sum(1 for s, _ in parts if s < best and s < NEAR)
    return Comparison(round(best * OTHER_FIELD**against, 6), tuple(p for _, p in parts))


def _asked(query: Query) -> list[tuple[str, str]]:
    return [(f, v) for f, v in query.values.items() if v]


def _is_key(type_: str, field: str, value: str) -> bool:
    return is_identifier(type_, field) and bool(pattern(type_, field, value) or canonical(type_, field, value))


def _field(type_: str, field: str, asked: str, held: tuple[str, ...]) -> tuple[float, Part | None]:
    """The best of the record's values for one field of the query; no part where the record holds none."""
    scored = [(_value(type_, field, asked, value), value) for value in held if value]
    if not scored:
        return 0.0, None
    best, value = max(scored)
    if best == PARTLY and pattern(type_, field, asked):
        return best, part("partial", asked, value, best, "identifier_partial")
    if best >= HIT_THRESHOLD:
        return best, part(
            "same" if best == 1.0 else "similar", asked, value, best, "similar" if best < 1 else "identifier_same"
        )
    how = "similar" if best >= NEAR else "different"
    return best, part(how, asked, value, best, "similar" if how == "similar" else "identifier_different")


def _value(type_: str, field: str, asked: str, held: str) -> float:
    if is_identifier(type_, field):
        if partly := pattern(type_, field, asked):
            return PARTLY if partly.matches(canonical(type_, field, held) or "") else 0.0
        a, b = canonical(type_, field, asked), canonical(type_, field, held)
        if a and b:
            return 1.0 if a == b else _near(field, a, b)
    one, two = fold(asked), fold(held)
    return 1.0 if one == two else 0.95 * fuzz.token_sort_ratio(one, two) / 100


def _near(field: str, a: str, b: str) -> float:
    """Two different identifiers: near where one character differs. Addresses differ wholly where their numbers do."""
    if field == "text":
        numbers = [{w for w in t.split() if any(c.isdigit() for c in w)} for t in (a, b)]
        return (0.95 if numbers[0] == numbers[1] else 0.6) * fuzz.token_sort_ratio(a, b) / 100
    return NEAR if OSA.distance(a, b) == 1 else 0.0
