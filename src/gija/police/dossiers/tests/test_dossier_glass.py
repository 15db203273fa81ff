"""Break-glass in a dossier: what its answer showed is gathered and read for its three hours, then closed again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gija.methods.search.values import Query
from gija.police.access import queries as access
from gija.police.access import services as glass
from gija.police.access.models import BreakGlass
from gija.police.dossiers import services
from gija.police.dossiers.models import Dossier
from gija.police.search import services as search
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.words import Level
from gija.vocabulary.errors import GijaError

from .conftest import ADOMAS, PURPOSE, REASON, RUGILE, World

pytestmark = pytest.mark.django_db(databases=["default", "police"])

DANGER = "Gauta žinia, kad moteris laikoma užrakinta, valdytojas neatsiliepia"


@pytest.fixture
def wider(world: World, cast: Any) -> SearchQuery:
    """Rasa asks about a victim, is referred, breaks the glass, and asks again under it."""
    world.usual()
    rasa = cast.actor("rasa")
    closed = search.ask(rasa, Query("person", {"personal_code": RUGILE}), PURPOSE, REASON)
    return SearchQuery.objects.get(pk=glass.break_glass(rasa, closed.pk, DANGER))


@pytest.fixture
def gathered(wider: SearchQuery, cast: Any) -> Dossier:
    rasa = cast.actor("rasa")
    hit = Candidate.objects.get(answer__query=wider, answer__database="shelter")
    assert hit.level == Level.CONTENT
    search.confirm(rasa, hit.pk, "Tai ta pati moteris, sutampa kodas")
    return services.gather(rasa, hit.pk, 2)


def over(found: Dossier) -> None:
    under = SearchQuery.objects.get(pk=found.query).glass
    BreakGlass.objects.filter(pk=under).update(ends_at=timezone.now() - timedelta(seconds=1))


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def test_what_it_opened_is_gathered_and_nothing_else_is(gathered: Dossier, cast: Any) -> None:
    told = str(services.opened(cast.actor("rasa"), gathered.pk, "page").chart)
    assert "Slėptinytė" in told
    assert "Slėpynių" in told, "her hiding place stands in the record that was opened"
    assert "Mažonis" not in told, "the child of the house was not asked about"
    assert ADOMAS not in told


def test_after_three_hours_nobody_opens_it_and_its_gatherer_is_told_why(gathered: Dossier, cast: Any) -> None:
    over(gathered)
    rasa = cast.actor("rasa")
    assert refused(services.opened, rasa, gathered.pk, "page") == "dossier.glass_over"
    assert refused(services.export, rasa, gathered.pk, "lt") == "dossier.glass_over"
    assert refused(services.expand, rasa, gathered.pk, gathered.chart.focus) == "dossier.glass_over"


def test_closed_early_it_is_closed_at_once(gathered: Dossier, cast: Any) -> None:
    glass.end(cast.actor("aldona"), SearchQuery.objects.get(pk=gathered.query).glass)
    assert refused(services.opened, cast.actor("rasa"), gathered.pk, "page") == "dossier.glass_over"


def test_a_colleague_never_opens_it(gathered: Dossier, cast: Any) -> None:
    assert refused(services.opened, cast.actor("inga"), gathered.pk, "page").startswith(("dossier.", "common."))


def test_the_auditor_sees_every_act_on_it(gathered: Dossier, cast: Any) -> None:
    services.opened(cast.actor("rasa"), gathered.pk, "page")
    services.export(cast.actor("rasa"), gathered.pk, "lt", ("dossier.json",))
    under = SearchQuery.objects.get(pk=gathered.query).glass
    entries = access.acts_under(BreakGlass.objects.get(pk=under))
    acts = [one.action for one in entries if one.object_type == "dossier"]
    assert acts == ["police.dossier.gather", "police.dossier.read", "police.dossier.export"]
    assert {one.details["glass"] for one in entries if one.object_type == "dossier"} == {under}


def test_without_it_the_record_stays_with_its_owner(world: World, cast: Any, confirmed: Any) -> None:
    world.usual()
    found = services.gather(cast.actor("rasa"), confirmed("rasa", name="Saulius Vilkaitis").pk)
    assert "Slėptinytė" not in str(found.chart)


def test_the_page_says_until_when(gathered: Dossier, client_for: Any) -> None:
    page = client_for("rasa", "en").get(f"/police/dossiers/{gathered.pk}/")
    assert page.status_code == 200
    assert "Break-glass is open." in page.content.decode()
