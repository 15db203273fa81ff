"""One case in a real browser, from a tip by mail to compensation, through five institutions: the police desk, Viltis,
the migration authority, a shelter, a legal aid office. And where it ends otherwise: she does not cooperate, nobody can
take her, she takes her consent back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gija.casework.cases import services as cases
from gija.casework.cases.models import Case
from gija.casework.clocks import services as clocks
from gija.casework.clocks.models import Period
from gija.casework.clocks.protection import Asked
from gija.casework.clocks.protection import ask as protected
from gija.casework.compensation.models import Claim
from gija.casework.referral import services as referral
from gija.casework.referral.models import Referral
from gija.commons.accounts.queries import actor_of
from gija.commons.courier.work import run_once
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.commons.testing_browser import WIDTHS, follow, nowhere
from gija.police.proceedings.models import Case as Proceeding
from gija.police.tips import reading
from gija.police.tips.models import Tip
from gija.police.tips.tests.conftest import PASSPHRASE, _light, desk, dovecot, mail

from .conftest import WHOLE

__all__ = ["_light", "desk", "dovecot"]
pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
RAW = mail("Mano kaimynę Oleną laiko užrakintą, pasą atėmė, verčia dirbti naktimis. Padėkite.", Subject="Olena")
PERSON = {"given_names": "Olena", "family_name": "Vyhadana", "birth_date": "1995-02-03"}
OLENA = WHOLE | PERSON | {
    "reference": "2026-001", "citizenship": ["UKR"], "personal_code": "", "other_names": "", "municipality": "",
    "consents": ["service", "statistics", "referral"],
}  # fmt: skip
BODIES = {
    "migracija": ("immigration", "Migration authority (invented)", "Migracijos tarnyba (išgalvota)"),
    "prieglobstis": ("ngo", "Shelter (invented)", "Prieglobstis (išgalvota)"),
    "teisine": ("ngo", "Legal aid office (invented)", "Teisinės pagalbos biuras (išgalvota)"),
}
PEOPLE = {
    "vaida": ("Vaida Sienienė", "migration_officer", "migracija"),
    "nijole": ("Nijolė Kitokia", "case_worker", "prieglobstis"),
    "jonas": ("Jonas Gynėjas", "case_worker", "teisine"),
}
WORDS = {
    "en": {"hit": "Hit", "none": "No hit", "taken": "Accepted", "rejected": "Rejected", "revoked": "Revoked"},
    "lt": {
        "hit": "Atitiktis",
        "none": "Nėra atitikties",
        "taken": "Priimta",
        "rejected": "Atmesta",
        "revoked": "Atšaukta",
    },
}
Look = Callable[[Any, str], None]
DONE = ".notice--success"


@pytest.fixture
def bodies(cast: Any) -> Any:
    """The other institutions of her way, and who works there."""
    for code, (kind, en, lt) in BODIES.items():
        if not Institution.objects.filter(code=code).exists():
            make_institution(code, en, lt, kind)
    return cast.join(PEOPLE)


@pytest.fixture
def by_mail(desk: Any, dovecot: Any, monkeypatch: pytest.MonkeyPatch) -> Tip:
    """The tip of a mail that lay in a real mailbox and was read out of it."""
    for name, value in dovecot.environment().items():
        monkeypatch.setenv(name, value)
    dovecot.put(RAW)
    assert reading.read().new == 1
    assert (dovecot.lying(), dovecot.lying("Gija")) == (0, 1)
    return Tip.objects.get()


@pytest.fixture
def look(axe: Any, shot: Any) -> Look:
    """A picture; clean for axe; not wider than the screen."""

    def looked(page: Any, name: str) -> None:
        shot(page, f"whole-{name}")
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "too wide"

    return looked


@pytest.mark.journey
@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_from_a_tip_by_mail_to_compensation(
    page_for: Any, look: Look, bodies: Any, by_mail: Tip, language: str, width: int
) -> None:
    said = WORDS[language]
    opens_a_proceeding(page_for("tomas", language, width=width), by_mail, look)
    viltis = page_for("mantas", language, width=width)
    opens_a_case(viltis, look)
    case = Case.objects.get(institution="viltis")
    begins_reflection(viltis, case, look)
    asks(page_for("vaida", language, width=width), look, said)
    refers(viltis, case, "prieglobstis", "accommodation", look)
    shelter = page_for("nijole", language, width=width)
    takes(shelter, look)
    helps(shelter, look)
    sees_it_taken(viltis, "prieglobstis", said["taken"])
    refers(viltis, case, "teisine", "legal", look)
    lawyer = page_for("jonas", language, width=width)
    takes(lawyer, look)
    claims(lawyer, look)
    assert Claim.objects.get().institution == "teisine"


def save(page: Any) -> None:
    follow(page.locator("main form button.button").last)


def opens_a_proceeding(page: Any, found: Tip, look: Look) -> None:
    """The desk is opened, the tip read, sorted and taken on; she becomes a victim in proceedings, tied to the tip."""
    page.goto(f"/police/tips/{found.pk}/")
    page.fill("#id_passphrase", PASSPHRASE)
    follow(page.locator("main form button"))
    expect(page.locator("blockquote")).to_contain_text("Olen")
    page.select_option("#id_kind", "report")
    page.select_option("#id_urgency", "now")
    follow(page.locator("form[action$='/sort/'] button"))
    follow(page.locator("form[action$='/assign/'] button"))
    look(page, "tip")
    opens_a_case(page, look, "/police/proceedings/", "police")
    page.goto(f"/police/tips/{found.pk}/")
    page.select_option("#id_link-kind", "proceeding")
    page.fill("#id_link-target", Proceeding.objects.get().pk)
    follow(page.locator("form[action$='/link/'] button"))
    page.select_option("#id_close-outcome", "proceeding")
    follow(page.locator("form[action$='/close/'] button"))
    expect(page.locator("dl.summary")).to_be_visible()


def opens_a_case(page: Any, look: Look, room: str = "/casework/cases/", authority: str = "ngo") -> None:
    """Looked for first, not known here; both pages of the case."""
    page.goto(f"{room}find/")
    for name, value in PERSON.items():
        page.fill(f"#id_{name}", value)
    follow(page.locator(".casefile-form .button").first)
    follow(page.locator(".casefile-start .button"))
    page.fill("#id_registered_on", str(timezone.localdate()))
    page.select_option("#id_sex", "F")
    page.select_option("#id_citizenship", "UKR")
    page.select_option("#id_municipality", "LT-57")
    follow(page.locator(".casefile-form .button").first)
    happened = {"status": "presumed", "authority_kind": authority, "exploitation_main": "labour"}
    for name, value in (happened | {"exploitation_realised": "realised"}).items():
        page.select_option(f"#id_{name}", value)
    for name in ("status_on", "consents_on"):
        page.fill(f"#id_{name}", str(timezone.localdate()))
    for name, value in (("recruitment_methods", "friends"), ("means", "coercion"), ("consents", "referral")):
        page.check(f"input[name={name}][value={value}]")
    look(page, f"event-{authority}")
    follow(page.locator(".casefile-form .button").first)
    expect(page.locator("#status")).to_be_visible()


def begins_reflection(page: Any, case: Any, look: Look) -> None:
    """Thirty days begin on the page of the case; a form that is refused stays as it was. She decides to cooperate."""
    page.goto(f"/casework/cases/{case.pk}/")
    follow(page.locator("a[href*='/periods/begin/']"))
    page.select_option("#id_kind", "own_date")
    page.fill("#id_reference", "12-345")
    save(page)
    expect(page.locator("#id_reference")).to_have_value("12-345")
    page.select_option("#id_kind", "reflection_period")
    save(page)
    expect(page.locator("a[href$='.lt.pdf']")).to_be_visible()
    decides(page, "yes", look)
    page.goto("/casework/periods/")
    nowhere(page, "Vyhadana")


def decides(page: Any, cooperates: str, look: Look) -> None:
    page.check(f"input[name=cooperates][value={cooperates}]")
    follow(page.locator("form[action$='/decide/'] button"))
    expect(page.locator(DONE)).to_be_visible()
    look(page, f"period-{cooperates}")


def asks(page: Any, look: Look, said: dict[str, str]) -> None:
    """The migration authority is told that she is protected and whom to ask; of another person it is told nothing."""
    for family, answer in (("Vyhadana", said["hit"]), ("Kitokia", said["none"])):
        page.goto("/casework/periods/ask/")
        for name, value in (PERSON | {"family_name": family}).items():
            page.fill(f"#id_{name}", value)
        page.fill("#id_purpose", "Sprendimas Nr. 5")
        save(page)
        expect(page.get_by_role("status")).to_contain_text(answer)
    look(page, "asked")


def refers(page: Any, case: Any, partner: str, service: str, look: Look) -> None:
    page.goto(f"/casework/referrals/send/?case={case.pk}")
    page.select_option("#id_partner", partner)
    page.select_option("#id_reason", "services")
    page.check(f"input[name=services][value={service}]")
    save(page)
    expect(page.locator(DONE)).to_be_visible()
    look(page, f"referred-{partner}")
    run_once(strict=True)


def takes(page: Any, look: Look) -> None:
    """The other body sees who it is, and takes her: a case is opened with what was received."""
    page.goto("/casework/referrals/")
    follow(page.locator("#table table a[href*='/referrals/']").first)
    expect(page.get_by_role("main")).to_contain_text("Vyhadana")
    look(page, "received")
    page.check("#accept_opens")
    follow(page.locator("form[action$='/accept/'] button"))
    expect(page.locator(DONE)).to_be_visible()
    run_once(strict=True)


def helps(page: Any, look: Look) -> None:
    """The shelter gives her a bed and talks with her; when all is done, it says so."""
    case = Case.objects.get(institution="prieglobstis")
    page.goto(f"/casework/cases/{case.pk}/assistance/")
    page.select_option("#id_service", "accommodation")
    page.fill("#id_start", str(timezone.localdate()))
    follow(page.locator(".casefile-form .button").first)
    expect(page.locator(DONE)).to_be_visible()
    look(page, "helped")


def sees_it_taken(page: Any, partner: str, taken: str) -> None:
    found = Referral.objects.get(institution="viltis", partner=partner)
    page.goto(f"/casework/referrals/{found.pk}/")
    expect(page.locator(".casefile-tags")).to_contain_text(taken)


def claims(page: Any, look: Look) -> None:
    """The lawyer claims from the offender: filed, awarded, paid."""
    case = Case.objects.get(institution="teisine")
    page.goto(f"/casework/compensation/begin/?case={case.pk}")
    page.select_option("#id_source", "offender")
    page.fill("#id_amount", "10 000,00")
    save(page)
    for what, ago, amount in (("filed", 2, ""), ("decided", 1, "6000"), ("paid", 0, "6000")):
        page.select_option("#turn_turn", what)
        page.fill("#turn_on", str(timezone.localdate() - dt.timedelta(days=ago)))
        page.fill("#turn_amount", amount)
        follow(page.locator("form[action$='/turn/'] button"))
        expect(page.locator(DONE)).to_be_visible()
    look(page, "paid")
    page.goto("/casework/compensation/figures/")
    expect(page.locator("tbody tr")).to_have_count(1)


# ---- where it ends otherwise ----


@pytest.fixture
def olena(bodies: Any) -> tuple[Actor, Any]:
    """Mantas of Viltis, and her case with a reflection period that runs."""
    actor = actor_of(bodies["mantas"])
    case = cases.open_case(actor, OLENA)
    clocks.begin(actor, case.pk, clocks.Begun(clocks.REFLECTION, timezone.localdate() - dt.timedelta(days=5)))
    return actor, case


@pytest.mark.journey
@pytest.mark.parametrize(("language", "width"), [("en", WIDTHS[1]), ("lt", WIDTHS[0])])
def test_she_declines_is_not_taken_and_takes_her_consent_back(
    page_for: Any, look: Look, olena: tuple[Actor, Any], language: str, width: int
) -> None:
    said, (_actor, case) = WORDS[language], olena
    viltis, shelter = (page_for(who, language, width=width) for who in ("mantas", "nijole"))
    viltis.goto(f"/casework/periods/{Period.objects.get(case=case).pk}/")
    decides(viltis, "no", look)
    asks(page_for("vaida", language, width=width), look, said)
    refers(viltis, case, "prieglobstis", "accommodation", look)
    rejects(shelter, look)
    sees_it_taken(viltis, "prieglobstis", said["rejected"])
    look(viltis, "rejected")
    refers(viltis, case, "teisine", "legal", look)
    takes_consent_back(viltis, case, look)
    sees_it_taken(viltis, "teisine", said["revoked"])
    lawyer = page_for("jonas", language, width=width)
    lawyer.goto(f"/casework/referrals/{Referral.objects.get(institution='teisine').pk}/")
    expect(lawyer.locator(".casefile-tags")).to_contain_text(said["revoked"])
    nowhere(lawyer, "Vyhadana")
    look(lawyer, "revoked")


def rejects(page: Any, look: Look) -> None:
    """The shelter has no room: it says so, and what it received about her is gone."""
    page.goto("/casework/referrals/")
    follow(page.locator("#table table a[href*='/referrals/']").first)
    expect(page.get_by_role("main")).to_contain_text("Vyhadana")
    page.select_option("#reject_refusal", "no_room")
    follow(page.locator("form[action$='/reject/'] button"))
    expect(page.locator(DONE)).to_be_visible()
    nowhere(page, "Vyhadana")
    look(page, "refused")
    run_once(strict=True)


def takes_consent_back(page: Any, case: Any, look: Look) -> None:
    """On the page of her case; the worker calls back each day what rests on it."""
    page.goto(f"/casework/cases/{case.pk}/")
    consent = case.consents.get(scope="referral")
    follow(page.locator(f"a[href$='/consent/{consent.pk}/withdraw/']"))
    look(page, "withdraw")
    save(page)
    expect(page.locator("#status")).to_be_visible()
    referral.revoke_withdrawn()
    run_once(strict=True)


def test_she_does_not_cooperate_and_is_protected_to_the_end_of_the_period(
    olena: tuple[Actor, Any], bodies: Any
) -> None:
    actor, case = olena
    found = Period.objects.get(case=case)
    clocks.decide(actor, found.pk, found.version, timezone.localdate(), cooperates=False)
    answer = protected(actor_of(bodies["vaida"]), Asked(**PERSON, purpose="Sprendimas Nr. 5"))
    assert answer.hit
    status = {"status": "declined", "on": str(timezone.localdate()), "authority_kind": "ngo"}
    cases.add_status(actor, case.pk, status)
    referral.refer(actor, case.pk, referral.Said("prieglobstis", "services", ["accommodation"]))
    assert Referral.objects.get().state == "in_progress"  # help does not hang on cooperating


def test_nobody_can_take_her_and_the_next_body_is_asked(olena: tuple[Actor, Any], bodies: Any) -> None:
    actor, case = olena
    for body, person in (("prieglobstis", "nijole"), ("teisine", "jonas")):
        referral.refer(actor, case.pk, referral.Said(body, "services", ["accommodation"]))
        run_once(strict=True)
        theirs = Referral.objects.get(institution=body)
        if body == "prieglobstis":
            referral.reject(actor_of(bodies[person]), theirs.pk, theirs.version, "no_room")
        else:
            referral.accept(actor_of(bodies[person]), theirs.pk, theirs.version)
        run_once(strict=True)
    states = dict(Referral.objects.filter(institution="viltis").values_list("partner", "state"))
    assert states == {"prieglobstis": "rejected", "teisine": "accepted"}
    assert Referral.objects.get(institution="prieglobstis").content == ""


def test_she_takes_her_consent_back_and_what_was_sent_is_called_back(olena: tuple[Actor, Any], bodies: Any) -> None:
    actor, case = olena
    referral.refer(actor, case.pk, referral.Said("prieglobstis", "services", ["accommodation"]))
    run_once(strict=True)
    consent = case.consents.get(scope="referral")
    cases.withdraw_consent(actor, case.pk, consent.pk, str(timezone.localdate()))
    referral.revoke_withdrawn()
    run_once(strict=True)
    theirs = Referral.objects.get(institution="prieglobstis")
    assert (theirs.state, theirs.content) == ("revoked", "")
    assert Period.objects.get(case=case).interrupted_on is None  # the period is hers, whatever she agrees to
