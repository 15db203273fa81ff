"""Staff sessions: who opens one, for how long, what it opens and what stays shut; everybody concerned sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from gija.commons.accounts import staff
from gija.commons.accounts.models import Account, RoleAssignment, StaffSession
from gija.commons.accounts.rules import holders
from gija.commons.accounts.services import end_role, give_role, make_account
from gija.commons.permissions.matrix import matrix, staff_session_row
from gija.commons.testing import Cast

pytestmark = pytest.mark.django_db(databases="__all__")

For = Callable[..., Client]
Entries = Callable[[str], list[Any]]
OPEN, END = "/accounts/staff/open/", "/accounts/staff/end/"
WHY = "Vilties administratorė neprisijungia, skambino 2014-03-02"


@pytest.fixture(autouse=True)
def _operator(settings: Any) -> None:
    settings.OPERATOR = "kpb"


@pytest.fixture
def jurga(client_for: For) -> Client:
    client = client_for("jurga")
    client.get("/")
    return client


@pytest.fixture
def vilte(cast: Cast) -> Account:
    """The administrator of the organisation in which the staff helps."""
    return make_account("vilte@gija.example", "Viltė Vadovė", "x", "administrator", "viltis", demo=True)


def begin(client: Client, where: str = "viltis", why: str = WHY) -> Any:
    return client.post(OPEN, {"institution": where, "reason": why})


def acting(client: Client) -> str:
    return str(client.get("/").context["actor"].institution)


def test_the_matrix_gives_a_staff_session_nothing_but_accounts() -> None:
    assert staff_session_row() == {"account.read": "own", "account.manage": "own"}
    assert "staff_session" not in matrix(), "somebody could hold it for good"


def test_a_staff_session_gives_no_role_that_reaches_content() -> None:
    content = ("police.", "casework.", "register.", "rapporteur.")
    given = [role for role, about in holders().items() if about.get("by_staff")]
    assert given == ["administrator"]
    reached = [a for role in given for a in matrix()[role] if a.startswith(content)]
    assert reached == ["police.database.read", "police.database.index"], "state of the databases, no record of them"


def test_it_opens_the_accounts_of_the_other_institution_and_leaves_an_entry(
    jurga: Client, cast: Cast, audit_entries: Entries
) -> None:
    before = len(audit_entries("default"))
    assert begin(jurga)["location"] == "/accounts/list/"
    page = jurga.get("/accounts/list/").content.decode()
    assert "Mantas Beteisis" in page
    assert "Rasa Analitikė" not in page
    [entry] = audit_entries("default")[before:]
    assert (entry.action, entry.role, entry.institution) == ("account.staff_session_open", "administrator", "kpb")
    assert (entry.reason, entry.details["institution"]) == (WHY, "viltis")


def test_every_page_says_so_and_how_to_end_it(jurga: Client) -> None:
    begin(jurga)
    for address in ("/", "/accounts/list/", "/accounts/me/", "/help/", "/nowhere/", "/audit/"):
        page = jurga.get(address).content.decode()
        assert "Staff session" in page, address
        assert WHY in page, address
        assert END in page, address
    jurga.post(END)
    assert WHY not in jurga.get("/help/").content.decode()


def test_it_ends_by_its_button_with_one_entry(jurga: Client, audit_entries: Entries) -> None:
    begin(jurga)
    before = len(audit_entries("default"))
    jurga.post(END)
    jurga.post(END)
    assert acting(jurga) == "kpb"
    [entry] = audit_entries("default")[before:]
    assert (entry.action, entry.role, entry.institution) == ("account.staff_session_end", "staff_session", "viltis")
    assert entry.details == {"how": "ended"}


def test_beyond_its_hour_it_opens_nothing_and_one_entry_says_that_it_ended(
    jurga: Client, cast: Cast, audit_entries: Entries
) -> None:
    begin(jurga)
    mantas = cast["mantas"]
    run_out()
    before = len(audit_entries("default"))
    assert jurga.post(f"/accounts/{mantas.pk}/deactivate/").status_code == 404
    assert Account.objects.get(pk=mantas.pk).is_active
    assert acting(jurga) == "kpb"
    staff.end_lapsed()
    entries = [(e.action, e.details) for e in audit_entries("default")[before:]]
    assert entries == [("account.staff_session_end", {"how": "time"})]


def run_out() -> None:
    past = timezone.now() - dt.timedelta(seconds=1)
    StaffSession.objects.update(started_at=past - staff.LASTS, until=past)


def test_one_whose_browser_never_came_back_is_ended_by_the_worker(jurga: Client, audit_entries: Entries) -> None:
    from gija.commons.courier.duties import names

    begin(jurga)
    run_out()
    assert "accounts.staff_sessions" in names()
    staff.end_lapsed()
    session = StaffSession.objects.get()
    assert (session.ended_at, session.how_ended) == (session.until, "time")
    assert [e.action for e in audit_entries("default")][-1] == "account.staff_session_end"


def test_support_staff_cannot_read_a_case_or_anything_of_the_police(jurga: Client) -> None:
    """Story: support staff are curious. Every address but those of accounts refuses them."""
    begin(jurga)
    open_to_staff = set()
    for address, permission in _addresses(get_resolver().url_patterns):
        if permission in ("public", "signed_in", "signed_in_unproven") or permission.startswith("account."):
            continue
        if jurga.get(address).status_code not in (401, 403, 404, 405):
            open_to_staff.add(address)
    assert open_to_staff == set()
    assert jurga.get("/police/search/").status_code == 403
    assert jurga.get("/audit/").status_code == 403


def _addresses(patterns: Any, prefix: str = "/") -> list[tuple[str, str]]:
    """Addresses without parts to fill in, with the permission each declares."""
    from gija.commons.permissions.declare import permission_of

    found = []
    for pattern in patterns:
        address = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            found += _addresses(pattern.url_patterns, address)
        elif "<" not in address:
            found.append((address, permission_of(pattern.callback, pattern.name) or ""))
    return found


def test_support_staff_cannot_make_themselves_or_a_friend_a_case_worker(jurga: Client, cast: Cast) -> None:
    friend = cast["mantas"]
    begin(jurga)
    for role in ("case_worker", "case_supervisor", "data_supplier", "auditor", "criminal_analyst"):
        assert jurga.post(f"/accounts/{friend.pk}/role/", {"role": role}).status_code == 422
        assert jurga.post("/accounts/new/", NEW | {"role": role}).status_code == 422
    assert RoleAssignment.objects.filter(account=friend).count() == 1
    give_role(cast["jurga"], "case_worker", "viltis")  # on the console: then she is an account of that institution
    assert jurga.post(f"/accounts/{cast['jurga'].pk}/role/", {"role": "administrator"}).status_code == 403


NEW = {"email": "nauja@gija.example", "name": "Nauja", "language": "lt", "password": "Ilgas-ir-keistas-2041"}


def test_it_can_give_an_institution_an_administrator(jurga: Client, audit_entries: Entries) -> None:
    begin(jurga)
    before = len(audit_entries("default"))
    jurga.post("/accounts/new/", NEW | {"role": "administrator"})
    assert RoleAssignment.objects.get(account__email="nauja@gija.example").institution_id == "viltis"
    entries = [(e.action, e.role, e.institution, e.actor) for e in audit_entries("default")[before:]]
    who = ("staff_session", "viltis", "Jurga Administratorė")
    assert entries == [("account.make", *who), ("account.give_role", *who)]


@pytest.mark.parametrize("why", ["", "   "])
def test_without_a_reason_there_is_none(jurga: Client, why: str) -> None:
    assert begin(jurga, why=why).status_code == 422
    assert not StaffSession.objects.exists()


@pytest.mark.parametrize("where", ["kpb", "nowhere", ""])
def test_neither_in_ones_own_institution_nor_in_none(jurga: Client, where: str) -> None:
    assert begin(jurga, where).status_code == 422
    assert not StaffSession.objects.exists()


def test_only_the_operators_administrators_open_one(
    client_for: For, vilte: Account, jurga: Client, settings: Any, audit_entries: Entries
) -> None:
    other = Client(headers={"host": "127.0.0.1"})
    other.force_login(vilte, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert begin(other, "kpb").status_code == 403
    assert begin(client_for("rasa")).status_code == 403
    settings.OPERATOR = ""  # as installed: nobody
    assert begin(jurga).status_code == 403
    assert not StaffSession.objects.exists()


def test_it_is_bound_to_the_browser_that_opened_it(jurga: Client, client_for: For) -> None:
    """Story: the session's number is put into another session of the same account."""
    begin(jurga)
    other = client_for("jurga")
    assert acting(other) == "kpb"
    session = other.session
    session["staff_session"] = StaffSession.objects.get().pk
    session.save()
    assert acting(other) == "kpb"


