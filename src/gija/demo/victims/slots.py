"""The places on the lists: which institution knew how many of which sex, age and status in which year.

The totals are the published ones (`data/victims.yaml`, with the line of the source).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gija.demo.country.chance import data, stream

VICTIM, AT_RISK = "victim", "at_risk"
KINDS = ("ngo", "iom", "police")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on one list: somebody whom this institution entered in this year."""

    kind: str  # ngo, iom, police
    institution: str
    year: int
    male: bool
    child: bool
    group: str  # victim or at_risk, as S1 parts them
    beside: str = ""  # why it counts nowhere: no_consent, withdrawn


def make_slots(seed: int) -> list[Slot]:
    """Every place, in one order for one seed."""
    said = data("victims")
    places = [slot for year in said["years"] for kind in KINDS for slot in _list(kind, year, seed)]
    return places + [
        Slot("ngo", about["institution"], about["year"], False, False, VICTIM, about["why"]) for about in said["beside"]
    ]


def _list(kind: str, year: int, seed: int) -> Iterator[Slot]:
    random = stream(seed, f"slots {kind} {year}")
    people = _ngo(year, random) if kind == "ngo" else _parted(kind, year)
    holders = _holders(kind, len(people), random)
    for (male, child, group), institution in zip(people, holders, strict=True):
        yield Slot(kind, institution, year, male, child, group)


def _ngo(year: int, random: np.random.Generator) -> list[tuple[bool, bool, str]]:
    """Status and sex were published each by itself: they are joined by lot, so that both totals hold."""
    said, girls = data("victims")["published"]["ngo"][year], data("victims")["chosen"]["ngo_girls"][year]
    women = said["total"] - said["men"] - girls
    sexes = [(True, False)] * said["men"] + [(False, False)] * women + [(False, True)] * girls
    groups = [VICTIM] * said["victim"] + [AT_RISK] * said["at_risk"]
    order = random.permutation(said["total"]).tolist()
    return [(*sexes[place], group) for place, group in zip(order, groups, strict=True)]


def _parted(kind: str, year: int) -> list[tuple[bool, bool, str]]:
    whole = data("victims")
    said = (whole["published"] if kind in whole["published"] else whole["chosen"])[kind][year]
    parts = {"women": (False, False), "men": (True, False), "girls": (False, True), "boys": (True, True)}
    return [(*part, VICTIM) for name, part in parts.items() for _ in range(said[name])]


def _holders(kind: str, count: int, random: np.random.Generator) -> list[str]:
    """An institution for each place: shares by largest remainder, then shuffled."""
    shares = {code: about["share"] for code, about in data("victims")["lists"][kind].items()}
    whole = {code: int(count * share) for code, share in shares.items()}
    rest = sorted(shares, key=lambda code: whole[code] - count * shares[code])[: count - sum(whole.values())]
    codes = [code for code in shares for _ in range(whole[code] + (code in rest))]
    return [codes[place] for place in random.permutation(count).tolist()]
