"""Where one is signed in: seen, and ended so that nothing brings it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gija.commons.accounts.agents import words
from gija.commons.accounts.models import OpenSession
from gija.commons.accounts.services import set_password
from gija.commons.testing import PASSWORD, Cast

pytestmark = pytest.mark.django_db(databases="__all__")

For = Callable[..., Client]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (EDGE, ("Edge", "Windows")),
        (IPHONE, ("Safari", "iPhone")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_in_words(agent: str, said: tuple[str, str]) -> None:
    assert words(agent) == said


def opened(client: Client, agent: str = FIREFOX) -> str:
    """Use the session once; gives its id."""
    assert client.get("/", headers={"user-agent": agent}).status_code == 200
    return str(client.session["open_session"])


def stolen(client: Client) -> Client:
    """Somebody else with the same cookie."""
    thief = Client(headers={"host": "127.0.0.1"})
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    return thief


def end(client: Client, session_id: str) -> Any:
    return client.post(f"/accounts/me/sessions/{session_id}/end/")


def test_my_account_shows_where_i_am_signed_in_and_which_is_this_one(client_for: For) -> None:
    here, there = client_for("rasa"), client_for("rasa")
    opened(there, EDGE)
    opened(here)
    page = here.get("/accounts/me/").content.decode()
    assert "Edge, Windows" in page
    assert page.count("this one") == 1
    assert page.index("Firefox, Linux") < page.index("this one") < page.index("Edge, Windows")


def test_a_stolen_cookie_is_dead_at_once_when_its_session_is_ended(
    client_for: For, audit_entries: Callable[[str], list[Any]]
) -> None:
    here, there = client_for("rasa"), client_for("rasa")
    opened(here)
    lost = opened(there)
    thief = stolen(there)
    assert thief.get("/").status_code == 200
    before = len(audit_entries("default"))
    end(here, lost)
    for client in (there, thief):
        assert client.get("/").status_code == 302
    assert here.get("/").status_code == 200
    [entry] = audit_entries("default")[before:]
    assert (entry.action, entry.actor, entry.details) == ("account.end_sessions", "Rasa Analitikė", {"ended": 1})


def test_an_ended_session_does_not_come_back_with_its_row(client_for: For) -> None:
    """Story: a request under way, or a backup played back, writes Django's row of the session again."""
    here, there = client_for("rasa"), client_for("rasa")
    opened(here)
    lost = opened(there)
    row = Session.objects.get(pk=there.cookies["sessionid"].value)
    end(here, lost)
    row.save(force_insert=True)
    assert there.get("/").status_code == 302
    assert not Session.objects.filter(pk=row.pk).exists()


def test_the_id_of_a_session_shows_nothing_that_opens_it(client_for: For) -> None:
    here = client_for("rasa")
    opened(here)
    assert here.cookies["sessionid"].value not in here.get("/accounts/me/").content.decode()


def test_nobody_ends_the_session_of_another(client_for: For) -> None:
    rasa, tomas = client_for("rasa"), client_for("tomas")
    opened(tomas)
    assert end(tomas, opened(rasa)).status_code == 404
    assert rasa.get("/").status_code == 200


def test_ending_the_session_one_sits_in_signs_out(client_for: For) -> None:
    rasa = client_for("rasa")
    assert end(rasa, opened(rasa))["location"] == "/accounts/sign-in/"
    assert rasa.get("/").status_code == 302


def test_ending_all_others_leaves_this_one_and_one_entry(
    client_for: For, audit_entries: Callable[[str], list[Any]]
) -> None:
    here, *others = [client_for("rasa") for _ in range(3)]
    for client in (here, *others):
        opened(client)
    before = len(audit_entries("default"))
    here.post("/accounts/me/sign-out-everywhere/")
    assert [c.get("/").status_code for c in (here, *others)] == [200, 302, 302]
    assert [(e.action, e.details) for e in audit_entries("default")[before:]] == [
        ("account.end_sessions", {"ended": 2, "all_others": True})
    ]


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    client_for: For, cast: Cast, audit_entries: Callable[[str], list[Any]]
) -> None:
    cache.clear()
    here, there = client_for("rasa"), client_for("rasa")
    mine = opened(here)
    opened(there)
    thief = stolen(there)
    before = len(audit_entries("default"))
    new = "Visai-kitas-slaptazodis-77"
    said = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/", said).status_code == 302
    assert [e.action for e in audit_entries("default")[before:]] == ["account.set_password"]
    assert here.get("/").status_code == 200
    assert here.session["open_session"] == mine
    assert [c.get("/").status_code for c in (there, thief)] == [302, 302]
    assert OpenSession.objects.filter(account=cast["rasa"]).count() == 1


def test_a_password_set_on_the_console_ends_every_session(client_for: For, cast: Cast) -> None:
    rasa = client_for("rasa")
    opened(rasa)
    set_password(cast["rasa"], "Visai-kitas-slaptazodis-77")
    assert rasa.get("/").status_code == 302
    assert not OpenSession.objects.filter(account=cast["rasa"]).exists()


def test_signing_out_leaves_no_row(client_for: For) -> None:
    rasa = client_for("rasa")
    opened(rasa)
    rasa.post("/accounts/sign-out/")
    assert not OpenSession.objects.exists()


def test_last_seen_is_noted_once_a_minute(client_for: For) -> None:
    rasa = client_for("rasa")
    row = OpenSession.objects.get(pk=opened(rasa))
    opened(rasa)
    assert OpenSession.objects.get().last_seen_at == row.last_seen_at
    OpenSession.objects.update(last_seen_at=timezone.now() - dt.timedelta(seconds=61))
    opened(rasa)
    assert timezone.now() - OpenSession.objects.get().last_seen_at < dt.timedelta(seconds=5)


def test_sessions_that_ran_out_are_not_listed_and_are_forgotten(client_for: For, cast: Cast) -> None:
    old = client_for("rasa")
    opened(old)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    new = client_for("rasa")
    opened(new)
    assert [row.pk for row in OpenSession.objects.all()] == [new.session["open_session"]]
