"""Two organisations confirm a duplicate in a real browser, and one asks the other for what it knows."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from gija.casework.cases import services as cases
from gija.casework.duplicates.models import Pair
from gija.commons.accounts.models import Account
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor
from gija.commons.testing_browser import WIDTHS, follow, nowhere
from gija.register.clusters.models import Assignment, Run
from gija.register.fields import new_id
from gija.register.hints import clusters, queries, services

from .conftest import WHOLE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}


def looked(page: Any, axe: Any, shot: Any, name: str) -> None:
    """A picture; clean for axe; not wider than the screen."""
    shot(page, f"between-{name}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "wider than the screen"


def hinted(worker: Actor, rival: Actor) -> None:
    """Ona's records from both organisations, which the linkage unit took for one person."""
    made = [cases.open_case(who, AGREES) for who in (worker, rival)]
    for who, case in zip((worker, rival), made, strict=True):
        cases.submit(who, case.pk)
    run_once(strict=True)
    run = Run.objects.create(year=2014, half=1, number=1, received_month="2014-07", people=1, low=1, high=1)
    cluster = new_id()
    for case in made:
        Assignment.objects.create(run=run, record=case.record_id, cluster=cluster, strength=97)
    services.tell(None, clusters.groups(), duty=True)
    run_once(strict=True)


@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_two_organisations_confirm_a_duplicate_and_exchange_information(
    page_for: Any, axe: Any, shot: Any, cast: Any, worker: Actor, rival: Actor, language: str, width: int
) -> None:
    hinted(worker, rival)
    cast.accounts["nijole"] = Account.objects.get(email="nijole@gija.example")
    for key in ("mantas", "nijole"):
        page = page_for(key, language, width=width)
        page.goto("/casework/duplicates/hints/")
        looked(page, axe, shot, f"hints-{key}")
        says_the_same(page, axe, shot)
        run_once(strict=True)
    assert len(queries.confirmed()) == 1
    page = page_for("mantas", language, width=width)
    page.goto("/casework/exchange/ask/")
    page.select_option("#id_case", index=1)
    page.select_option("#id_partner", "prieglobstis")
    page.fill("#id_purpose", "Ji pereina pas mus")
    looked(page, axe, shot, "exchange-ask")
    follow(page.locator("main form button.button").last)
    expect(page.locator(".notice--success")).to_be_visible()
    looked(page, axe, shot, "exchange")


def says_the_same(page: Any, axe: Any, shot: Any) -> None:
    """Open the hint, which names nobody; answer that it is one person, at first without a reason."""
    follow(page.locator("#table table a[href*='/hints/']"))
    expect(page.locator("#id_reason")).to_be_visible()
    nowhere(page, "Pavyzd")
    follow(page.locator("main form button.button").last)
    expect(page.locator(".error-summary a")).to_have_count(2)
    page.check("input[name=answer][value=same]")
    page.fill("#id_reason", "Ta pati moteris")
    looked(page, axe, shot, "hint")
    follow(page.locator("main form button.button").last)
    expect(page.locator(".notice--success")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("lt", WIDTHS[1]), ("en", WIDTHS[0])])
def test_a_case_worker_decides_a_pair_of_their_own(
    page_for: Any, axe: Any, shot: Any, worker: Actor, language: str, width: int
) -> None:
    cases.open_case(worker, WHOLE)
    cases.open_case(worker, {**WHOLE, "reference": "2014-099", "family_name": "Pavyzdienė"}, anyway=True)
    page = page_for("mantas", language, width=width)
    page.goto("/casework/duplicates/")
    follow(page.locator("main form button.button").first)
    expect(page.locator(".notice--success")).to_be_visible()
    looked(page, axe, shot, "pairs")
    page.goto(f"/casework/duplicates/{Pair.objects.get().pk}/")
    looked(page, axe, shot, "pair")
    page.check("input[name=answer][value=same]")
    page.fill("#decide_reason", "Tas pats asmens kodas")
    follow(page.locator("form[action$='/decide/'] button"))
    expect(page.locator(".notice--success")).to_be_visible()
    assert Pair.objects.get().answer == "same"
