"""A saved question: told once, to who asked, while the right holds; nothing of the record in the alert."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from gija.commons.permissions import NotPermittedError
from gija.police.alerts import matching, queries, services
from gija.police.alerts.models import Alert, Saved
from gija.police.databases import registry
from gija.police.databases import services as database_services
from gija.police.search.models import SearchQuery
from gija.vocabulary.errors import GijaError

from .conftest import ADOMAS, JONAS, ONA, REASON

pytestmark = pytest.mark.django_db(databases=["default", "police"])
MONTH = dt.timedelta(days=30)


@pytest.fixture
def saved(databases: Any, asks: Any, cast: Any) -> Callable[..., Saved]:
    """`saved("rasa", name="Jonas Žvalgaitis")`: a question that had no hit, saved for a month."""
    databases.add("residents", ONA)

    def save(who: str = "rasa", **values: str) -> Saved:
        query = asks(who, **(values or {"name": "Jonas Žvalgaitis"}))
        return services.save(cast.actor(who), query.pk, REASON, timezone.localdate() + MONTH)

    return save


def renewed(databases: Any, *rows: Any) -> None:
    """The database gets these rows and is indexed as an operator would."""
    databases.add("residents", *rows)
    database_services.reindex(None, registry.get("residents"))


def test_new_data_that_match_raise_one_alert_for_who_asked(
    databases: Any, saved: Any, cast: Any, audit_entries: Any
) -> None:
    saved()
    renewed(databases, ONA)
    assert not Alert.objects.exists()
    renewed(databases, ONA, JONAS)
    renewed(databases, ONA, JONAS)
    alert = Alert.objects.get()
    assert (alert.database, alert.refer) == ("residents", False)
    assert queries.unseen(cast.actor("rasa")).count() == 1
    assert [queries.unseen(cast.actor(who)).count() for who in ("tomas", "inga", "mantas")] == [0, 0, 0]
    acts = [e.action for e in audit_entries("police") if e.action.startswith("police.alert")]
    assert acts == ["police.alert.save", "police.alert.raise"]


def test_opening_the_alert_asks_anew_and_shows_the_hit(databases: Any, saved: Any, cast: Any) -> None:
    saved()
    renewed(databases, ONA, JONAS)
    rasa = cast.actor("rasa")
    found = services.opened(rasa, Alert.objects.get().pk)
    assert (found.outcome, found.reason) == ("hit", REASON)
    assert services.opened(rasa, Alert.objects.get().pk) == found
    assert queries.unseen(rasa).count() == 0
    assert SearchQuery.objects.count() == 2


def test_of_a_child_the_alert_says_refer_to_owner(databases: Any, saved: Any) -> None:
    saved(personal_code=ADOMAS[5])
    renewed(databases, ONA, ADOMAS)
    assert Alert.objects.get().refer
    kept = str(Alert.objects.values().get())
    assert not [told for told in (ADOMAS[2], ADOMAS[5]) if told in kept]


def test_who_has_left_the_role_is_told_nothing(databases: Any, saved: Any, cast: Any) -> None:
    saved()
    rasa = cast.actor("rasa")
    cast["rasa"].roles.update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    renewed(databases, ONA, JONAS)
    assert not Alert.objects.exists()
    cast["rasa"].roles.update(valid_to=None)
    renewed(databases, ONA, JONAS)
    assert queries.alerts(rasa).count() == 1
    import dataclasses

    elsewhere = dataclasses.replace(rasa, role="liaison_officer")
    assert queries.alerts(elsewhere).count() == 0


def test_an_ended_or_expired_question_is_asked_no_more(databases: Any, saved: Any, cast: Any) -> None:
    one = saved()
    other = saved(name="Jonas Žvalgaitis", birth_date="1979")
    for _ in range(2):
        services.end(cast.actor("rasa"), one.pk)
    Saved.objects.filter(pk=other.pk).update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    renewed(databases, ONA, JONAS)
    assert not Alert.objects.exists()
    assert queries.needed([one.query, other.query]) == set()


def test_only_ones_own_question_without_a_hit_is_saved(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    day = timezone.localdate() + MONTH
    hit, none = asks("rasa", name="Ona Petraitytė"), asks("rasa", name="Jonas Žvalgaitis")
    with pytest.raises(GijaError, match="without a hit"):
        services.save(cast.actor("rasa"), hit.pk, REASON, day)
    for wrong in (timezone.localdate() - dt.timedelta(days=1), day + dt.timedelta(days=400)):
        with pytest.raises(GijaError, match="last day"):
            services.save(cast.actor("rasa"), none.pk, REASON, wrong)
    with pytest.raises(GijaError, match="reason"):
        services.save(cast.actor("rasa"), none.pk, "x", day)
    for who in ("tomas", "inga", "mantas"):
        with pytest.raises(NotPermittedError):
            services.save(cast.actor(who), none.pk, REASON, day)
    first = services.save(cast.actor("rasa"), none.pk, REASON, day)
    assert services.save(cast.actor("rasa"), none.pk, REASON, day) == first


@pytest.mark.parametrize("who", ["tomas", "inga", "mantas", "jurga"])
def test_nobody_else_ends_a_question_or_opens_an_alert(databases: Any, saved: Any, cast: Any, who: str) -> None:
    one = saved()
    renewed(databases, ONA, JONAS)
    with pytest.raises(NotPermittedError):
        services.end(cast.actor(who), one.pk)
    with pytest.raises(NotPermittedError):
        services.opened(cast.actor(who), Alert.objects.get().pk)


def test_databases_that_are_asked_live_are_looked_at_daily(databases: Any, saved: Any) -> None:
    saved()
    databases.add("cases", JONAS)
    databases.write("cases", "H1", "registru_centras", {"connection": {"file": "cases.csv"}, "access": "live"})
    assert matching.daily() == 1
    assert matching.daily() == 0


def test_mail_says_that_there_is_something_and_nothing_of_what(
    databases: Any, saved: Any, settings: Any, cast: Any
) -> None:
    settings.SENDS_MAIL = True
    saved()
    renewed(databases, ONA, JONAS)
    (sent,) = mail.outbox
    assert sent.to == [cast["rasa"].email]
    assert not [told for told in ("Žvalgait", "residents", REASON) if told in f"{sent.body} {sent.subject}"]


def test_the_sweep_of_questions_leaves_a_saved_one(databases: Any, saved: Any) -> None:
    from gija.police.search import retention

    one = saved()
    assert retention.sweep(timezone.localdate() + dt.timedelta(days=20_000)).erased == 0
    assert SearchQuery.objects.filter(pk=one.query).exists()


def test_the_pages_save_show_open_and_end(databases: Any, asks: Any, cast: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    client, query = client_for("rasa"), asks("rasa", name="Jonas Žvalgaitis")
    address = f"/police/alerts/save/{query.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "x", "expires_on": "2020-01-01"}).status_code == 422
    said = {"reason": REASON, "expires_on": (timezone.localdate() + MONTH).isoformat()}
    assert client.post(address, said)["location"] == "/police/alerts/"
    assert "Jonas Žvalgaitis" in client.get("/police/alerts/").content.decode()
    renewed(databases, ONA, JONAS)
    assert "Database residents" in client.get("/police/alerts/").content.decode()
    alert = Alert.objects.get()
    answer = client.post(f"/police/alerts/{alert.pk}/open/")
    assert answer["location"].startswith("/police/search/")
    assert client.post(f"/police/alerts/{alert.saved_id}/end/").status_code == 302
    assert "Jonas Žvalgaitis" not in client_for("inga").get("/police/alerts/").content.decode()
