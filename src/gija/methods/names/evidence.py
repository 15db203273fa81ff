"""What is known of two people beside their names, weighed: dates, codes, sex, citizenship, place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from gija.methods.names.births import SAYS, Birth, birth, birth_code
from gija.methods.names.identifiers.codes import personal_code
from gija.methods.names.letters import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person beside the name, read once; empty or None where it is not known."""

    birth: Birth | None
    code: str
    sex: str
    citizenship: str
    place: str

    @property
    def nothing(self) -> bool:
        return not (self.birth or self.code or self.sex or self.citizenship or self.place)


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return fold(text)


def known(birth_date: str, code: str, sex: str, citizenship: str, place: str) -> Known:
    return Known(
        birth(birth_date) if birth_date else None,
        (personal_code(code) or "") if code else "",
        _folded(sex),
        _folded(citizenship),
        _folded(place),
    )


# A field's code: how far an equal value lifts a likely name, and what a different one leaves of the score.
TEXTS = {"sex": (0.02, 0.85), "citizenship": (0.03, 0.97), "place": (0.08, 0.99)}
CODE_SAME, CODE_NEAR, CODE_DIFFERENT = (0.9, 1.0), (0.2, 0.93), (0.0, 0.6)
NOTHING: tuple[tuple[str, float, float], ...] = ()


def weigh(a: Known, b: Known) -> Iterator[tuple[str, float, float]]:
    """What both know: the code of the reason, how far it lifts a likely name, what it leaves of the score.

    What only one of them knows says nothing, so that asking with more never loses a record that holds less.
    """
    if a.birth and b.birth:
        code = birth_code(a.birth, b.birth)
        yield code, *SAYS[code]
    if a.code and b.code:
        yield _codes(a.code, b.code)
    if a.sex and b.sex:
        yield _texts("sex", a.sex == b.sex)
    if a.citizenship and b.citizenship:
        yield _texts("citizenship", a.citizenship == b.citizenship)
    if a.place and b.place:
        yield _texts("place", a.place == b.place)


def _texts(field: str, same: bool) -> tuple[str, float, float]:
    support, factor = TEXTS[field]
    return (f"{field}_same", support, 1.0) if same else (f"{field}_different", 0.0, factor)


def _codes(a: str, b: str) -> tuple[str, float, float]:
    if a == b:
        return "code_same", *CODE_SAME
    if OSA.distance(a, b, score_cutoff=1) == 1:
        return "code_near", *CODE_NEAR
    return "code_different", *CODE_DIFFERENT
