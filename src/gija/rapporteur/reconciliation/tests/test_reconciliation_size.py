"""Twenty suppliers, ten years, fifty indicators: a whole year is reconciled, and pages are made, in good time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from gija.methods.reconciling import Amount
from gija.rapporteur.reconciliation import queries
from gija.rapporteur.reconciliation.tests.generated import observations
from gija.rapporteur.statistics.models import Observation

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
BASE = "/rapporteur/reconciliation/"
YEAR_AT_MOST, PAGE_AT_MOST = 2.0, 0.2  # seconds of CPU


@pytest.fixture
def many(cast: Any) -> None:
    Observation.objects.bulk_create(observations(20, range(2015, 2025), 50), batch_size=500)


def seconds(act: Any) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def test_a_whole_year_of_twenty_suppliers_and_fifty_indicators(many: None, client_for: Any) -> None:
    queries.whole_year("2023")  # vocabulary and templates are read once
    with CaptureQueriesContext(connections["rapporteur"]) as asked:
        taken = seconds(lambda: queries.whole_year("2024"))
    often = len(asked)  # a request after this forgets them
    found = queries.whole_year("2024")
    assert sum(len(one.pairs) for one in found) > 700
    assert all(p.found.remainder is not None for one in found for p in one.pairs)
    for one in found:
        for pair in one.pairs:
            rest = pair.found.remainder or Amount(0, 0)
            assert pair.found.known.low + rest.high == pair.found.difference
    vaida = client_for("vaida")
    pages = (BASE, f"{BASE}of/victims/2024/", f"{BASE}of/persons_of_interest/2024/")
    told = {}
    for page in pages:
        vaida.get(page)
        told[page] = seconds(lambda page=page: vaida.get(page))
    print("year", round(taken, 3), "queries", often, {p: round(t, 3) for p, t in told.items()})  # noqa: T201
    assert taken <= YEAR_AT_MOST
    assert 0 < often <= 6
    assert max(told.values()) <= PAGE_AT_MOST
