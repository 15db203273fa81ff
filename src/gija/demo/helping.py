"""Help in the days before today: tips and calls reach the police, cases run by the clocks of law, people are referred.

Each step goes through the services that people use, under their accounts, and leaves what stands already as it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.models import Case
from gija.casework.clocks import services as clocks
from gija.casework.clocks.models import OWN, Period
from gija.casework.compensation import services as claims
from gija.casework.compensation.models import Claim
from gija.casework.referral import services as referral
from gija.casework.referral.models import Referral
from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.courier import work
from gija.commons.permissions import Actor
from gija.demo.agreeing import agree, call_for_projects
from gija.demo.build import Told
from gija.demo.caring import care
from gija.demo.charging import enter_cases
from gija.demo.country.chance import data
from gija.demo.main_job import Teller
from gija.demo.tipping import enter_tips
from gija.demo.victims.writing import number
from gija.methods.money import money

SEED = 0  # of the numbers: whichever country is built, these people are the same


def run(tell: Teller, told: Told) -> None:
    """Enter tips, calls and warnings, cases with their periods, claims and referrals, and the answers to these."""
    said, today = data("helping"), timezone.localdate()
    told("step_tips", "")
    tips, calls, warnings = enter_tips(said)
    tell("job_tips", tips=tips, calls=calls, warnings=warnings, passphrase=said["passphrase"])
    tell("job_stages", cases=enter_cases(_actor(said["desk"]), said["criminal_cases"]))
    told("step_helping", "")
    sender, approves = _actor(said["sends"]), _actor(said["approves"])
    agree(approves, said["memoranda"], today)
    for one in said["people"]:
        _person(sender, one, approves, today)
    work.run_once()
    for institution, account in said["takes"].items():
        _answer(_actor(account), institution, said["people"])
    work.run_once()
    tell("job_helping", cases=len(said["people"]), periods=Period.objects.count(), claims=Claim.objects.count())
    tell("job_referrals", referrals=Referral.objects.filter(side="sends").count())
    tell("job_grants", applications=call_for_projects(said["grants"], today))


def _actor(email: str) -> Actor:
    return actor_of(account_by_email(email))


def _name(one: dict[str, Any]) -> str:
    return str(one["names"][1])


def _person(actor: Actor, one: dict[str, Any], approves: Actor, today: dt.date) -> None:
    """A case with what runs in it, unless it stands already."""
    case_id = number(SEED, "helping", _name(one))
    if not Case.objects.filter(pk=case_id).exists():
        cases.open_case(actor, _page(one, today), case_id=case_id)
    for nth, period in enumerate(one.get("periods", ())):
        _period(actor, case_id, period, number(SEED, _name(one), "period", nth), today)
    for nth, claim in enumerate(one.get("claims", ())):
        _claim(actor, case_id, claim, number(SEED, _name(one), "claim", nth), today)
    if said := one.get("care"):
        care(actor, case_id, said | {"reference": _page(one, today)["reference"]}, approves)
    if to := one.get("referral"):
        asked = referral.Said(to["to"], "services", to["services"], "Prašome pagalbos (demonstracija).")
        referral.refer(actor, case_id, asked, number(SEED, _name(one), "referral"))


def _page(one: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """Both pages of the case, as a hand would type them."""
    on = str(_day(one, today))
    given, family = one["names"]
    return {
        "reference": f"D-{family[:3].upper()}", "registered_on": on, "given_names": given, "family_name": family,
        "birth_date": one["birth_date"], "sex": one["sex"], "citizenship": one["citizenship"],
        "municipality_missing": "NC", "status": "presumed", "status_on": on, "authority_kind": "ngo",
        "exploitation_main": one["form"], "exploitation_realised": "realised", "means": ["deception"],
        "recruitment_methods": ["friends"], "consents": ["service", "referral"], "consents_on": on,
    }  # fmt: skip


def _day(said: dict[str, Any], today: dt.date) -> dt.date:
    return today - dt.timedelta(days=said["ago"])


def _period(actor: Actor, case_id: str, said: dict[str, Any], pk: str, today: dt.date) -> None:
    if Period.objects.filter(pk=pk).exists():
        return
    last = today + dt.timedelta(days=said["ahead"]) if said["kind"] == OWN else None
    begun = clocks.Begun(
        said["kind"], _day(said, today), last, title=said.get("title", ""), reference=said.get("reference", "")
    )
    made = clocks.begin(actor, case_id, begun, pk)
    if "decided" in said:
        clocks.decide(actor, made.pk, made.version, made.began_on + dt.timedelta(days=14), said["decided"])


def _claim(actor: Actor, case_id: str, said: dict[str, Any], pk: str, today: dt.date) -> None:
    if Claim.objects.filter(pk=pk).exists():
        return
    found = claims.begin(actor, case_id, claims.Said(said["source"], money(said["amount"], "EUR")), pk)
    for one in said["turns"]:
        amount = money(one["amount"], "EUR") if "amount" in one else None
        found = claims.turn(actor, found.pk, found.version, one["turn"], _day(one, today), amount)


def _answer(actor: Actor, institution: str, people: list[dict[str, Any]]) -> None:
    """The answers of one institution; a referral that was answered already stays as it is."""
    for one in people:
        to = one.get("referral", {})
        row = Referral.objects.filter(
            referral=number(SEED, _name(one), "referral"), institution=institution, state="in_progress"
        )
        found = row.first() if to.get("to") == institution else None
        if found is not None and to.get("answer") == "accept":
            referral.accept(actor, found.pk, found.version)
        elif found is not None and to.get("answer") == "reject":
            referral.reject(actor, found.pk, found.version, to["refusal"])
