"""Roles that are held for a term only, by a contract: the zone that keeps the contracts says where one is in force.

Who is given such a role holds it from the first to the last day of the contract of their house, and nobody has to begin
or end it by hand. Where the zone does not run, the role opens nothing and is not asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from gija.commons.accounts.models import RoleAssignment

InForce = Callable[[str], bool]  # of an institution: is its term running today?
_bound: dict[str, InForce] = {}


def bind(role: str, in_force: InForce) -> None:
    """From now on the role is held only in institutions for which `in_force` says so. Said once, in `ready`."""
    _bound[role] = in_force


def roles() -> list[str]:
    """The roles that are bound to a term."""
    return list(_bound)


def lapsed(given: Iterable[RoleAssignment]) -> Iterator[int]:
    """The numbers of those assignments of bound roles that do not hold today."""
    return (one.pk for one in given if not _bound[one.role](one.institution_id))
