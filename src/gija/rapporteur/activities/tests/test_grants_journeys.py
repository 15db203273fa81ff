"""A call is published, two institutions apply, assessors score, it is awarded; reports come in, the year is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gija.commons.testing import Cast
from gija.commons.testing_browser import follow
from gija.rapporteur.activities.models import Application, Grant
from gija.rapporteur.activities.tests.conftest import keep, over, report

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]
BASE = "/rapporteur/grants/"
Looked = Callable[[Any, str], None]


@pytest.fixture
def looked_at(axe: Any, shot: Any) -> Looked:
    """A page is clean for axe and fits its width; a picture is kept."""

    def looked(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    return looked


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
def test_from_the_call_to_the_page_of_the_year(
    page_for: Any, cast: Cast, looked_at: Looked, language: str, width: int
) -> None:
    year, code = 2050 + width // 360, f"walked-{width}"
    pages = {who: page_for(who, language, width=width) for who in ("gitana", "daiva", "egle", "arnas", "birute")}
    calls(pages["gitana"], code, year, looked_at)
    for who, requested in (("daiva", "4000"), ("egle", "6000")):
        applies(pages[who], code, requested, looked_at if who == "daiva" else None)
    over(code)
    follow_path(pages["gitana"], f"calls/{code}/assess/")
    for who, share in (("arnas", 8), ("birute", 6)):
        assesses(pages[who], code, share, looked_at if who == "birute" else None)
    decides(pages["gitana"], code, looked_at)
    signs(pages["gitana"], code, year, looked_at)
    reports(pages, year, looked_at)
    cooperates(page_for("vaida", language, width=width), looked_at)


def cooperates(page: Any, looked_at: Looked) -> None:
    """Beside the grants: the register of cooperation abroad begins with what the sources tell."""
    page.goto("/rapporteur/cooperation/")
    looked_at(page, "cooperation-empty")
    follow(page.locator("form[action$='/load/'] button"))
    expect(page.locator("tbody tr").first).to_be_visible()
    looked_at(page, "cooperation")
    follow(page.locator("tbody a").first)
    looked_at(page, "cooperation-entry")
    page.goto("/rapporteur/cooperation/add/")
    looked_at(page, "cooperation-add")


def follow_path(page: Any, path: str) -> None:
    """A page with one button, which is pressed."""
    page.goto(BASE + path)
    follow(page.locator("main form button"))


def fills(page: Any, said: dict[str, str]) -> None:
    for name, value in said.items():
        page.fill(f"#id_{name}", value)
    follow(page.locator("main form button"))


def calls(page: Any, code: str, year: int, looked_at: Looked) -> None:
    """A call is begun with the starting criteria; an end before the beginning is refused, what was written stays."""
    now = timezone.localtime()
    first, last = ((now + dt.timedelta(days=n)).strftime("%Y-%m-%dT%H:%M") for n in (-1, 20))
    page.goto(f"{BASE}add/")
    said = {"code": code, "title_lt": "Pagalba aukoms", "title_en": "Help for victims", "year": str(year),
            "purpose_lt": "Padėti", "purpose_en": "To help", "amount": "9000",
            "contact": "VRM, tel. 271 0000"}  # fmt: skip
    fills(page, said | {"opens_at": last, "closes_at": first})
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#id_purpose_lt")).to_have_value("Padėti")
    looked_at(page, "grant-call-error")
    fills(page, {"opens_at": first, "closes_at": last})
    follow(page.locator("main a[href$='/criteria/']"))
    looked_at(page, "grant-criteria")
    fills(page, {"bound": "30"})
    follow_path(page, f"calls/{code}/publish/")
    expect(page.locator("main a[href$='/assess/']")).to_have_count(1)


def applies(page: Any, code: str, requested: str, looked_at: Looked | None) -> None:
    """A draft that does not add up is kept but not submitted; mended, it is submitted, with a receipt."""
    page.goto(f"{BASE}own/calls/{code}/")
    follow(page.locator("main a[href$='/write/']"))
    for box in page.locator("input[name=statements]").all():
        box.check()
    said = {"title_lt": f"Projektas {requested}", "summary_lt": "Padėsime nukentėjusiems.", "victims": "20",
            "at_risk": "10", "words_1": "Psichologas", "amount_1": "1000", "requested": requested}  # fmt: skip
    fills(page, said)
    follow(page.locator("main a[href$='/submit/']"))
    follow(page.locator("main form button"))
    expect(page.get_by_role("alert")).to_contain_text(requested)
    follow(page.locator("a[href*='/own/applications/']").first)
    follow(page.locator("main a[href$='/write/']"))
    if looked_at:
        looked_at(page, "grant-application")
    fills(page, {"amount_1": requested})
    follow(page.locator("main a[href$='/submit/']"))
    follow(page.locator("main form button"))
    expect(page.get_by_role("main")).to_contain_text("SHA-256")
    if looked_at:
        looked_at(page, "grant-receipt")


def assesses(page: Any, code: str, share: int, looked_at: Looked | None) -> None:
    """No conflict, then points with words for every criterion of each application; then the other's are seen."""
    for pk in Application.objects.filter(call__code=code).values_list("pk", flat=True):
        page.goto(f"{BASE}assess/{pk}/declare/")
        page.check("input[value=no]")
        follow(page.locator("main form button"))
        follow(page.locator("main a[href$='/score/']"))
        for field in page.locator("main input[type=number]").all():
            field.fill(str(share))
        for field in page.locator("main textarea").all():
            field.fill("Gerai pagrįsta.")
        if looked_at:
            looked_at(page, f"grant-score-{pk}")
        follow(page.locator("main form button"))
        expect(page.get_by_role("main")).to_contain_text("Gerai pagrįsta.")
    page.goto(f"{BASE}assess/")
    if looked_at:
        looked_at(page, "grant-assessing")


