"""Who gives which role, and what an administrator cannot do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gija.commons.accounts.models import Account, RoleAssignment
from gija.commons.accounts.queries import accounts_of, actor_of, roles_of
from gija.commons.accounts.rules import holders
from gija.commons.accounts.services import deactivate, end_role, give_role, make_account
from gija.commons.permissions import NotPermittedError
from gija.commons.permissions.matrix import matrix
from gija.commons.testing import PASSWORD, Cast
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

pytestmark = pytest.mark.django_db(databases="__all__")

NEW = {"email": "nauja@gija.example", "name": "Nauja", "language": "lt", "password": "Ilgas-ir-keistas-2041"}


def test_roles_of_vocabulary_matrix_and_holders_are_the_same() -> None:
    assert {c.code for c in code_list("role")} == set(matrix()) == set(holders())


def test_a_role_holds_from_its_first_to_its_last_day(cast: Cast) -> None:
    today, day = timezone.localdate(), dt.timedelta(days=1)
    rasa = cast["rasa"]
    rasa.roles.all().delete()
    give_role(rasa, "investigator", "kpb", today + day)
    give_role(rasa, "liaison_officer", "kpb", None, today - day)
    assert list(roles_of(rasa)) == []
    give_role(rasa, "criminal_analyst", "kpb", today, today)
    assert actor_of(rasa).role == "criminal_analyst"


def test_a_role_of_the_police_cannot_be_held_elsewhere(cast: Cast) -> None:
    for actor in (None, cast.actor("jurga")):
        with pytest.raises(GijaError) as refused:
            give_role(cast["mantas"], "criminal_analyst", "viltis", actor=actor)
        assert refused.value.code == "accounts.role_elsewhere"


@pytest.mark.parametrize("role", ["auditor", "national_rapporteur"])
def test_an_administrator_cannot_give_a_role_that_reaches_beyond_the_institution(cast: Cast, role: str) -> None:
    with pytest.raises(NotPermittedError):
        give_role(cast["rasa"], role, "kpb", actor=cast.actor("jurga"))


def test_an_administrator_cannot_give_a_role_to_herself_or_elsewhere(cast: Cast) -> None:
    jurga = cast.actor("jurga")
    with pytest.raises(NotPermittedError):
        give_role(cast["jurga"], "investigator", "kpb", actor=jurga)
    with pytest.raises(NotPermittedError):
        give_role(cast["rasa"], "investigator", "vilnius_police", actor=jurga)


def test_an_administrator_cannot_close_her_own_account_or_one_that_works_elsewhere_too(cast: Cast) -> None:
    give_role(cast["rasa"], "investigator", "vilnius_police")
    for key in ("jurga", "rasa"):
        with pytest.raises(NotPermittedError):
            deactivate(cast[key], actor=cast.actor("jurga"))


def test_an_administrator_sees_only_the_accounts_of_her_institution(
    cast: Cast, client_for: Callable[..., Client]
) -> None:
    assert {a.name for a in accounts_of(cast.actor("jurga"))} == {
        "Rasa Analitikė", "Inga Ryšininkė", "Jurga Administratorė",
    }  # fmt: skip
    assert client_for("jurga").get(f"/accounts/{cast['tomas'].pk}/").status_code == 404


def test_a_role_that_was_ended_no_longer_holds_but_stays_on_record(cast: Cast) -> None:
    assignment = cast["rasa"].roles.get()
    end_role(assignment, actor=cast.actor("jurga"))
    assert list(roles_of(cast["rasa"])) == []
    assert RoleAssignment.objects.filter(account=cast["rasa"]).count() == 1


def test_the_role_of_another_institution_cannot_be_ended(
    cast: Cast, client_for: Callable[..., Client], audit_entries: Callable[[str], list[Any]]
) -> None:
    assignment = cast["tomas"].roles.get()
    answer = client_for("jurga").post(f"/accounts/role/{assignment.pk}/end/")
    assert answer.status_code == 403
    assert roles_of(cast["tomas"]).exists()
    assert [(e.action, e.outcome) for e in audit_entries("default")][1:] == [("account.manage", "refused")]


def test_each_act_on_accounts_leaves_one_entry(
    cast: Cast, client_for: Callable[..., Client], audit_entries: Callable[[str], list[Any]]
) -> None:
    jurga = client_for("jurga")
    seen = len(audit_entries("default"))

    def entries() -> list[tuple[str, str]]:
        nonlocal seen
        new = audit_entries("default")[seen:]
        seen += len(new)
        return [(e.action, e.actor) for e in new]

    who = "Jurga Administratorė"
    jurga.post("/accounts/new/", NEW | {"role": "investigator"})
    made = Account.objects.get(email="nauja@gija.example")
    assert entries() == [("account.make", who), ("account.give_role", who)]
    jurga.post(f"/accounts/{made.pk}/role/", {"role": "liaison_officer"})
    assert entries() == [("account.give_role", who)]
    jurga.post(f"/accounts/role/{made.roles.get(role='investigator').pk}/end/")
    assert entries() == [("account.end_role", who)]
    jurga.post(f"/accounts/{made.pk}/deactivate/")
    assert entries() == [("account.deactivate", who)]
    jurga.post("/accounts/new/", NEW | {"role": "investigator"})  # refused: the e-mail is taken
    assert entries() == []


def test_a_weak_password_is_refused_without_being_repeated(cast: Cast, client_for: Callable[..., Client]) -> None:
    answer = client_for("jurga").post("/accounts/new/", NEW | {"role": "investigator", "password": "nauja123"})
    assert answer.status_code == 422
    assert "nauja123" not in answer.content.decode()
    with pytest.raises(GijaError) as refused:
        make_account("kita@gija.example", "Kita", "password1234", "investigator", "kpb")
    assert refused.value.code == "accounts.weak_password"


def test_role_switch_takes_only_roles_that_are_held(cast: Cast, client_for: Callable[..., Client]) -> None:
    other = give_role(cast["rasa"], "investigator", "vilnius_police")
    foreign = cast["tomas"].roles.get()
    rasa = client_for("rasa")
    assert rasa.get("/").context["actor"].role == "criminal_analyst"
    rasa.post("/accounts/me/role/", {"assignment": other.pk})
    assert rasa.get("/").context["actor"].institution == "vilnius_police"
    assert rasa.post("/accounts/me/role/", {"assignment": foreign.pk}).status_code == 400
    assert rasa.post("/accounts/me/role/", {"assignment": "x"}).status_code == 400


def test_sign_out_everywhere_ends_the_other_sessions(cast: Cast, client_for: Callable[..., Client]) -> None:
    here, there = client_for("rasa"), client_for("rasa")
    here.post("/accounts/me/sign-out-everywhere/")
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_there_is_no_sign_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert PASSWORD
