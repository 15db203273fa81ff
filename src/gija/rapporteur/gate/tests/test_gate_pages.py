"""Pages of the ledger: who may read it, what one release and a withdrawal look like, and who may have a certificate."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gija.methods.disclosure.ledger import Ledger
from gija.rapporteur.gate import services
from gija.rapporteur.gate.models import Entry
from gija.rapporteur.gate.protecting import passed
from gija.rapporteur.gate.testing import fine_cube

from .conftest import cited, period

pytestmark = pytest.mark.django_db(databases="__all__")
For = Callable[..., Client]
HALF = passed("half_year-2014-H1-v1", "2014-07-20", period("2014-H1", 4017, 3, 2023), Ledger()).releases
CITED = passed("annual-2014-v1", "2015-12-31", [cited(3)], Ledger()).releases
LEDGER = "/rapporteur/ledger/"


@pytest.fixture
def three(cast: Any) -> list[Entry]:
    """A release with closed cells, a cited one, and the withdrawal of the first."""
    services.put(HALF)
    services.put(CITED)
    services.withdraw([HALF[0].name], "2014-08-01")
    return list(Entry.objects.order_by("id"))


@pytest.mark.parametrize("language", ["en", "lt"])
def test_an_empty_ledger_says_so(client_for: For, language: str) -> None:
    page = client_for("vaida", language).get(reverse("gate:ledger"))
    assert page.status_code == 200
    assert '<div class="empty">' in page.content.decode()


@pytest.mark.parametrize("who", ["rasa", "mantas", "aldona", "egle"])
def test_others_are_refused_the_evaluator_too(client_for: For, three: list[Entry], who: str) -> None:
    client = client_for(who)
    for address in (reverse("gate:ledger"), reverse("gate:entry", args=[three[0].pk])):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(("language", "shut"), [("en", "Suppressed"), ("lt", "Neskelbiama")])
def test_a_release_shows_its_figures_and_closed_cells_have_no_number(
    client_for: For, three: list[Entry], language: str, shut: str
) -> None:
    page = client_for("jonas", language).get(reverse("gate:entry", args=[three[0].pk])).content.decode()
    assert "6043" in page.replace("\u00a0", "")
    assert shut in page
    closed = [c for r in HALF for t in r.tables for c in t if c.status == "suppressed"]
    assert page.count(shut) >= len(closed) > 0
    assert three[0].head in page
    cited_page = client_for("jonas", language).get(reverse("gate:entry", args=[three[1].pk])).content.decode()
    assert "S1" in cited_page


def test_a_withdrawal_says_that_what_was_told_stays_known(client_for: For, three: list[Entry]) -> None:
    page = client_for("vaida").get(reverse("gate:entry", args=[three[2].pk])).content.decode()
    assert "What it told stays known." in page
    everything = client_for("vaida").get(reverse("gate:ledger")).content.decode()
    assert everything.count(HALF[0].name) == 2
    assert "The chain is whole" in everything


def test_a_broken_chain_is_said_and_an_entry_that_is_not_there_is_not_found(
    client_for: For, three: list[Entry]
) -> None:
    Entry(name="later", kind="withdrawal", content=json.dumps({"name": HALF[0].name, "day": "2014-08-02"}),
          head="0" * 64, at=three[0].at).save()  # fmt: skip
    client = client_for("vaida")
    assert "The chain of the ledger is broken" in client.get(reverse("gate:ledger")).content.decode()
    assert client.get(reverse("gate:entry", args=[10**6])).status_code == 404


def test_keys_that_changed_are_an_entry_without_figures(client_for: For, cast: Any) -> None:
    fine_cube(changes=1)
    fine_cube(vintage=2, changes=4, counts={("presumed", "F", "adult", "sexual", "ngo"): 8})
    page = client_for("vaida").get(reverse("gate:entry", args=[Entry.objects.get().pk])).content.decode()
    assert "keys-2014-H1-v2" in page
    assert "3" in page


def test_only_inner_roles_are_shown_true_counts_and_files_leave_them_out_for_all(client_for: For, cast: Any) -> None:
    from gija.commons.courier.work import run_once
    from gija.rapporteur.statistics.tests.test_statistics_tables import sent, table

    sent(table(total=4019))
    run_once(strict=True)
    address = reverse("statistics:series", args=["register_records"])
    for who, seen in (("vaida", True), ("jonas", True), ("egle", False)):
        page = client_for(who).get(address).content.decode()
        assert ("4019" in page, "Not protected: for inner use." in page) == (seen, seen), who
        file = client_for(who).get(reverse("statistics:figures_file", args=["register_records"]))
        assert b"4019" not in file.content
        assert "4019" not in client_for(who).get(reverse("statistics:indicators")).content.decode()
        assert "4019" not in client_for(who).get(reverse("statistics:findings")).content.decode()