def decides(page: Any, code: str, looked_at: Looked) -> None:
    """More than there is is refused; both are decided, the call is awarded, the letter stands in two languages."""
    first, second = Application.objects.filter(call__code=code).values_list("pk", flat=True)
    reasons = {"reason_lt": "Geriausias projektas.", "reason_en": "The best project."}
    for pk, amount in ((first, "4000"), (second, "6000"), (second, "5000")):
        page.goto(f"{BASE}applications/{pk}/decide/")
        page.check("input[value=awarded]")
        fills(page, reasons | {"amount": amount})
        if amount == "6000":
            expect(page.get_by_role("alert")).to_contain_text("5000")
    page.goto(f"{BASE}calls/{code}/")
    expect(page.locator("main table").last).to_contain_text("1=")  # equal means share a place
    looked_at(page, "grant-ranking")
    follow_path(page, f"calls/{code}/award/")
    page.goto(f"{BASE}applications/{first}/letter/")
    expect(page.get_by_role("main")).to_contain_text("The best project.")
    expect(page.get_by_role("main")).to_contain_text("Geriausias projektas.")
    looked_at(page, "grant-letter")


def signs(page: Any, code: str, year: int, looked_at: Looked) -> None:
    for pk, amount in Application.objects.filter(call__code=code).values_list("pk", "awarded"):
        page.goto(f"{BASE}applications/{pk}/contract/")
        said = {"number": "S-7", "starts": f"{year}-01-01", "ends": f"{year}-12-31", "due_1": f"{year}-02-01",
                "condition_1": "Pasirašius", "part_1": f"{amount:.0f}", "period_1": str(year),
                "report_1": f"{year + 1}-01-31"}  # fmt: skip
        fills(page, said)
        follow(page.locator("main a[href$='/pay/']"))
        follow(page.locator("main form button"))
    looked_at(page, "grant-contract")
    follow(page.locator("main a[href$='/amend/']"))  # it goes on, and is asked for another report
    page.fill("#id_period", f"{year + 1}")
    looked_at(page, "grant-amend")
    fills(page, {"ends": f"{year + 1}-06-30", "reason": "Projektas tęsiamas pusmetį.", "report": f"{year + 1}-07-31"})
    expect(page.get_by_role("main")).to_contain_text("Projektas tęsiamas pusmetį.")


def reports(pages: dict[str, Any], year: int, looked_at: Looked) -> None:
    """Persons come by message and are accepted, money is reported; the year says an interval."""
    first, second = Grant.objects.filter(application__call__year=year).order_by("number")
    keep(report(first, {("victim", "F", "adult"): 10, ("at_risk", "M", "child"): 5}, period=str(year)))
    keep(report(second, {("victim", "M", "adult"): 4}, period=str(year)))
    ngo, officer = pages["daiva"], pages["gitana"]
    ngo.goto(f"{BASE}own/grants/{first.number}/money/")
    fills(ngo, {"spent_0": "3900"})
    expect(ngo.get_by_role("main")).to_contain_text("3900")
    looked_at(ngo, "grant-own")
    for one in (first.persons.get(), second.persons.get()):
        officer.goto(f"{BASE}persons/{one.pk}/decide/")
        officer.check("input[value=yes]")
        follow(officer.locator("main form button"))
    officer.goto(f"{BASE}money/{first.money.get().pk}/decide/")
    officer.check("input[value=yes]")
    follow(officer.locator("main form button"))
    expect(officer.get_by_role("main")).to_contain_text("100.00 EUR")  # goes back: 4000 paid, 3900 eligible
    looked_at(officer, "grant-reports")
    officer.goto(f"{BASE}years/{year}/")
    expect(officer.locator("main table").first).to_contain_text("14")
    looked_at(officer, "grant-year")
