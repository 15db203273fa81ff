"""The way of a case in a real browser: screened, presumed, at what risk, how to reach her, closed by somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gija.casework.cases import services as cases
from gija.casework.pathway.models import Closure
from gija.commons.permissions import Actor
from gija.commons.testing_browser import WIDTHS, follow

from .conftest import ONA

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases="__all__", transaction=True)]
HOME = "/casework/pathway/"
KEPT = ".notice--success"
Look = Callable[[Any, str], None]


@pytest.fixture
def look(axe: Any, shot: Any) -> Look:
    """A picture; clean for axe; not wider than the screen."""

    def looked(page: Any, name: str) -> None:
        shot(page, f"way-{name}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "too wide"

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_from_the_signal_to_the_closure(
    page_for: Any, look: Look, cast: Any, worker: Actor, language: str, width: int
) -> None:
    cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")})
    case = cases.open_case(worker, ONA)
    mantas = page_for("mantas", language, width=width)
    reaches(mantas, case, look)
    screens(mantas, look)
    enters(mantas, case, look)
    doubts(mantas, case, look)
    asks(mantas, case)
    approves(page_for("birute", language, width=width), look)
    lists(mantas, case, look)
    refused(mantas, case, look)


def save(page: Any) -> None:
    """Press the button of the form of a page."""
    follow(page.locator("main form button.button").first)


def reaches(page: Any, case: Any, look: Look) -> None:
    """From the page of the case: nobody noted yet what is safe; what is refused stays; then it stands over the name."""
    page.goto(f"/casework/cases/{case.pk}/")
    follow(page.locator(".notice a[href$='#contact']"))
    look(page, "empty")
    follow(page.locator("a[href$='/contact/']"))
    page.select_option("#id_channel", "phone")
    page.select_option("#id_safety", "only_when")
    page.fill("#id_where", "8 612 34567")
    page.fill("#id_word", "Žibutė")
    save(page)
    expect(page.locator("#id_word")).to_have_value("Žibutė")
    look(page, "refused")
    page.fill("#id_hours", "10–12")
    save(page)
    expect(page.locator("#contact + ul")).to_contain_text("Žibutė")
    page.goto(f"/casework/cases/{case.pk}/")
    expect(page.locator(".notice a[href$='#contact']")).to_contain_text("Žibutė")
    look(page, "case")
    page.goto(f"{HOME}case/{case.pk}/")


def screens(page: Any, look: Look) -> None:
    """Three answers; the rule proposes, a person decides with a reason."""
    follow(page.locator("main .button-row a[href$='/screening/']"))
    page.fill("#id_asked_by", "Mantas")
    page.select_option("#id_language", "lit")
    page.select_option("#id_q_documents_taken", "yes")
    page.select_option("#id_q_violence", "unknown")
    look(page, "screening")
    save(page)
    expect(page.locator("a[href$='.lt.pdf']")).to_be_visible()
    page.select_option("#id_decided", "presumed")
    page.fill("#id_reason", "Dokumentus laikė darbdavys.")
    look(page, "decide")
    save(page)
    expect(page.locator(KEPT)).to_be_visible()


def enters(page: Any, case: Any, look: Look) -> None:
    """She is presumed a victim, and the risk is assessed."""
    follow(page.locator("main a[href$='/stage/']"))
    page.select_option("#id_stage", "presumed")
    page.fill("#id_authority", "Viltis")
    look(page, "stage")
    save(page)
    expect(page.locator("main ol")).to_contain_text("Viltis")
    follow(page.locator("main a[href$='/risk/']"))
    page.select_option("#id_f_threats", "high")
    page.select_option("#id_level", "high")
    page.fill("#id_measures", "Kitas miestas")
    look(page, "risk")
    save(page)
    expect(page.locator("#risk + ul")).to_contain_text("Kitas miestas")


def doubts(page: Any, case: Any, look: Look) -> None:
    """Her age is in doubt: she is treated as a child, and what is missing is listed."""
    follow(page.locator("main a[href$='/child/']"))
    page.select_option("#id_step", "age_doubt")
    save(page)
    expect(page.locator("#child ~ .notice--warning li")).to_have_count(4)
    look(page, "whole")


def asks(page: Any, case: Any) -> None:
    """He asks for the closure, and cannot approve it."""
    follow(page.locator("main a[href$='/closure/']"))
    page.select_option("#id_reason", "left")
    page.select_option("#id_outcome", "closed")
    save(page)
    expect(page.locator("#closure + ul")).to_be_visible()
    expect(page.locator(f"a[href='{HOME}closure/{Closure.objects.get().pk}/']")).to_have_count(0)


def approves(page: Any, look: Look) -> None:
    """She finds it waiting; closes it only when she says why."""
    page.goto(f"{HOME}?show=due")
    follow(page.locator("main table a").first)
    follow(page.locator(f"a[href='{HOME}closure/{Closure.objects.get().pk}/']"))
    follow(page.locator("button[name=approve]"))
    expect(page.locator("#id_why_error")).to_be_visible()
    look(page, "approve")
    page.fill("#id_why", "Išvyko į Lenkiją, ten perduota tarnybai.")
    follow(page.locator("button[name=approve]"))
    expect(page.locator(KEPT)).to_be_visible()


def lists(page: Any, case: Any, look: Look) -> None:
    """A closed case is hidden from the list and can be read; the data of the way and the times are there."""
    page.goto(HOME)
    expect(page.locator("main table a")).to_have_count(0)
    page.goto(f"{HOME}?show=closed")
    expect(page.locator("main table")).to_contain_text(case.short)
    look(page, "list")
    for name in ("stages", "times"):
        page.goto(f"{HOME}{name}/")
        expect(page.locator("h1")).to_be_visible()
        look(page, name)
    page.goto(f"{HOME}case/{case.pk}/")
    expect(page.locator("main ol")).to_contain_text(timezone.localdate().isoformat())
    look(page, "closed")


def refused(page: Any, case: Any, look: Look) -> None:
    """In another room the closed case takes nothing: the form says so at its head and keeps what was written."""
    page.goto(f"/casework/periods/begin/?case={case.pk}")
    page.select_option("#id_kind", "court_appeal")
    page.fill("#id_reference", "2-77/2026")
    save(page)
    expect(page.locator(".error-summary li")).to_have_count(1)
    expect(page.locator("#id_reference")).to_have_value("2-77/2026")
    look(page, "refused-elsewhere")
