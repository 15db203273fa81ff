"""The model as data, and what it says of one pair: every piece of evidence with its weight in bits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import log2
from typing import Any

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

FORM = "gija.sameness/1"
UNKNOWN = "unknown"  # the level of a comparison of which one side does not say anything: no weight either way

# Comparison -> its levels, best first; each with how it reads. The SQL of each level is in `likely`.
LEVELS: Mapping[str, Mapping[str, Text]] = {
    "name": {
        "equal": Text("the same name", "tas pats vardas ir pavardė"),
        "spelling": Text("the same name, written otherwise", "tas pats vardas ir pavardė, kita rašyba"),
        "close": Text("a similar name", "panašus vardas ir pavardė"),
        "other": Text("another name", "kitas vardas ar pavardė"),
    },
    "birth_date": {
        "equal": Text("the same day of birth", "ta pati gimimo diena"),
        "partly": Text("agrees as far as it is known", "sutampa tiek, kiek žinoma"),
        "slip": Text(
            "one digit differs, or day and month are swapped", "skiriasi vienas skaitmuo arba sukeisti diena ir mėnuo"
        ),
        "other": Text("another date of birth", "kita gimimo data"),
    },
    "sex": {"equal": Text("the same sex", "ta pati lytis"), "other": Text("the other sex", "kita lytis")},
    "citizenship": {
        "equal": Text("the same citizenship", "ta pati pilietybė"),
        "other": Text("another citizenship", "kita pilietybė"),
    },
    "near": {
        "shared": Text(
            "tied to the same phone, document, vehicle, address or account",
            "sieja tas pats telefonas, dokumentas, transporto priemonė, adresas ar sąskaita",
        ),
        "other": Text("tied to different things", "sieja skirtingi dalykai"),
    },
    "personal_code": {
        "equal": Text("the same personal code", "tas pats asmens kodas"),
        "slip": Text("one digit differs, or two are swapped", "skiriasi vienas skaitmuo arba du sukeisti vietomis"),
        "other": Text("another personal code", "kitas asmens kodas"),
    },
    "phone": {
        "equal": Text("the same phone", "tas pats telefonas"),
        "other": Text("another phone", "kitas telefonas"),
    },
}
COMPARED = {
    "name": Text("Name", "Vardas ir pavardė"),
    "birth_date": Text("Date of birth", "Gimimo data"),
    "sex": Text("Sex", "Lytis"),
    "citizenship": Text("Citizenship", "Pilietybė"),
    "near": Text("Common ties", "Bendri ryšiai"),
    "personal_code": Text("Personal code", "Asmens kodas"),
    "phone": Text("Phone", "Telefonas"),
}
NOT_TOLD = Text("not known on one side", "vienoje pusėje nežinoma")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison of a pair: which level it reached, and its weight in bits (log2 of m/u; 0 where unknown)."""

    of: str
    level: str
    weight: float

    @property
    def name(self) -> Text:
        return COMPARED[self.of]

    @property
    def text(self) -> Text:
        return NOT_TOLD if self.level == UNKNOWN else LEVELS[self.of][self.level]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons with the match weight in bits (prior and all evidence together) and the probability it stands for."""

    one: str
    other: str
    weight: float
    prior: float  # bits
    evidence: tuple[Evidence, ...]

    @property
    def probability(self) -> float:
        return 1 / (1 + 2**-self.weight)


@dataclass(frozen=True, slots=True)
class Model:
    """`m`: how often each level is reached by two records of one person; `u`: by records of two persons.

    It compares what it has numbers for. `prior`: how likely two records are of one person before anything is compared.
    `join`: from this probability on a room may join by itself; `tell`: from here on a person is asked.
    """

    version: str
    prior: float
    join: float
    tell: float
    m: Mapping[str, Mapping[str, float]]
    u: Mapping[str, Mapping[str, float]]
    trained: Mapping[str, Any] = field(default_factory=dict)

    def weight(self, of: str, level: str) -> float:
        """Bits of evidence; 0 where one side says nothing."""
        return 0.0 if level == UNKNOWN else log2(self.m[of][level] / self.u[of][level])

    @property
    def compared(self) -> tuple[str, ...]:
        """What it compares, in the order of `LEVELS`."""
        return tuple(of for of in LEVELS if of in self.m)

    @property
    def prior_bits(self) -> float:
        return log2(self.prior / (1 - self.prior))


def read(text: str) -> Model:
    """A model from its JSON. Refused: `sameness.model` where it is not one, or a level is missing."""
    try:
        raw = json.loads(text)
        found = Model(**{key: value for key, value in raw.items() if key != "form"})
        sound = raw["form"] == FORM and 0 < found.prior < 1 and 0 < found.tell <= found.join < 1
        sound = sound and bool(found.m) and set(found.m) == set(found.u) <= set(LEVELS)
        sound = sound and all(
            0 < table[of][level] <= 1 for table in (found.m, found.u) for of in found.m for level in LEVELS[of]
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise GijaError("sameness.model")
    return found


def written(model: Model) -> str:
    """The model as JSON, the same text for the same numbers."""
    return json.dumps({"form": FORM} | asdict(model), ensure_ascii=False, indent=1) + "\n"
