"""Tips, cases, periods, referrals and claims of the demo: there after one run, and not twice after two."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from gija.casework.assistance.models import Event, Plan
from gija.casework.cases.models import Case
from gija.casework.clocks.models import Period
from gija.casework.clocks.protection import Asked, ask
from gija.casework.compensation.models import Claim
from gija.casework.memoranda.models import Memorandum, Party
from gija.casework.referral.models import Referral
from gija.commons.accounts.queries import account_by_email, actor_of
from gija.demo import helping
from gija.demo.accounts import enter_everybody
from gija.demo.country.chance import data
from gija.demo.main_job import Teller
from gija.police.criminal_cases.models import CriminalCase
from gija.police.hotline.models import Call, Outreach
from gija.police.tips import desks, keys, queries
from gija.police.tips.models import Tip
from gija.rapporteur.activities.models import Application
from gija.rapporteur.activities.models import Call as GrantCall
from gija.rapporteur.evaluators.models import Contract

pytestmark = pytest.mark.django_db(databases="__all__")


def ran() -> dict[str, Any]:
    """One run; how many of everything there are."""
    said: list[str] = []
    helping.run(Teller(said.append, "en"), lambda code, name: None)
    assert data("helping")["passphrase"] in "".join(said)
    models = (CriminalCase, Tip, Call, Outreach, Case, Period, Claim, Event, Plan, Memorandum, Party, Application)
    counted = {model.__name__: model.objects.count() for model in models} | {"calls": GrantCall.objects.count()}
    return counted | {"referrals": Counter(Referral.objects.values_list("side", "state"))}


def test_a_second_run_enters_nothing_again(settings: Any) -> None:
    settings.DEMO = True
    enter_everybody()
    first = ran()
    assert {(side, state): 1 for side in ("sends", "takes") for state in ("accepted", "rejected", "in_progress")} == (
        first["referrals"]
    )
    assert first["CriminalCase"] == len(data("helping")["criminal_cases"])
    assert first["Tip"] == len(data("helping")["mails"]) + 1  # and what the call told
    assert (first["Plan"], first["Memorandum"], first["calls"], first["Application"]) == (1, 2, 1, 2)
    assert ran() == first


def test_the_desk_opens_with_the_passphrase_that_is_told_and_the_question_of_the_migration_authority_hits(
    settings: Any,
) -> None:
    settings.DEMO = True
    enter_everybody()
    ran()
    officer = actor_of(account_by_email("investigator@gija.example"))
    held = desks.holder(officer)
    assert held is not None
    opened = keys.open_desk(officer, data("helping")["passphrase"])
    assert {queries.letter(one, opened).subject for one in queries.tips(officer) if one.channel == "mail"} > {
        "Dėl draugės"
    }
    migration = actor_of(account_by_email("migration@gija.example"))
    assert ask(migration, Asked("", "Olena", "Vyhadana", "1995-02-03", "demo")).hit


def test_everybody_of_the_demo_holds_the_role_that_is_told(settings: Any) -> None:
    """The evaluator's needs a contract in force."""
    settings.DEMO = True
    enter_everybody()
    enter_everybody()
    for email, about in data("institutions")["accounts"].items():
        assert actor_of(account_by_email(email)).role == about["role"]
    assert Contract.objects.count() == 1
