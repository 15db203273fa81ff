"""Releases by kind and period: where the newest version of each stands at one address for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from gija.formats.releases.reading import Release
from gija.formats.releases.values import About


@dataclass(frozen=True, slots=True)
class Place:
    """One kind and period with every version of it, the newest first."""

    kind: str  # annual, table-victims-of-trafficking
    period: str  # as it stands in the address: 2014, 2014-h1, 2009-2014
    versions: tuple[Release, ...]

    @property
    def newest(self) -> Release:
        """The newest that was not withdrawn; where all were, the newest of these."""
        return next((one for one in self.versions if not one.withdrawn), self.versions[0])


def place_of(about: About) -> tuple[str, str]:
    """Kind and period of a release, as they stand in its address."""
    period = about.period.lower()
    return about.slug.removesuffix(f"-{period}"), period


def places(found: Iterable[Release]) -> tuple[Place, ...]:
    """Every kind and period there is a release of; kinds by name, the latest period of each first."""
    by_place = sorted(found, key=lambda one: (place_of(one.about), one.about.vintage), reverse=True)
    made = [Place(*key, tuple(group)) for key, group in groupby(by_place, key=lambda one: place_of(one.about))]
    return tuple(sorted(made, key=lambda one: one.kind))
