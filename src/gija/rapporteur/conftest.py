"""What the tests of the Rapporteur's rooms share: the houses of their evaluators are under contract."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest

from gija.commons.testing import Cast

EVER = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
NO_YEAR = 1900  # of a report: it gives the right to read, and to write about no year


@pytest.fixture
def evaluating() -> tuple[str, ...]:
    """The institutions that are under contract; a room whose tests make contracts says none."""
    return ("moi", "viltis")


@pytest.fixture
def cast(cast: Cast, evaluating: tuple[str, ...]) -> Cast:
    """The common cast. An evaluator among those who join holds the role, for the house has a contract."""
    with suppress(AssertionError):  # DatabaseOperationForbidden: a test that did not ask for the database of contracts
        under_contract(*evaluating)
    return cast


def under_contract(*institutions: str) -> None:
    """Contracts in force, by which the evaluators of these institutions hold their role."""
    from gija.rapporteur.evaluators.models import Contract, Tender

    codes = {f"standing-{one}": one for one in institutions}
    there = set(Tender.objects.filter(code__in=codes).values_list("code", flat=True))
    made = Tender.objects.bulk_create(
        Tender(code=code, title_en=code, title_lt=code, first=NO_YEAR, last=NO_YEAR, state="contracted")
        for code in codes.keys() - there
    )
    Contract.objects.bulk_create(
        Contract(tender=one, name=codes[one.code], organisation=codes[one.code], starts=EVER[0], ends=EVER[1])
        for one in made
    )
