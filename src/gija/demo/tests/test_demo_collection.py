"""The demo's people can walk a data call: opened, filled in and approved at two institutions, accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.permissions import Actor
from gija.demo.accounts import enter_everybody
from gija.rapporteur.collection import queries, services
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.collection.tests import generated

pytestmark = pytest.mark.django_db(databases="__all__")

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SUPPLIERS = {"kpb": "supplier", "prosecutor_general": "supplier.prosecution"}


@pytest.fixture
def call(db: None) -> Any:
    enter_everybody()
    return services.open_call(person("rapporteur"), "criminal_justice", "2024")


def person(name: str) -> Actor:
    account = account_by_email(f"{name}@gija.example")
    assert account is not None
    return actor_of(account)


@pytest.fixture
def browser_of() -> Callable[[str], Client]:
    """`browser_of("supplier")`: a client signed in as one of the demo."""

    def signed_in(name: str) -> Client:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(Account.objects.get(email=f"{name}@gija.example"), backend=BACKEND)
        return client

    return signed_in


@pytest.mark.parametrize(("institution", "supplier"), SUPPLIERS.items())
def test_a_call_goes_from_supplier_to_head_to_rapporteur(
    call: Any, settings: Any, browser_of: Callable[[str], Client], institution: str, supplier: str
) -> None:
    settings.DEMO = True
    asked: Submission = call.submissions.get(institution=institution)
    own = browser_of(supplier).get("/rapporteur/collection/own/")
    assert f"/rapporteur/collection/own/{asked.pk}/" in own.content.decode()
    told = services.fill(person(supplier), asked.pk, asked.version, generated.fitting(queries.asked(asked)))
    answers = {one.finding.code: "Patikrinta, skaičius teisingas." for one in queries.findings(told)}
    told = services.answer(person(supplier), told.pk, told.version, answers)
    told = services.hand_over(person(supplier), told.pk, told.version)
    waiting = browser_of(f"{supplier}.head").get("/rapporteur/collection/own/approving/")
    assert f"/rapporteur/collection/own/{asked.pk}/" in waiting.content.decode()
    told = services.approve(person(f"{supplier}.head"), told.pk, told.version)
    assert services.accept(person("rapporteur"), told.pk, told.version).state == "accepted"


def test_a_supplier_does_not_see_the_other_institution(call: Any, settings: Any, browser_of: Any) -> None:
    settings.DEMO = True
    other = call.submissions.get(institution="prosecutor_general")
    assert browser_of("supplier").get(f"/rapporteur/collection/own/{other.pk}/").status_code == 404
