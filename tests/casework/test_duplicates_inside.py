"""Inside one organisation: who is found twice, what is kept of it, joining that changes nothing by itself."""

from __future__ import annotations

from typing import Any

import pytest

from gija.casework.cases import services as cases
from gija.casework.duplicates import services
from gija.casework.duplicates.book import PAIRS
from gija.casework.duplicates.models import Decision, Pair
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.courier.work import run_once
from gija.commons.duplicates import queries
from gija.commons.duplicates.waterfall import svg
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, ONA, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
AGAIN = {**WHOLE, "reference": "2014-099", "given_names": "ONA", "family_name": "Pavyzdiene", "other_names": ""}


@pytest.fixture
def supervisor(cast: Any) -> Actor:
    """Birutė, supervisor at Viltis."""
    return actor_of(make_account("birute@gija.example", "Birutė Vadovė", PASSWORD, "case_supervisor", "viltis"))


@pytest.fixture
def pair(worker: Actor, case: Any) -> Pair:
    """Ona, entered a second time under the name of her husband, and a child who is somebody else."""
    cases.open_case(worker, AGAIN, anyway=True)
    cases.open_case(worker, CHILD)
    assert services.look(worker) == 1
    return Pair.objects.get()


def test_the_same_woman_under_two_surnames_is_found_and_every_weight_is_shown(pair: Pair) -> None:
    assert pair.probability > 0.99
    steps = queries.steps(pair)
    assert steps[-1].sum == pytest.approx(pair.weight, abs=1e-6)
    assert {one[0]: one[1] for one in pair.evidence}["personal_code"] == "equal"
    for language in ("en", "lt"):
        assert "style=" not in svg(steps, language)


def test_a_pair_keeps_no_name_and_looking_leaves_one_entry(pair: Pair, worker: Actor, audit_entries: Any) -> None:
    kept = str(Pair.objects.values().get())
    assert not any(str(ONA[name]) in kept for name in ("given_names", "family_name", "personal_code", "birth_date"))
    services.look(worker)
    (entry,) = [one for one in audit_entries("casework") if one.action == "casework.duplicate.look"][-1:]
    assert entry.details == {"cases": 3, "pairs": 1, "model": "1"}


def test_decisions_are_all_kept_with_who_when_and_why_and_survive_another_look(pair: Pair, worker: Actor) -> None:
    services.decide(worker, pair.pk, "undecided", "Trūksta gimimo liudijimo")
    services.decide(worker, pair.pk, "different", "Kita moteris, atėjo abi")
    services.look(worker)
    pair.refresh_from_db()
    assert (pair.answer, pair.stands) == ("different", True)
    assert [(one.answer, one.actor_name) for one in pair.decisions.all()] == [
        ("different", "Mantas Beteisis"), ("undecided", "Mantas Beteisis"),
    ]  # fmt: skip
    with pytest.raises(FaultsError):
        services.decide(worker, pair.pk, "same", " ")
    assert queries.open_pairs(PAIRS, worker) == 0


def test_only_a_supervisor_joins_and_another_organisation_sees_nothing(pair: Pair, worker: Actor, rival: Actor) -> None:
    with pytest.raises(NotPermittedError):
        services.join(worker, pair.pk, "Ta pati")
    with pytest.raises(NotPermittedError):
        queries.pair(PAIRS, rival, pair.pk)
    with pytest.raises(NotPermittedError):
        services.decide(rival, pair.pk, "same", "x")
    assert not queries.own(PAIRS, rival).exists()


def test_joining_changes_no_case_and_undoing_leaves_both_as_they_are(
    pair: Pair, supervisor: Actor, audit_entries: Any
) -> None:
    before = [str(type(one).objects.filter(pk=one.pk).values().get()) for one in (pair.one, pair.other)]
    made = services.join(supervisor, pair.pk, "Ta pati moteris")
    assert services.join(supervisor, pair.pk, "dar kartą").pk == made.pk
    assert [one.pk for one in queries.joined(PAIRS, supervisor, pair.one_id)] == [pair.other_id]
    with pytest.raises(GijaError, match="joined"):
        services.decide(supervisor, pair.pk, "different", "x")
    services.undo(supervisor, pair.pk, "Suklydome")
    services.undo(supervisor, pair.pk, "Suklydome")
    assert queries.joined(PAIRS, supervisor, pair.one_id) == []
    assert [str(type(one).objects.filter(pk=one.pk).values().get()) for one in (pair.one, pair.other)] == before
    pair.refresh_from_db()
    assert pair.answer == "undecided"
    acts = [one.action for one in audit_entries("casework") if one.object_type == "pair"]
    assert acts == ["casework.duplicate.join", "casework.duplicate.undo"]
    assert Decision.objects.count() == 2


def test_the_register_is_told_only_when_that_is_chosen_and_then_the_later_record_is_withdrawn(
    pair: Pair, supervisor: Actor, register: list[Any], fresh: Any, audit_entries: Any
) -> None:
    for case in (pair.one, pair.other):
        cases.submit(supervisor, case.pk)
    run_once(strict=True)
    pair = Pair.objects.get(pk=pair.pk)
    later = queries.later(pair)
    number = later.record_id
    services.join(supervisor, pair.pk, "Ta pati", "stay")
    services.undo(supervisor, pair.pk, "Dar pažiūrėsime")
    run_once(strict=True)
    assert [message.kind for message in register] == ["victim_record"] * 2
    made = services.join(supervisor, pair.pk, "Ta pati", "withdraw")
    run_once(strict=True)
    assert made.withdrawn == number == register[-1].record_id
    assert register[-1].kind == "victim_record_withdrawn"
    assert not fresh(later).in_register
    letters = [one for one in audit_entries("casework") if one.action == "casework.duplicate.join"]
    assert letters[-1].details["withdrawn"] == number


def test_pages_show_the_pair_and_say_the_fault(pair: Pair, client_for: Any, supervisor: Actor) -> None:
    for language in ("en", "lt"):
        client = client_for("mantas", language)
        page = client.get(f"/casework/duplicates/{pair.pk}/")
        assert page.status_code == 200
        assert "<svg" in page.content.decode()
        assert "join/" not in page.content.decode()
        assert client.get("/casework/duplicates/").status_code == 200
    refused = client.post(f"/casework/duplicates/{pair.pk}/decide/", {"answer": "same"})
    assert refused.status_code == 422
    kept = client.post(f"/casework/duplicates/{pair.pk}/decide/", {"answer": "same", "reason": "Ta pati"}, follow=True)
    assert kept.status_code == 200
    assert client.post(f"/casework/duplicates/{pair.pk}/join/", {"reason": "x"}).status_code == 403
    assert client.post("/casework/duplicates/").status_code == 302
