"""Two people act on the same row at once: whoever waits for the lock judges what the other left, never an old copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.exchange import duties
from gija.casework.exchange import services as exchange
from gija.casework.exchange.models import Exchange, State
from gija.casework.memoranda import services as memoranda
from gija.casework.memoranda.models import Memorandum
from gija.casework.referral import services as referral
from gija.casework.referral.models import Referral
from gija.casework.returns import services as returns
from gija.casework.returns.models import Return
from gija.casework.teams import handing
from gija.casework.teams import services as teams
from gija.casework.teams.models import Handover, Member, Passed
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD
from gija.vocabulary.errors import GijaError

from .conftest import WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
Meanwhile = Callable[[type[Any], Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """`meanwhile(model, act)`: somebody else's act is committed while we wait for the lock of a row of the model."""

    def set_up(model: type[Any], act: Callable[[], object]) -> None:
        locked, left = QuerySet.select_for_update, [act]

        def waited(rows: QuerySet[Any], *args: Any, **more: Any) -> QuerySet[Any]:
            if rows.model is model and left:
                left.pop()()
            return locked(rows, *args, **more)

        monkeypatch.setattr(QuerySet, "select_for_update", waited)

    return set_up


@pytest.fixture
def chief(cast: Any) -> Actor:
    """Birutė, supervisor at Viltis."""
    return actor_of(make_account("birute@gija.example", "Birutė", PASSWORD, "case_supervisor", "viltis"))


@pytest.fixture
def mine(worker: Actor) -> Any:
    return cases.open_case(worker, {**WHOLE, "consents": ["service", "referral"]})


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as found:
        act()
    return found.value.code


def test_who_leaves_a_team_leaves_it_once(worker: Actor, mine: Any, meanwhile: Meanwhile) -> None:
    made = teams.add(worker, mine.pk, teams.Said("lawyer", name="Ieva"))
    meanwhile(Member, lambda: Member.objects.filter(pk=made.pk).update(struck_at=timezone.now()))
    assert refused(lambda: teams.end(worker, made.pk, timezone.localdate())) == "teams.over"


def test_a_case_whose_lead_changes_meanwhile_is_not_taken_from_the_new_one(
    worker: Actor, chief: Actor, mine: Any, meanwhile: Meanwhile
) -> None:
    teams.add(worker, mine.pk, teams.Said("lead", worker.account))
    heir = make_account("austeja@gija.example", "Austėja", PASSWORD, "case_worker", "viltis")
    meanwhile(type(mine), lambda: handing.give(chief, worker.account, heir.pk, [mine.pk], "Pirma"))
    assert refused(lambda: handing.give(chief, worker.account, chief.account, [mine.pk], "x")) == "casefile.faults"


def test_what_is_acknowledged_meanwhile_is_not_undone(
    worker: Actor, chief: Actor, mine: Any, meanwhile: Meanwhile
) -> None:
    made = handing.give(chief, None, worker.account, [mine.pk], "Naujas")
    meanwhile(Handover, lambda: Passed.objects.update(acknowledged_at=timezone.now()))
    assert refused(lambda: handing.undo(chief, made.pk, [mine.pk])) == "casefile.faults"


def test_a_memorandum_is_changed_by_one(worker: Actor, meanwhile: Meanwhile) -> None:
    today = timezone.localdate()
    made = memoranda.enter(worker, memoranda.Said("Pagalba", "", today))
    meanwhile(Memorandum, lambda: Memorandum.objects.update(version=2))
    assert refused(lambda: memoranda.end(worker, made.pk, 1, today)) == "casefile.changed_meanwhile"


def test_a_referral_is_settled_by_one(worker: Actor, rival: Actor, mine: Any, meanwhile: Meanwhile) -> None:
    made = referral.refer(worker, mine.pk, referral.Said("prieglobstis", "services", ["psych"]))
    meanwhile(Referral, lambda: Referral.objects.filter(pk=made.pk).update(state="rejected", version=2))
    assert refused(lambda: referral.revoke(worker, made.pk, 1)) == "casefile.changed_meanwhile"


def test_a_return_is_written_by_one(worker: Actor, mine: Any, meanwhile: Meanwhile) -> None:
    made = returns.begin(worker, mine.pk, "LVA")
    meanwhile(Return, lambda: Return.objects.update(version=2))
    assert refused(lambda: returns.write(worker, made.pk, 1, returns.Plan())) == "casefile.changed_meanwhile"


def test_an_exchange_is_answered_by_one(worker: Actor, rival: Actor, mine: Any, meanwhile: Meanwhile) -> None:
    made = exchange.offer(worker, mine.pk, "prieglobstis", ["identity"], "Tęsti")
    meanwhile(Exchange, lambda: Exchange.objects.update(state=State.SENT))
    assert refused(lambda: exchange.refuse(worker, made.pk)) == "exchange.wrong_state"


def test_what_comes_while_a_duty_waits_is_not_forgotten(
    worker: Actor, rival: Actor, mine: Any, meanwhile: Meanwhile
) -> None:
    exchange.ask(worker, mine.pk, "prieglobstis", ["identity"], "Tęsti")
    today = timezone.localdate()
    Exchange.objects.update(expires_on=today - dt.timedelta(days=1))
    meanwhile(Exchange, lambda: Exchange.objects.update(state=State.RECEIVED, expires_on=today))
    assert duties.expire() == 0
    assert Exchange.objects.get(institution="viltis").state == State.RECEIVED


def test_what_was_refused_while_a_duty_waits_is_not_called_back_too(
    worker: Actor, rival: Actor, mine: Any, meanwhile: Meanwhile
) -> None:
    exchange.offer(worker, mine.pk, "prieglobstis", ["identity"], "Tęsti")
    (consent,) = mine.consents.filter(scope="referral")
    cases.withdraw_consent(worker, mine.pk, consent.pk, timezone.localdate().isoformat())
    meanwhile(Exchange, lambda: Exchange.objects.update(state=State.REFUSED))
    assert duties.recall_withdrawn() == 0
    assert Exchange.objects.get(institution="viltis").state == State.REFUSED
