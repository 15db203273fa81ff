"""Where an owner wants four eyes, a second person confirms before anything moves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from gija.commons.permissions.matrix import NotPermittedError
from gija.police.access.tests.conftest import colleague
from gija.police.search import queries, second, services
from gija.police.search.models import Candidate
from gija.police.search.words import Decision
from gija.vocabulary.errors import GijaError

from .conftest import ONA, REASON, only

__all__ = ["colleague"]
pytestmark = pytest.mark.django_db(databases=["default", "police"])


@pytest.fixture
def hit(databases: Any, asks: Any) -> Candidate:
    databases.add("residents", ONA, confirm="four_eyes")
    return only(asks("rasa", name="Ona Petraitytė"))


@pytest.fixture
def vytas(colleague: Any) -> Any:
    return colleague("criminal_analyst")


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def take(actor: Any, hit: Candidate) -> Candidate:
    with transaction.atomic(using="police"):
        return services.take_for_dossier(actor, hit.pk)


def test_one_confirmation_opens_nothing(hit: Candidate, cast: Any, vytas: Any) -> None:
    rasa = cast.actor("rasa")
    assert services.confirm(rasa, hit.pk, REASON).decision == Decision.AWAITING
    assert refused(take, rasa, hit) == "search.not_confirmed"
    assert refused(services.mark_used, rasa, hit.pk, True) == "search.not_confirmed"
    assert refused(second.agree, rasa, hit.pk, REASON) == "search.needs_another"
    assert list(queries.to_second(vytas)) == [hit.answer.query]
    assert not queries.to_second(rasa).exists()


def test_the_second_person_opens_the_way(hit: Candidate, cast: Any, vytas: Any, audit_entries: Any) -> None:
    rasa = cast.actor("rasa")
    services.confirm(rasa, hit.pk, REASON)
    services.confirm(rasa, hit.pk, REASON)
    found = second.agree(vytas, hit.pk, "Sutampa ir telefonas")
    second.agree(vytas, hit.pk, "Sutampa ir telefonas")
    assert (found.decision, found.decided_by, found.second_by) == (Decision.CONFIRMED, rasa.account, vytas.account)
    assert services.confirm(rasa, hit.pk, REASON).decision == Decision.CONFIRMED
    assert take(rasa, hit).gathered_at
    told = [(e.action, e.details.get("four_eyes")) for e in audit_entries("police") if e.action != "police.search.ask"]
    assert told == [("police.search.confirm", "first"), ("police.search.agree", "second")]
    assert not queries.to_second(vytas).exists()


def test_the_asker_is_not_the_second_even_where_a_colleague_was_first(hit: Candidate, cast: Any, vytas: Any) -> None:
    services.confirm(vytas, hit.pk, REASON)
    for one in (vytas, cast.actor("rasa")):
        assert refused(second.agree, one, hit.pk, REASON) == "search.needs_another"


def test_the_second_may_disagree(hit: Candidate, cast: Any, vytas: Any) -> None:
    services.confirm(cast.actor("rasa"), hit.pk, REASON)
    assert second.disagree(vytas, hit.pk, "Nesutampa gimimo vieta").decision == Decision.REJECTED
    assert refused(take, cast.actor("rasa"), hit) == "search.not_confirmed"


def test_taking_back_takes_both_back(hit: Candidate, cast: Any, vytas: Any) -> None:
    services.confirm(cast.actor("rasa"), hit.pk, REASON)
    second.agree(vytas, hit.pk, REASON)
    found = services.withdraw(cast.actor("rasa"), hit.pk, "Suklydome, tai kitas asmuo")
    assert (found.decision, found.second_by, found.second_at) == (Decision.OPEN, None, None)


@pytest.mark.parametrize("who", ["inga", "tomas", "aldona"])
def test_who_may_not_confirm_is_no_second(hit: Candidate, cast: Any, who: str) -> None:
    services.confirm(cast.actor("rasa"), hit.pk, REASON)
    with pytest.raises(NotPermittedError):
        second.agree(cast.actor(who), hit.pk, REASON)


def test_a_hit_that_awaits_nobody_is_not_seconded(databases: Any, asks: Any, cast: Any, vytas: Any) -> None:
    databases.add("residents", ONA)
    hit = only(asks("rasa", name="Ona Petraitytė"))
    assert refused(second.agree, vytas, hit.pk, REASON) == "search.not_awaiting"
    assert services.confirm(cast.actor("rasa"), hit.pk, REASON).decision == Decision.CONFIRMED


def test_hits_to_be_told_of_are_found(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    hit, rasa = only(asks("rasa", name="Ona Petraitytė")), cast.actor("rasa")
    services.confirm(rasa, hit.pk, REASON)
    assert list(queries.history(rasa, waiting="tell")) == [hit.answer.query]
    services.mark_used(rasa, hit.pk, False, "Kita byla")
    assert not queries.history(rasa, waiting="tell").exists()


def test_the_page_shows_the_first_and_asks_the_second(hit: Candidate, cast: Any, vytas: Any, client_for: Any) -> None:
    address = f"/police/search/{hit.answer.query_id}/"
    answer = client_for("rasa").post(f"/police/search/hit/{hit.pk}/confirm/", {"reason": REASON}, follow=True)
    assert "a second person" in answer.content.decode()
    own = client_for("rasa").get(address).content.decode()
    assert "/agree/" not in own
    assert "gather" not in own.lower().replace("nothing can be gathered before", "")
    assert "/agree/" in client_for("vytas").get(address).content.decode()
    assert "?" in address or client_for("vytas").get("/police/search/history/?waiting=second").status_code == 200
    client_for("vytas").post(f"/police/search/hit/{hit.pk}/agree/", {"reason": REASON})
    assert "/dossiers/gather/" in client_for("rasa").get(address).content.decode()
