"""What is noted on the way of a case stands behind the wall: PostgreSQL itself hides it from another institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rls.conftest import Installation


@pytest.mark.servers
def test_the_way_of_a_case_is_seen_by_its_institution_alone(installation: Installation) -> None:
    """Everything is rolled back: the tests beside this one count rows."""
    told = installation.pages(
        """
from django.db import transaction
from django.utils import timezone
from gija.casework.cases import services as cases
from gija.casework.pathway import closing, queries, services
from gija.casework.pathway.models import ChildStep, Closure, Contact, Line, Risk, Screening, Step
from gija.casework.pathway.services import Entered, ForChild, Judged, Reached, Screened
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_of
from gija.commons.rowlevel.session import acting_for

models = (Step, Screening, Risk, Contact, ChildStep, Closure, Line)
worker, today = actor_of(Account.objects.get(email="mantas@gija.example")), timezone.localdate()
said = {"registered_on": "2026-01-05", "given_names": "Vesna", "family_name": "Keliaujanti", "birth_date": "1996-04-05",
        "sex": "F", "citizenship": ["UKR"], "reference": "way-1"}
result = {}
with transaction.atomic(using="casework"), transaction.atomic(using="default"):
    with acting_for("viltis"):
        case = cases.open_case(worker, said)
        services.screen(worker, case.pk, Screened(today, "Mantas"))
        for stage in ("presumed", "assistance"):
            services.stage(worker, case.pk, Entered(stage, today, "ngo"))
        services.assess(worker, case.pk, Judged(today, "unknown", today + timezone.timedelta(days=9)))
        services.contact(worker, case.pk, Reached("phone", "unsafe"))
        services.child_step(worker, case.pk, ForChild("age_doubt", today))
        closing.ask(worker, case.pk, "left", "closed")
    for code in ("viltis", "caritas", ""):
        with acting_for(code):
            result[code] = [model.objects.count() for model in models]
    transaction.set_rollback(True, using="casework")
    transaction.set_rollback(True, using="default")
"""
    )
    assert told == {"viltis": [1, 1, 1, 1, 1, 1, 7], "caritas": [0] * 7, "": [0] * 7}
