"""Two persons compared: names, date of birth, sex, personal code, citizenship, place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from gija.methods.names.comparing import HIT_THRESHOLD, part, parts, score_of
from gija.methods.names.evidence import Known, known, weigh
from gija.methods.names.parsing import Name, parse
from gija.methods.names.rarity import Rarity
from gija.methods.names.values import Comparison, Part


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person; empty where it is not known.

    `birth_date` is ISO and may be partial or unsure (see `births.birth`); `citizenship` a code or word, `place` a text,
    both compared as they stand (case and diacritics aside).
    """

    names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    birth_date: str = ""
    sex: str = ""
    personal_code: str = ""
    citizenship: str = ""
    place: str = ""


FORMER = 0.95  # what a former name counts
NamesRead = tuple[tuple[Name, float], ...]  # each name in words, and what it counts


@dataclass(frozen=True, slots=True)
class Prepared:
    """A person read once for many comparisons: names in words with what each counts, and the rest as known."""

    names: NamesRead
    known: Known


UNKNOWN = known("", "", "", "", "")
ROOM = 0.9  # of what lies above the threshold a name alone can fill: the rest is for what else agrees


@lru_cache(maxsize=65_536)
def _parsed(text: str) -> Name:
    """The name in small letters, so that one spelling of a word is compared once."""
    name = parse(text)
    return replace(name, words=tuple(w.same or w for w in name.words))


def prepared(person: Person) -> Prepared:
    """Read a person's names and dates once; cheap where the same names come again."""
    named = [(_parsed(n), 1.0) for n in person.names if n]
    named += [(_parsed(n), FORMER) for n in person.former_names if n]
    rest = known(person.birth_date, person.personal_code, person.sex, person.citizenship, person.place)
    return Prepared(tuple(named), rest)


def _best(a: Prepared, b: Prepared, rarity: Rarity | None) -> tuple[float, Name | None, Name | None, float]:
    best = 0.0
    x_best: Name | None = None
    y_best: Name | None = None
    w_best = 1.0
    for x, x_weight in a.names:
        for y, y_weight in b.names:
            weight = x_weight if x_weight < y_weight else y_weight
            score = score_of(x, y, rarity) * weight
            if score > best:
                best, x_best, y_best, w_best = score, x, y, weight
    return best, x_best, y_best, w_best


def quick(a: Prepared, b: Prepared, rarity: Rarity | None = None) -> float:
    """The score of `person_score` without its reasons, for many candidates."""
    return _combined(a.known, b.known, _best(a, b, rarity)[0] if a.names and b.names else None)


class Asked:
    """One person read once, compared with many; what the names say is told once for namesakes."""

    def __init__(self, person: Person, rarity: Rarity | None = None) -> None:
        self.person, self.prepared, self.rarity = person, prepared(person), rarity
        self._named: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[float | None, tuple[Part, ...]]] = {}

    def named(self, names: NamesRead) -> float | None:
        """What the names of another say, the best two of them; None where one side has none."""
        return _best(self.prepared, Prepared(names, UNKNOWN), self.rarity)[0] if names and self.prepared.names else None

    def scored(self, named: float | None, beside: Known = UNKNOWN) -> float:
        """The score of `compared` for one whose names say so much."""
        return _combined(self.prepared.known, beside, named)

    def compared(self, other: Person) -> Comparison:
        """`person_score` with the other."""
        read = prepared(other)
        key = other.names, other.former_names
        if key not in self._named:
            self._named[key] = self._names(read)
        name, told = self._named[key]
        score = _combined(self.prepared.known, read.known, name)
        return Comparison(score, (*told, *_told(self.person, other, self.prepared, read)))

    def _names(self, other: Prepared) -> tuple[float | None, tuple[Part, ...]]:
        if not (self.prepared.names and other.names):
            return None, ()
        name, x, y, weight = _best(self.prepared, other, self.rarity)
        told = parts(parse(x.text), parse(y.text), self.rarity) if x and y else ()
        return name, (*told, part("former", "", "", weight - 1)) if weight < 1 else tuple(told)


def person_score(a: Person, b: Person, rarity: Rarity | None = None) -> Comparison:
    """How far two persons agree, in 0..1; symmetric.

    The name decides; what else both sides know lifts a likely name or takes off. An equal date of birth alone is no
    hit. The same personal code is one person even where the name differs (the score then says 0.9 or more). A name
    alone never reaches 1.0, so that more that agrees always tells two candidates apart. `rarity` (of the index that
    answers) lets rare names weigh more.
    """
    return Asked(a, rarity).compared(b)


def person_number(a: Person, b: Person, rarity: Rarity | None = None) -> float:
    """`quick` for persons that were not prepared."""
    return quick(prepared(a), prepared(b), rarity)


def _told(a: Person, b: Person, one: Prepared, two: Prepared) -> list[Part]:
    """What the rest of the evidence says, in words."""
    values = {
        "birth": (a.birth_date, b.birth_date),
        "sex": (a.sex, b.sex),
        "citizenship": (a.citizenship, b.citizenship),
        "place": (a.place, b.place),
        "code": ("", ""),  # the code itself is never repeated
    }
    found = []
    for code, support, factor in weigh(one.known, two.known):
        left, right = values[code.partition("_")[0]]
        how = "same" if code.endswith("_same") else "different" if code.endswith("_different") else "similar"
        found.append(part(how, left, right, factor - 1 if factor < 1 else support, code))
    if bool(a.birth_date) != bool(b.birth_date):
        found.append(part("missing", a.birth_date, b.birth_date, 0.0, "birth_missing"))
    return found


def _combined(a: Known, b: Known, named: float | None) -> float:
    """What the names say (None: one side has none), and what both know beside them."""
    score = name = named or 0.0
    same_code = False
    if score > HIT_THRESHOLD:
        score = HIT_THRESHOLD + (score - HIT_THRESHOLD) * ROOM
    # Evidence counts only beside a name that may be the same.
    likely = 1.0 if name >= HIT_THRESHOLD else max(0.0, (name - 0.55) / (HIT_THRESHOLD - 0.55))
    for code, support, factor in weigh(a, b):
        score = (score + (1 - score) * support * likely) * factor
        same_code = same_code or code == "code_same"
    if same_code:
        score = max(score, 0.9 + 0.09 * (0.5 if named is None else named))
    return round(score, 6)


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
