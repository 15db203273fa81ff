"""What a dossier rests on is kept: its question, answers and hits outlive their day as long as it is there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from gija.police.dossiers import services
from gija.police.dossiers.models import Dossier
from gija.police.search import retention
from gija.police.search.models import Candidate, SearchQuery

from .conftest import SAULIUS, World

pytestmark = pytest.mark.django_db(databases=["default", "police"])


def past(query: SearchQuery) -> date:
    assert query.retain_until
    return query.retain_until + timedelta(days=1)


def test_the_question_of_a_dossier_outlives_its_day(world: World, cast: Any, confirmed: Any) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    other = confirmed("rasa", personal_code=SAULIUS)
    found = services.gather(cast.actor("rasa"), hit.pk)
    query = SearchQuery.objects.get(pk=found.query)
    assert retention.sweep(past(query)) == retention.Swept(erased=1, held=1)
    assert Candidate.objects.filter(pk=hit.pk, decision="confirmed").exists()
    assert not Candidate.objects.filter(pk=other.pk).exists()


def test_a_hit_that_is_being_gathered_is_not_erased_under_the_hands(world: World, cast: Any, confirmed: Any) -> None:
    world.usual()
    hit = confirmed("rasa", personal_code=SAULIUS)
    Candidate.objects.filter(pk=hit.pk).update(gathered_at=timezone.now())
    assert retention.sweep(past(hit.answer.query)).held == 1
    Candidate.objects.filter(pk=hit.pk).update(gathered_at=timezone.now() - timedelta(days=2))
    assert not Dossier.objects.exists(), "the gathering failed"
    assert retention.sweep(past(hit.answer.query)).erased == 1
