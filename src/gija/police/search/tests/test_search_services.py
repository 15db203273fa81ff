"""Asking and deciding: what is kept, who may, one audit entry for each act."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest

from gija.commons.permissions.matrix import NotPermittedError
from gija.methods.search.values import Query
from gija.police.search import asking, queries, services
from gija.police.search.models import Candidate, DatabaseAnswer, SearchQuery
from gija.vocabulary.errors import GijaError

from .conftest import ADOMAS, JONAS, ONA, PURPOSE, REASON, RUGILE, only

pytestmark = pytest.mark.django_db(databases=["default", "police"])


def refused(call: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args, **named)
    return caught.value.code


def test_a_hit_is_kept_with_its_reasons_and_one_audit_entry(databases: Any, asks: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA, JONAS)
    query = asks("rasa", name="Ona Petraitytė")
    assert query.outcome == "hit"
    found = only(query)
    assert (found.score or 0) > 0.9
    assert {"left", "right", "how", "weight", "en", "lt"} == set(found.explanation[0])
    (entry,) = audit_entries("police")
    assert (entry.action, entry.outcome, entry.object_id) == ("police.search.ask", "done", query.pk)
    assert (entry.purpose, entry.reason, entry.institution) == (PURPOSE, REASON, "kpb")
    assert entry.details["databases"] == {"residents": "hit"}
    assert "Petrait" not in str(entry.details)


def test_a_no_hit_is_logged_too(databases: Any, asks: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Vytautas Nerandamas")
    assert query.outcome == "no_hit"
    (entry,) = audit_entries("police")
    assert entry.details["outcome"] == "no_hit"
    answer = DatabaseAnswer.objects.get(query=query)
    assert (answer.state, answer.owner, answer.as_of is not None) == ("answered", "registru_centras", True)


def test_a_dead_database_is_named_and_never_counts_as_no_hit(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    query = asks("rasa", name="Vytautas Nerandamas")
    assert query.outcome == "no_hit_so_far"
    result = queries.result(cast.actor("rasa"), query)
    assert result.text.en == "NO HIT SO FAR; silent: Database firms"
    assert {line.database: line.tag for line in result.lines} == {"residents": "no_hit", "firms": "silent"}
    dead = result.silent[0]
    assert dead.state == "down"
    assert dead.error is not None
    assert dead.error.lt


def test_a_hit_beside_a_dead_database_is_a_hit_and_names_the_dead(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    result = queries.result(cast.actor("rasa"), asks("rasa", name="Ona Petraitytė"))
    assert result.text.lt == "YRA ATITIKTIS; tyli: Duomenų bazė firms"


def test_an_old_index_is_silent_not_no_hit(databases: Any, asks: Any) -> None:
    databases.add("residents", ONA, refresh="1s")
    time.sleep(1.2)
    query = asks("rasa", name="Vytautas Nerandamas")
    assert query.outcome == "no_hit_so_far"
    assert DatabaseAnswer.objects.get(query=query).state == "stale"


@pytest.mark.parametrize("row", [RUGILE, ADOMAS], ids=["victim", "child"])
def test_victims_and_children_are_referred_and_kept_without_score_or_reasons(
    databases: Any, asks: Any, row: Any
) -> None:
    databases.add("residents", row)
    query = asks("rasa", personal_code=row[5])
    assert query.outcome == "refer"
    found = only(query)
    assert (found.referred, found.score, found.explanation) == (True, None, [])
    assert refused(services.confirm, _actor(query), found.pk, REASON) == "search.owner_decides"


@pytest.mark.parametrize(("purpose", "row", "open_"), [
    ("victim_protection", RUGILE, True),
    ("victim_protection", ADOMAS, True),
    ("missing_person", ADOMAS, True),
    ("missing_person", RUGILE, False),
])  # fmt: skip
def test_an_investigator_sees_whom_the_purpose_opens(
    databases: Any, asks: Any, purpose: str, row: Any, open_: bool
) -> None:
    databases.add("residents", row)
    assert asks("tomas", purpose=purpose, personal_code=row[5]).outcome == ("hit" if open_ else "refer")
    assert asks("rasa", purpose=purpose, personal_code=row[5]).outcome == "refer"


def test_a_victims_phone_is_referred_like_the_victim(databases: Any, asks: Any) -> None:
    databases.add("residents", RUGILE)
    assert asks("rasa", "phone", number="861333333".replace("861", "863")).outcome == "refer"


def test_under_h2_the_asker_learns_whose_hit_it_is_and_cannot_confirm(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("intelligence", JONAS, handling="H2")
    query = asks("rasa", name="Jonas Žvalgaitis")
    (line,) = queries.result(cast.actor("rasa"), query).lines
    (hit,) = line.hits
    assert (line.tag, hit.level, hit.parts, hit.category) == ("hit", "owner", (), "")
    assert only(query).explanation == []
    assert refused(services.confirm, cast.actor("rasa"), hit.id, REASON) == "search.owner_decides"


def test_a_person_without_rights_is_refused(databases: Any, cast: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    for who in ("mantas", "aldona", "jurga"):
        with pytest.raises(NotPermittedError):
            services.ask(cast.actor(who), Query("person", {"name": "Ona Petraitytė"}), PURPOSE, REASON)
    assert SearchQuery.objects.count() == 0
    assert audit_entries("police") == []  # whoever catches the refusal leaves the entry: page and command do


@pytest.mark.parametrize(("purpose", "reason", "code"), [
    ("", REASON, "search.purpose_missing"),
    ("curiosity", REASON, "search.purpose_missing"),
    (PURPOSE, "", "search.reason_missing"),
    (PURPOSE, "xxxxxxxxxxxx", "search.reason_missing"),
])  # fmt: skip
def test_without_purpose_or_reason_no_database_is_asked(
    databases: Any, cast: Any, audit_entries: Any, purpose: str, reason: str, code: str
) -> None:
    databases.add("residents", ONA)
    query = Query("person", {"name": "Ona Petraitytė"})
    assert refused(services.ask, cast.actor("rasa"), query, purpose, reason) == code
    assert SearchQuery.objects.count() == 0
    assert audit_entries("police") == []


def test_only_the_databases_named_are_asked(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    databases.add("tips", ONA)
    actor, query = cast.actor("rasa"), Query("person", {"name": "Ona Petraitytė"})
    kept = services.ask(actor, query, PURPOSE, REASON, ["tips"])
    assert [answer.database for answer in kept.answers.all()] == ["tips"]
    assert refused(services.ask, actor, query, PURPOSE, REASON, ["nowhere"]) == "search.database_unknown"


def test_without_a_database_nothing_is_said_to_be_no_hit(databases: Any, asks: Any) -> None:
    assert refused(asks, "rasa", name="Ona Petraitytė") == "search.no_database"


def test_an_answer_that_cannot_be_kept_is_not_given(databases: Any, asks: Any, monkeypatch: Any) -> None:
    databases.add("residents", ONA)

    def fails(*args: Any, **named: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(asking, "record", fails)
    with pytest.raises(OSError, match="disk full"):
        asks("rasa", name="Ona Petraitytė")
    assert SearchQuery.objects.count() == 0
    assert Candidate.objects.count() == 0


def test_nothing_that_was_sought_or_found_reaches_a_log(databases: Any, asks: Any, caplog: Any) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    with caplog.at_level(logging.DEBUG):
        asks("rasa", name="Ona Petraitytė", personal_code=ONA[5])
    for secret in ("Petrait", ONA[5], REASON):
        assert secret not in caplog.text.replace("django.db.backends", "")


def _actor(query: SearchQuery) -> Any:
    from gija.commons.permissions import Actor

    return Actor(query.account, query.actor_name, query.role, query.institution, query.institution_name)
