"""Many at once: every question kept once, every decision made once, the chain of the audit whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from gija.commons.audit.services import verify
from gija.methods.search.values import Query
from gija.police.search import services
from gija.police.search.models import Candidate, SearchQuery

from .conftest import ONA, PURPOSE, REASON, only

pytestmark = pytest.mark.django_db(databases=["default", "police"], transaction=True)


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    def closing(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(closing, call) for call in calls]]


def test_questions_asked_at_once_are_each_kept_once(databases: Any, cast: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    actor, query = cast.actor("rasa"), Query("person", {"name": "Ona Petraitytė"})
    kept = at_once([lambda: services.ask(actor, query, PURPOSE, REASON) for _ in range(6)])
    assert len({one.pk for one in kept}) == SearchQuery.objects.count() == 6
    assert sorted(e.object_id for e in audit_entries("police")) == sorted(one.pk for one in kept)
    assert verify("police") == []


def test_a_form_sent_twice_at_once_makes_one_confirmation(
    databases: Any, asks: Any, cast: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    hit, actor = only(asks("rasa", name="Ona Petraitytė")), cast.actor("rasa")
    at_once([lambda: services.confirm(actor, hit.pk, REASON) for _ in range(4)])
    assert Candidate.objects.get(pk=hit.pk).decision == "confirmed"
    assert [e.action for e in audit_entries("police")] == ["police.search.ask", "police.search.confirm"]
