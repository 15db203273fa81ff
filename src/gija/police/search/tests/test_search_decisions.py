"""Confirm, reject, take back, use: by whom, once, with one audit entry each."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from gija.commons.permissions.matrix import NotPermittedError
from gija.police.search import queries, services
from gija.police.search.models import Candidate
from gija.vocabulary.errors import GijaError

from .conftest import ONA, REASON, only

pytestmark = pytest.mark.django_db(databases=["default", "police"])


@pytest.fixture
def hit(databases: Any, asks: Any) -> Candidate:
    databases.add("residents", ONA)
    return only(asks("rasa", name="Ona Petraitytė"))


def code(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def acts(audit_entries: Any) -> list[str]:
    return [entry.action for entry in audit_entries("police")]  # the asking came before the counting


def test_each_act_leaves_exactly_one_entry(hit: Candidate, cast: Any, audit_entries: Any) -> None:
    rasa = cast.actor("rasa")
    services.confirm(rasa, hit.pk, REASON)
    services.mark_used(rasa, hit.pk, True, "Perduota tyrėjui")
    services.withdraw(rasa, hit.pk, "Suklydau, tai kitas asmuo")
    services.reject(rasa, hit.pk, "Nesutampa gimimo vieta")
    assert acts(audit_entries) == [
        "police.search.confirm",
        "police.search.use",
        "police.search.withdraw",
        "police.search.reject",
    ]
    confirmed = audit_entries("police")[0]
    assert (confirmed.reason, confirmed.object_id) == (REASON, hit.pk)
    assert confirmed.details == {"query": hit.answer.query_id, "database": "residents"}


def test_the_same_decision_sent_twice_is_one(hit: Candidate, cast: Any, audit_entries: Any) -> None:
    rasa = cast.actor("rasa")
    first = services.confirm(rasa, hit.pk, REASON)
    again = services.confirm(rasa, hit.pk, "Kita priežastis, kitas žodis")
    assert again.decided_at == first.decided_at
    assert again.decision_reason == REASON
    services.mark_used(rasa, hit.pk, False)
    services.mark_used(rasa, hit.pk, False)
    assert acts(audit_entries) == ["police.search.confirm", "police.search.use"]


def test_a_decided_hit_is_not_decided_again(hit: Candidate, cast: Any) -> None:
    services.reject(cast.actor("rasa"), hit.pk, REASON)
    assert code(services.confirm, cast.actor("rasa"), hit.pk, REASON) == "search.already_decided"
    assert code(services.mark_used, cast.actor("rasa"), hit.pk, True) == "search.not_confirmed"


def test_a_decision_needs_a_reason_in_words(hit: Candidate, cast: Any, audit_entries: Any) -> None:
    for call in (services.confirm, services.reject, services.withdraw):
        assert code(call, cast.actor("rasa"), hit.pk, "taip") == "search.reason_missing"
    assert acts(audit_entries) == []


def test_nothing_is_taken_back_where_nothing_was_decided(hit: Candidate, cast: Any) -> None:
    assert code(services.withdraw, cast.actor("rasa"), hit.pk, REASON) == "search.not_decided"


def test_the_liaison_officer_cannot_confirm(hit: Candidate, cast: Any) -> None:
    with pytest.raises(NotPermittedError):
        services.confirm(cast.actor("inga"), hit.pk, REASON)


def test_another_institution_cannot_decide_on_or_see_a_hit(hit: Candidate, cast: Any) -> None:
    tomas = cast.actor("tomas")
    for call in (services.confirm, services.reject, services.withdraw):
        with pytest.raises(NotPermittedError):
            call(tomas, hit.pk, REASON)
    with pytest.raises(NotPermittedError):
        services.mark_used(tomas, hit.pk, True)
    with pytest.raises(NotPermittedError):
        queries.query(tomas, hit.answer.query_id)
    assert code(queries.candidate_by_short_id, tomas, hit.short) == "search.not_found"
    assert not queries.own_queries(tomas).exists()


def test_a_short_number_finds_its_hit_however_it_is_typed(hit: Candidate, cast: Any) -> None:
    rasa = cast.actor("rasa")
    for typed in (hit.short, hit.short.lower(), f" {hit.pk} ", hit.pk[:5]):
        assert queries.candidate_by_short_id(rasa, typed) == hit
    for typed in ("", "abc", "????????", "%%%%%"):
        assert code(queries.candidate_by_short_id, rasa, typed) == "search.not_found"


def test_a_dossier_is_gathered_from_a_confirmed_hit_only(hit: Candidate, cast: Any) -> None:
    rasa = cast.actor("rasa")
    with transaction.atomic(using="police"):
        assert code(services.take_for_dossier, rasa, hit.pk) == "search.not_confirmed"
    services.confirm(rasa, hit.pk, REASON)
    with transaction.atomic(using="police"):
        assert services.take_for_dossier(rasa, hit.pk).gathered_at


def test_a_confirmation_stays_once_a_dossier_was_gathered(hit: Candidate, cast: Any) -> None:
    rasa = cast.actor("rasa")
    services.confirm(rasa, hit.pk, REASON)
    with transaction.atomic(using="police"):
        services.take_for_dossier(rasa, hit.pk)
    assert code(services.withdraw, rasa, hit.pk, REASON) == "search.dossier_gathered"


def test_only_ones_own_answer_is_exported_and_a_colleagues_look_is_kept(
    hit: Candidate, cast: Any, audit_entries: Any
) -> None:
    query = hit.answer.query
    services.opened(cast.actor("rasa"), query)
    services.exported(cast.actor("rasa"), query)
    services.opened(cast.actor("inga"), query)
    with pytest.raises(NotPermittedError):
        services.exported(cast.actor("inga"), query)
    assert acts(audit_entries) == ["police.search.export", "police.search.read"]


def test_own_hits_wait_until_they_are_decided(hit: Candidate, cast: Any) -> None:
    rasa = cast.actor("rasa")
    assert list(queries.to_decide(rasa)) == [hit.answer.query]
    assert not queries.to_decide(cast.actor("inga")).exists()
    services.reject(rasa, hit.pk, REASON)
    assert not queries.to_decide(rasa).exists()


def test_a_record_gone_from_its_database_since_the_index_is_not_confirmed(
    hit: Candidate, databases: Any, cast: Any, audit_entries: Any
) -> None:
    held = databases.folder / "residents.csv"
    held.write_text(held.read_text(encoding="utf-8").replace("Petraitytė", "Vaišvilaitė"), encoding="utf-8")
    rasa = cast.actor("rasa")
    assert code(services.confirm, rasa, hit.pk, REASON) == "search.gone"
    entry = audit_entries("police")[-1]
    assert (entry.action, entry.details["looked"]) == ("police.search.confirm", "gone")
    hit.refresh_from_db()
    assert hit.decision == ""


def test_a_silent_database_hinders_no_confirmation(hit: Candidate, databases: Any, cast: Any) -> None:
    (databases.folder / "residents.csv").unlink()
    assert services.confirm(cast.actor("rasa"), hit.pk, REASON).decision
