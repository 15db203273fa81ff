"""A table is made, its figures change, it is made anew, and a supervisor hands it over; a grant is reported on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from gija.casework.referral.models import Referral, Side, Way
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.commons.testing_browser import follow
from gija.messages.fields import Words
from gija.messages.grants import GrantAward

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases="__all__")]

BOTH = pytest.mark.parametrize(("language", "width"), [("en", 1280), ("lt", 360)])
WORDS = {
    "en": {"rule": "Telephone calls and advice", "refused": "Make it anew", "call": "Help to victims"},
    "lt": {"rule": "Neskaičiuojami skambučiai", "refused": "Sudarykite ją iš naujo", "call": "Pagalba aukoms"},
}


@pytest.fixture
def cast(cast: Any) -> Any:
    return cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")})


def period() -> str:
    return f"{timezone.localdate().year - 1}-H1"


def referred(at: str) -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=timezone.get_current_timezone())
    Referral(
        referral=at, institution="viltis", side=Side.SENDS, way=Way.PAPER, partner_name="x", state="done",
        reason="services", answer_by=moment.date(), made_at=moment,
    ).save()  # fmt: skip


def awarded() -> None:
    year = timezone.localdate().year - 1
    message = GrantAward(
        grant="vrm-3", title=Words(en="Help to victims", lt="Pagalba aukoms"), institution="viltis", year=year,
        first_day=f"{year}-01-01", last_day=f"{year}-12-31", revision=1,
    )  # fmt: skip
    with transaction.atomic(using="rapporteur"):
        send("rapporteur", message, to_zone="casework")
    run_once(strict=True)


@BOTH
def test_a_table_goes_from_the_worker_to_the_supervisor_and_out(
    page_for: Any, cast: Any, axe: Any, shot: Any, language: str, width: int
) -> None:
    def looked_at(page: Any, name: str) -> None:
        shot(page, name)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    awarded()
    referred(f"{period()[:4]}-03-01T10:00")
    worker, chief = page_for("mantas", language, width=width), page_for("birute", language, width=width)
    worker.goto("/casework/figures/")
    expect(worker.get_by_role("main")).to_contain_text(WORDS[language]["call"])
    looked_at(worker, "figures-all")
    made(worker, language)
    looked_at(worker, "figures-made")
    approved_after_a_change(worker, chief, language)
    looked_at(chief, "figures-sent")
    worker.goto("/casework/figures/grants/vrm-3/")
    worker.select_option("#id_period", period())
    follow(worker.locator("main form button"))
    expect(worker.locator("main table")).to_have_count(1)
    looked_at(worker, "figures-grant")


def made(page: Any, language: str) -> None:
    page.goto("/casework/figures/referrals/")
    expect(page.get_by_role("main")).to_contain_text(WORDS[language]["rule"])
    page.select_option("#id_period", period())
    follow(page.locator("main form button"))
    expect(page.locator("main table tbody tr").first.locator("td.numeric")).to_have_text("1")


def approved_after_a_change(worker: Any, chief: Any, language: str) -> None:
    """The supervisor is asked for the figures of now, not those of yesterday."""
    chief.goto("/casework/figures/referrals/")
    expect(chief.locator("form[action$='/approve/'] button")).to_be_visible()
    referred(f"{period()[:4]}-04-01T10:00")
    follow(chief.locator("form[action$='/approve/'] button"))
    expect(chief.get_by_role("main")).to_contain_text(WORDS[language]["refused"])
    made_anew(worker)
    chief.goto("/casework/figures/referrals/")
    follow(chief.locator("form[action$='/approve/'] button"))
    expect(chief.locator(".tag--good")).to_have_count(1)


def made_anew(page: Any) -> None:
    page.goto("/casework/figures/referrals/")
    page.select_option("#id_period", period())
    follow(page.locator("main form button"))
    expect(page.locator("main table")).to_have_count(2)
