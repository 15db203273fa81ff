"""The names people of each community may bear, with how frequent they are."""

from __future__ import annotations

from dataclasses import dataclass

from gija.demo.country.chance import Floats, Texts, data, stream, texts, zipf
from gija.demo.country.spellings import capitals, feminine, official

COMMUNITIES = ("lt", "pl", "ru", "uk", "by")
FORMS = ("male", "unmarried", "married", "short")


@dataclass(frozen=True)
class Pool:
    """Names of one community in the register's spelling. `family[form]` are parallel: same surname, other form."""

    men: Texts
    women: Texts
    family: dict[str, Texts]
    men_shares: Floats
    women_shares: Floats
    family_shares: Floats


def pool(community: str, seed: int, surnames: int) -> Pool:
    """The names of a community: all its given names and about `surnames` surnames, the frequent ones always there."""
    said = data("names")[community]
    alphabet = said["writes"]
    male = _surnames(community, seed, surnames)
    family = {"male": texts([official(name, alphabet) for name in male])}
    for form in FORMS[1:]:
        family[form] = texts([official(feminine(name, alphabet, form), alphabet) for name in male])
    men = texts([official(name, alphabet) for name in said["men"].split()])
    women = texts([official(name, alphabet) for name in said["women"].split()])
    return Pool(men, women, family, zipf(len(men), 8), zipf(len(women), 8), zipf(len(male), 20, 0.75))


def _surnames(community: str, seed: int, count: int) -> list[str]:
    """Stems with endings in a mixed order, then rare ones of syllables until there are enough."""
    said, random = data("names")[community], stream(seed, f"surnames {community}")
    endings, weights = list(said["endings"]), list(said["endings"].values())
    chances = [weight / sum(weights) for weight in weights]
    found: dict[str, None] = {}
    stems = said["stems"].split()
    for ending in random.choice(len(endings), size=3 * len(stems), p=chances).tolist():
        found[_joined(stems[int(random.integers(len(stems)))], endings[ending])] = None
    onsets, vowels, codas = (said[part].split() for part in ("onsets", "vowels", "codas"))
    possible = len(onsets) * len(vowels) * len(codas) * len(endings) // 3
    while len(found) < min(count, possible):
        syllables = [onsets, vowels, codas]
        stem = "".join(parts[int(random.integers(len(parts)))] for parts in syllables)
        found[_joined(stem, endings[int(random.choice(len(endings), p=chances))])] = None
    return list(found)


VOWELS = frozenset("aąeęėiįyouųūóаеёиіоуыэюяї")


def _joined(stem: str, ending: str) -> str:
    """Stem and ending; where two vowels, or the same letters, would meet, the stem gives way."""
    stem = stem.rstrip("ьй")
    while stem[-1] in VOWELS and ending[0] in VOWELS and len(stem) > 2:
        stem = stem[:-1]
    for twice in (ending[:2], ending[:1]):
        stem = stem.removesuffix(twice)
    return capitals(((stem.removesuffix("ow").removesuffix("ew") if ending[1:2] == "w" else stem) + ending).lower())
