"""A case and those round it, in a real browser: its team, a memorandum, a referral abroad with a safe return, the cases
of a worker who leaves, a signal of a consulate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gija.casework.cases import services as cases
from gija.casework.referral.models import Referral
from gija.casework.returns.models import Return
from gija.casework.teams.models import Handover, Member
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.commons.testing_browser import WIDTHS, follow, nowhere

from .conftest import WHOLE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}
PEOPLE = {
    "birute.t": ("Birutė Vadovė", "case_supervisor", "viltis"),
    "austeja.t": ("Austėja Naujokė", "case_worker", "viltis"),
    "egle.t": ("Eglė Konsulė", "case_worker", "konsulatas"),
}
Look = Callable[[Any, str], None]


@pytest.fixture
def people(cast: Any) -> Any:
    """A supervisor and a new colleague at Viltis, and a consular officer."""
    if not Institution.objects.filter(code="konsulatas").exists():
        make_institution("konsulatas", "Consulate (invented)", "Konsulatas (išgalvotas)", "consular")
    return cast.join(PEOPLE)


@pytest.fixture
def look(axe: Any, shot: Any) -> Look:
    """A picture; clean for axe; not wider than the screen."""

    def looked(page: Any, name: str) -> None:
        shot(page, f"teams-{name}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "too wide"

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_a_team_a_memorandum_a_safe_return_and_a_handover(
    page_for: Any, look: Look, people: Any, worker: Actor, rival: Actor, language: str, width: int
) -> None:
    case = cases.open_case(worker, AGREES)
    mantas = page_for("mantas", language, width=width)
    joins(mantas, case, worker, look)
    agrees(mantas, look)
    refers_abroad(mantas, case, look)
    returns(mantas, look)
    hands_over(page_for("birute.t", language, width=width), worker, people, look)
    acknowledges(page_for("austeja.t", language, width=width), look)
    signals(page_for("egle.t", language, width=width), look)


def joins(page: Any, case: Any, worker: Actor, look: Look) -> None:
    """From the page of the case to its team: a lead, and a prosecutor who may be told what happened."""
    page.goto(f"/casework/cases/{case.pk}/")
    follow(page.locator("main a[href*='/casework/teams/']"))
    look(page, "nobody")
    page.select_option("#id_role", "lead")
    page.select_option("#id_colleague", str(worker.account))
    follow(page.locator("main form button.button").last)
    expect(page.locator(".notice--success")).to_be_visible()
    page.select_option("#id_role", "prosecutor")
    page.fill("#id_contact", "+370 600 00000")
    page.check("input[name=told][value=event]")
    follow(page.locator("main form button.button").last)
    expect(page.locator("#id_contact")).to_have_value("+370 600 00000")  # no name: refused, what was written stays
    look(page, "refused")
    page.fill("#id_name", "Petras Prokuroras")
    page.select_option("#id_body", "kpb")
    follow(page.locator("main form button.button").last)
    expect(page.get_by_role("main")).to_contain_text("Petras Prokuroras")
    look(page, "team")
    assert Member.objects.count() == 2
    page.goto("/casework/teams/?show=mine")
    nowhere(page, "Pavyzdytė")
    look(page, "list")


def agrees(page: Any, look: Look) -> None:
    """A memorandum with the shelter that ends in a month."""
    page.goto("/casework/memoranda/enter/")
    page.fill("#id_subject", "Pagalba aukoms")
    page.fill("#id_signed_on", "2025-01-15")
    page.fill("#id_valid_to", (timezone.localdate() + dt.timedelta(days=30)).isoformat())
    look(page, "memorandum-enter")
    follow(page.locator("main form button.button").last)
    page.locator("main details summary").first.click()
    page.select_option("#party_body", "prieglobstis")
    page.check("#party_services input[value=psych]")
    follow(page.locator("form[action$='/party/'] button"))
    expect(page.locator(".notice--success")).to_be_visible()
    look(page, "memorandum")
    page.goto("/casework/memoranda/?show=expiring")
    expect(page.locator("tbody tr")).to_have_count(1)
    look(page, "memoranda")


def refers_abroad(page: Any, case: Any, look: Look) -> None:
    """She is referred to a body in another country, on paper; the page says there is no memorandum with it."""
    page.goto(f"/casework/referrals/send/?case={case.pk}")
    page.fill("#id_abroad", "Shelter of Riga")
    page.select_option("#id_country", "LVA")
    page.select_option("#id_reason", "moved")
    page.check("input[name=services][value=repatriation]")
    follow(page.locator("main form button.button").last)
    expect(page.locator(f"main a[href*='referral={Referral.objects.get().pk}']")).to_be_visible()
    look(page, "referral")


def returns(page: Any, look: Look) -> None:
    """The plan of her return: what is missing is told; when it is there, she leaves and is asked after."""
    follow(page.locator("main a[href*='/returns/begin/']"))
    follow(page.locator("main form button.button").last)
    expect(page.locator(".notice--warning")).to_be_visible()
    today = timezone.localdate().isoformat()
    page.select_option("#write_risk", "medium")
    for name in ("risk_on", "consent_on", "travel_on"):
        page.fill(f"#write_{name}", today)
    for name in ("risks", "meets", "contact"):
        page.fill(f"#write_{name}", "Ilzė, +371 20000000")
    follow(page.locator("form[action$='/write/'] button"))
    look(page, "plan")
    page.select_option("#give_kind", "ticket")
    page.fill("#give_amount", "120,50")
    follow(page.locator("form[action$='/give/'] button"))
    follow(page.locator("form[action$='/start/'] button"))
    page.select_option("#settle_state", "returned_safely")
    follow(page.locator("form[action$='/settle/'] button"))
    page.check("input[name=safe][value=yes]")
    follow(page.locator("form[action$='/follow/'] button"))
    expect(page.locator(".notice--success")).to_be_visible()
    look(page, "returned")
    assert Return.objects.get().state == "returned_safely"


def hands_over(page: Any, worker: Actor, people: Any, look: Look) -> None:
    """The supervisor gives the cases of the one who leaves to the new colleague, after a last look."""
    page.goto("/casework/teams/handover/new/")
    look(page, "loads")
    follow(page.locator(f"main a[href='?from={worker.account}']"))
    page.select_option("#id_receiver", str(people["austeja.t"].pk))
    page.fill("#id_reason", "Išeina iš darbo")
    look(page, "hand")
    follow(page.locator("main form button.button").last)
    look(page, "preview")
    follow(page.locator("button[name=confirm]"))
    expect(page.locator("form[action$='/undo/']")).to_be_visible()
    look(page, "handed")


def acknowledges(page: Any, look: Look) -> None:
    """It waits on the first page of the new colleague, who acknowledges it by keyboard."""
    page.goto("/casework/teams/handover/")
    follow(page.locator("#table tbody a").first)
    page.locator("form[action$='/acknowledge/'] button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".notice--success")).to_be_visible()
    look(page, "acknowledged")
    assert Handover.objects.get().passed.get().acknowledged_at


def signals(page: Any, look: Look) -> None:
    """A consulate opens a signal, and from it a case."""
    page.goto("/casework/returns/")
    follow(page.locator("main a[href$='/returns/signals/']"))
    look(page, "no-signals")
    follow(page.locator("a[href$='/signals/enter/']"))
    page.select_option("#id_country", "GBR")
    page.check("input[name=signs][value=not_paid]")
    for name, value in (("given_names", "Rūta"), ("family_name", "Išgalvota"), ("birth_date", "1992-03-04")):
        page.fill(f"#id_{name}", value)
    page.select_option("#id_sex", "F")
    look(page, "signal-enter")
    follow(page.locator("main form button.button").last)
    expect(page.get_by_role("main")).to_contain_text("Išgalvota")
    look(page, "signal")
    follow(page.locator("form[action$='/take/'] button"))
    expect(page.locator("a[href*='/referrals/send/']")).to_be_visible()
