"""The databases of the search's tests, and colleagues whom the cast lacks."""

from __future__ import annotations

from typing import Any

import pytest

from gija.commons.permissions import Actor
from gija.police.search.tests.conftest import Asks, Databases, asks, databases

__all__ = ["Asks", "Databases", "asks", "databases"]


@pytest.fixture
def colleague(cast: Any) -> Any:
    """`colleague("investigator", "kpb", "Vytas Antrasis")`: an account in that role, and its actor."""
    from gija.commons.accounts.queries import actor_of
    from gija.commons.accounts.services import make_account

    def made(role: str, institution: str = "kpb", name: str = "Vytas Antrasis") -> Actor:
        key = f"{name.split()[0].lower()}@gija.example"
        cast.accounts[name.split()[0].lower()] = account = make_account(key, name, "x", role, institution, demo=True)
        return actor_of(account)

    return made
