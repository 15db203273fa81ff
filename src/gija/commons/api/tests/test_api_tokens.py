"""Tokens: made by the administrator for the own institution, shown once, held to role, scope, rate and time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.api import limits, tokens
from gija.commons.api.models import Token
from gija.commons.permissions import NotPermittedError
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default"])

ASK = "police.search.ask"
MONTH = dt.timedelta(days=30)


def made(cast: Any, **changes: Any) -> tuple[Token, str]:
    said = {"name": "case system", "role": "criminal_analyst", "scopes": [ASK]} | changes
    expires = said.pop("expires_on", timezone.localdate() + MONTH)
    return tokens.make(cast.actor("jurga"), expires_on=expires, **said)


def test_the_secret_is_not_kept_and_opens_the_token(cast: Any, audit_entries: Any) -> None:
    token, text = made(cast)
    assert tokens.known(text) == token
    kept = " ".join(str(value) for value in Token.objects.values().get().values())
    assert text.rpartition("_")[2] not in kept
    entries = audit_entries("default")
    assert [e.action for e in entries] == ["api.token.make"]
    assert text not in str(entries[0].details)


@pytest.mark.parametrize("text", ["", "gija_1_x", "gija_999999_" + "x" * 43, "x" * 60])
def test_a_text_that_is_no_token_is_not_known(cast: Any, text: str) -> None:
    made(cast)
    with pytest.raises(GijaError) as refused:
        tokens.known(text)
    assert refused.value.code == "api.token_wrong"


def test_another_secret_of_a_known_number_is_not_known(cast: Any) -> None:
    token, _ = made(cast)
    with pytest.raises(GijaError):
        tokens.known(f"gija_{token.pk}_{'x' * 43}")


@pytest.mark.parametrize(("changes", "code"), [
    ({"scopes": []}, "api.no_scope"),
    ({"scopes": ["audit.read"]}, "api.scope_elsewhere"),
    ({"expires_on": dt.date(2020, 1, 1)}, "api.expiry"),
    ({"expires_on": dt.date(2099, 1, 1)}, "api.expiry"),
    ({"role": "auditor", "scopes": ["audit.read"]}, "common.not_permitted"),
    ({"role": "nobody"}, "common.not_permitted"),
])  # fmt: skip
def test_a_token_reaches_no_further_than_its_maker_may_give(cast: Any, changes: Any, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        made(cast, **changes)
    assert refused.value.code == code
    assert not Token.objects.exists()


@pytest.mark.parametrize("who", ["rasa", "aldona", "mantas"])
def test_only_the_administrator_makes_and_ends_tokens(cast: Any, who: str) -> None:
    token, _ = made(cast)
    with pytest.raises(NotPermittedError):
        tokens.make(cast.actor(who), "x", "criminal_analyst", [ASK], timezone.localdate())
    with pytest.raises(NotPermittedError):
        tokens.end(cast.actor(who), token.pk)


def test_an_ended_or_expired_token_no_longer_holds(cast: Any, audit_entries: Any) -> None:
    token, _ = made(cast)
    assert tokens.still(-token.pk, token.role, token.institution_id)
    Token.objects.filter(pk=token.pk).update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    assert not tokens.holds(Token.objects.get())
    Token.objects.filter(pk=token.pk).update(expires_on=timezone.localdate())
    assert tokens.holds(Token.objects.get())
    for _ in range(2):
        tokens.end(cast.actor("jurga"), token.pk)
    assert tokens.still(-token.pk, token.role, token.institution_id) is None
    assert [e.action for e in audit_entries("default")] == ["api.token.make", "api.token.end"]


def test_a_person_still_acts_only_while_the_role_holds(cast: Any) -> None:
    rasa = cast.actor("rasa")
    assert tokens.still(rasa.account, "criminal_analyst", "kpb") == rasa
    assert tokens.still(rasa.account, "investigator", "kpb") is None
    cast["rasa"].is_active = False
    cast["rasa"].save()
    assert tokens.still(rasa.account, "criminal_analyst", "kpb") is None


def let_through(token: Token, seconds: list[float]) -> list[bool]:
    answers = []
    for second in seconds:
        try:
            limits.count(token, second)
        except limits.TooManyError:
            answers.append(False)
        else:
            answers.append(True)
    return answers


def test_no_more_calls_than_the_rate_in_any_minute(cast: Any) -> None:
    token, _ = made(cast, per_minute=3)
    assert let_through(token, [600, 601, 602, 603]) == [True, True, True, False]
    assert let_through(token, [661]) == [False]  # the three of the minute before still count almost whole
    assert let_through(token, [720, 721, 722, 723]) == [True, True, True, False]


def test_who_waits_as_long_as_told_is_let_through(cast: Any) -> None:
    token, _ = made(cast, per_minute=3)
    now, waits = 600.0, []
    for _ in range(20):
        try:
            limits.count(token, now)
        except limits.TooManyError as told:
            waits.append(told.wait)
            now += told.wait
            limits.count(token, now)
    assert waits
    assert all(0 < wait <= 121 for wait in waits)
