"""A woman's way in a real browser: her reflection period, the question of the migration authority, a referral that is
taken, her claim for compensation. Four people of three institutions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.casework.cases import services as cases
from gija.casework.clocks.models import Period
from gija.casework.compensation.models import Claim
from gija.casework.referral.models import Referral
from gija.commons.accounts.models import Account
from gija.commons.accounts.services import make_account
from gija.commons.courier.work import run_once
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD
from gija.commons.testing_browser import WIDTHS, follow, nowhere

from .conftest import WHOLE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
OLENA = WHOLE | {
    "reference": "2026-001", "given_names": "Olena", "family_name": "Vyhadana", "citizenship": ["UKR"],
    "personal_code": "", "birth_date": "1995-02-03", "other_names": "", "municipality": "",
    "consents": ["service", "statistics", "referral"],
}  # fmt: skip
WORDS = {"en": {"hit": "Hit", "taken": "Accepted"}, "lt": {"hit": "Atitiktis", "taken": "Priimta"}}
Look = Callable[[Any, str], None]


@pytest.fixture
def officer(cast: Any) -> Account:
    """Vaida, of the migration authority."""
    if not Institution.objects.filter(code="migracija").exists():
        make_institution("migracija", "Migration authority (invented)", "Migracijos tarnyba (išgalvota)", "immigration")
    return make_account("vaida.m@gija.example", "Vaida Sienienė", PASSWORD, "migration_officer", "migracija", demo=True)


@pytest.fixture
def look(axe: Any, shot: Any) -> Look:
    """A picture; clean for axe; not wider than the screen."""

    def looked(page: Any, name: str) -> None:
        shot(page, f"path-{name}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "too wide"

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_from_the_reflection_period_to_compensation(
    page_for: Any, look: Look, cast: Any, worker: Actor, rival: Actor, officer: Account, language: str, width: int
) -> None:
    case = cases.open_case(worker, OLENA)
    cast.accounts.update({"nijole": Account.objects.get(email="nijole@gija.example"), "vaida.m": officer})
    mantas = page_for("mantas", language, width=width)
    runs(mantas, case, look)
    asks(page_for("vaida.m", language, width=width), look, WORDS[language]["hit"])
    refers(mantas, case, look)
    run_once(strict=True)
    takes(page_for("nijole", language, width=width), look)
    run_once(strict=True)
    mantas.goto(f"/casework/referrals/{Referral.objects.get(institution='viltis').pk}/")
    expect(mantas.locator(".casefile-tags")).to_contain_text(WORDS[language]["taken"])
    claims(mantas, case, look)


def runs(page: Any, case: Any, look: Look) -> None:
    """The period is begun from the page of the case; what the law does not give is refused with the form as it was."""
    page.goto(f"/casework/cases/{case.pk}/")
    follow(page.locator("a[href*='/periods/begin/']"))
    page.select_option("#id_kind", "own_date")
    page.fill("#id_reference", "12-345")
    look(page, "begin")
    follow(page.locator("main form button.button").last)
    expect(page.locator("#id_reference")).to_have_value("12-345")
    page.select_option("#id_kind", "reflection_period")
    follow(page.locator("main form button.button").last)
    expect(page.locator("a[href$='.lt.pdf']")).to_be_visible()
    look(page, "period")
    page.check("input[name=cooperates][value=yes]")
    follow(page.locator("form[action$='/decide/'] button"))
    expect(page.locator(".notice--success")).to_be_visible()
    assert Period.objects.get().cooperates
    page.goto("/casework/periods/")
    nowhere(page, "Vyhadana")
    look(page, "periods")


def asks(page: Any, look: Look, hit: str) -> None:
    """The migration authority is told until when, and whom to ask."""
    page.goto("/casework/periods/ask/")
    for name, value in (("given_names", "olena"), ("family_name", "VYHADANA"), ("birth_date", "1995-02-03")):
        page.fill(f"#id_{name}", value)
    page.fill("#id_purpose", "Sprendimas Nr. 5")
    follow(page.locator("main form button.button").last)
    expect(page.get_by_role("status")).to_contain_text(hit)
    look(page, "asked")


def refers(page: Any, case: Any, look: Look) -> None:
    """She is referred to the shelter."""
    page.goto(f"/casework/referrals/send/?case={case.pk}")
    page.select_option("#id_partner", "prieglobstis")
    page.select_option("#id_reason", "services")
    page.check("input[name=services][value=accommodation]")
    look(page, "refer")
    follow(page.locator("main form button.button").last)
    expect(page.locator(".notice--success")).to_be_visible()
    look(page, "referral")


def takes(page: Any, look: Look) -> None:
    """The shelter sees who it is, and takes her."""
    page.goto("/casework/referrals/")
    follow(page.locator("#table table a[href*='/referrals/']").first)
    expect(page.get_by_role("main")).to_contain_text("Vyhadana")
    look(page, "received")
    follow(page.locator("form[action$='/accept/'] button"))
    expect(page.locator(".notice--success")).to_be_visible()


def claims(page: Any, case: Any, look: Look) -> None:
    """Compensation is asked for, filed and awarded."""
    page.goto(f"/casework/compensation/begin/?case={case.pk}")
    page.select_option("#id_source", "offender")
    page.fill("#id_amount", "10 000,00")
    follow(page.locator("main form button.button").last)
    for what, day, amount in (("filed", "2026-01-05", ""), ("decided", "2026-02-05", "6000")):
        page.select_option("#turn_turn", what)
        page.fill("#turn_on", day)
        page.fill("#turn_amount", amount)
        follow(page.locator("form[action$='/turn/'] button"))
        expect(page.locator(".notice--success")).to_be_visible()
    look(page, "claim")
    assert Claim.objects.get().state == "decided"
    page.goto("/casework/compensation/figures/")
    expect(page.locator("tbody tr")).to_have_count(1)
    look(page, "figures")
