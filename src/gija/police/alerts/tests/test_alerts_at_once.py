"""Several refreshes at once, on several machines: one alert for each saved question and database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from gija.police.alerts import matching, services
from gija.police.alerts.models import Alert
from gija.police.search.tests.test_search_at_once import at_once

from .conftest import JONAS, ONA, REASON

pytestmark = pytest.mark.django_db(databases=["default", "police"], transaction=True)


def test_refreshes_at_once_raise_one_alert_with_one_entry(
    databases: Any, asks: Any, cast: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Jonas Žvalgaitis")
    services.save(cast.actor("rasa"), query.pk, REASON, timezone.localdate() + dt.timedelta(days=30))
    databases.add("residents", ONA, JONAS)
    raised = at_once([lambda: matching.look("residents") for _ in range(4)])
    assert sum(raised) == Alert.objects.count() == 1
    assert [e.action for e in audit_entries("police")].count("police.alert.raise") == 1


def test_an_alert_nobody_has_looked_at_holds_its_question_for_a_while(databases: Any, asks: Any, cast: Any) -> None:
    from gija.police.alerts.models import Saved
    from gija.police.alerts.queries import needed

    databases.add("residents", ONA)
    query = asks("rasa", name="Jonas Žvalgaitis")
    services.save(cast.actor("rasa"), query.pk, REASON, timezone.localdate() + dt.timedelta(days=1))
    databases.add("residents", ONA, JONAS)
    matching.look("residents")
    Saved.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    assert needed([query.pk]) == {query.pk}
    services.opened(cast.actor("rasa"), Alert.objects.get().pk)
    assert needed([query.pk]) == set()
    Alert.objects.update(seen_at=None, raised_at=timezone.now() - dt.timedelta(days=91))
    assert needed([query.pk]) == set()
