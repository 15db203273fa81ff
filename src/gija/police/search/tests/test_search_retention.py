"""Questions are kept for their time and no longer; the audit trail stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gija.police.search import retention
from gija.police.search.models import Candidate, DatabaseAnswer, SearchQuery
from gija.vocabulary.lists import code_list

from .conftest import ONA, RUGILE

pytestmark = pytest.mark.django_db(databases=["default", "police"])


@pytest.fixture(autouse=True)
def country(databases: Any) -> None:
    databases.add("residents", ONA, RUGILE)


def days(query: SearchQuery) -> int:
    assert query.retain_until
    return int((query.retain_until - timezone.localdate(query.asked_at)).days)


def test_each_kind_of_question_has_its_period(asks: Any) -> None:
    assert days(asks("rasa", name="Ona Petraitytė")) == 1095
    assert days(asks("rasa", name="Rugilė Slėptinytė")) == 1095
    assert days(asks("rasa", name="Zigmas Nesamasis")) == 365


def test_every_period_says_why_in_both_languages() -> None:
    known = {code.code for code in code_list("search_outcome")} | {"glass", "refer", "other"}
    for name, period in retention.periods().items():
        assert name in known
        assert period.because.en
        assert period.because.lt
    assert retention.period("hit", glass=True).days > retention.period("hit", glass=False).days


def test_the_sweep_erases_what_is_past_its_day_and_leaves_the_trail(asks: Any, audit_entries: Any) -> None:
    query = asks("rasa", name="Ona Petraitytė")
    last = query.retain_until
    assert retention.sweep(last) == retention.Swept(0, 0)
    assert retention.sweep(last + timedelta(days=1)) == retention.Swept(1, 0)
    assert retention.sweep(last + timedelta(days=1)) == retention.Swept(0, 0)
    assert not any(model.objects.exists() for model in (SearchQuery, DatabaseAnswer, Candidate))
    assert [e.action for e in audit_entries("police")] == ["police.search.ask", "police.search.erase"]
    assert audit_entries("police")[1].details == {"queries": [query.pk]}


def test_what_another_room_needs_is_held(asks: Any, monkeypatch: Any) -> None:
    kept, gone = asks("rasa", name="Ona Petraitytė"), asks("rasa", name="Ona Petraitytė")
    monkeypatch.setitem(retention._KEEPERS, "a test", lambda ids: {one for one in ids if one == kept.pk})
    assert retention.sweep(kept.retain_until + timedelta(days=1)) == retention.Swept(1, 1)
    assert not SearchQuery.objects.filter(pk=gone.pk).exists()


def test_questions_from_before_there_were_periods_get_theirs(asks: Any) -> None:
    query = asks("rasa", name="Ona Petraitytė")
    SearchQuery.objects.filter(pk=query.pk).update(retain_until=None)
    retention.sweep()
    assert SearchQuery.objects.get(pk=query.pk).retain_until == query.retain_until


def test_the_worker_does_it_daily() -> None:
    from gija.commons.courier.duties import names

    assert {"police.search.sweep", "police.requests.remind"} <= set(names())