def test_it_ends_with_the_right_of_who_opened_it(jurga: Client, cast: Cast) -> None:
    begin(jurga)
    end_role(cast["jurga"].roles.get(institution="kpb"))
    assert jurga.get("/accounts/list/").status_code == 403
    assert StaffSession.objects.get().how_ended == "no_right"


def test_signing_out_ends_it(jurga: Client, audit_entries: Entries) -> None:
    begin(jurga)
    before = len(audit_entries("default"))
    jurga.post("/accounts/sign-out/")
    assert [e.action for e in audit_entries("default")[before:]] == ["account.sign_out", "account.staff_session_end"]
    assert StaffSession.objects.get().how_ended == "signed_out"


def test_there_is_one_at_a_time(jurga: Client, audit_entries: Entries) -> None:
    begin(jurga)
    jurga.post(END)
    begin(jurga, "moi")
    assert begin(jurga, "viltis").status_code == 403, "from one staff session into the next, past its end"
    assert StaffSession.objects.filter(ended_at=None).count() == 1


def test_the_institution_sees_who_was_there_why_and_how_long(jurga: Client, vilte: Account) -> None:
    begin(jurga)
    jurga.post(END)
    client = Client(headers={"host": "127.0.0.1"})
    vilte.language = "en"
    vilte.save()
    client.force_login(vilte, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("/accounts/list/", "/accounts/staff/"):
        page = client.get(address).content.decode()
        assert "Jurga Administratorė" in page
        assert WHY in page
    assert "Open a staff session" not in page


def test_going_on_in_a_role_of_ones_own_ends_it(jurga: Client, cast: Cast) -> None:
    begin(jurga)
    jurga.post("/accounts/me/role/", {"assignment": cast["jurga"].roles.get().pk})
    assert acting(jurga) == "kpb"
    assert StaffSession.objects.get().how_ended == "ended"
