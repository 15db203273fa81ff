"""Break-glass: what it opens, for whom, for how long, and that nobody can hide it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.permissions.matrix import NotPermittedError
from gija.police.access import queries, services
from gija.police.access.models import BreakGlass
from gija.police.search import queries as search
from gija.police.search import retention
from gija.police.search import services as deciding
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.tests.conftest import ADOMAS, JONAS, ONA, REASON, RUGILE
from gija.police.search.words import Level, Outcome
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police"])

DANGER = "Gauta žinia, kad moteris laikoma užrakinta, valdytojas neatsiliepia"


@pytest.fixture
def referred(databases: Any, asks: Any) -> SearchQuery:
    databases.add("cases", RUGILE, ADOMAS)
    query: SearchQuery = asks("rasa", name="Rugilė Slėptinytė")
    assert query.outcome == Outcome.REFER
    return query


def under(actor: Any, query: SearchQuery, reason: str = DANGER) -> SearchQuery:
    return SearchQuery.objects.get(pk=services.break_glass(actor, query.pk, reason))


def test_it_opens_a_victim_for_its_question_and_leaves_the_first_answer_as_it_was(
    referred: SearchQuery, cast: Any
) -> None:
    rasa = cast.actor("rasa")
    wider = under(rasa, referred)
    assert (wider.outcome, wider.reason, wider.values) == (Outcome.HIT, DANGER, referred.values)
    hit = search.result(rasa, wider).lines[0].hits[0]
    assert (hit.level, hit.category) == (Level.CONTENT, "victim")
    assert hit.parts
    assert search.result(rasa, referred).outcome is Outcome.REFER


def test_each_act_leaves_one_entry_and_the_asking_names_its_glass(
    referred: SearchQuery, cast: Any, audit_entries: Any
) -> None:
    wider = under(cast.actor("rasa"), referred)
    services.end(cast.actor("rasa"), wider.glass)
    services.end(cast.actor("rasa"), wider.glass)
    services.review(cast.actor("aldona"), wider.glass, "justified", "Pavojus buvo tikras, patikrinta")
    entries = audit_entries("police")
    assert [e.action for e in entries] == [
        "police.glass.open",
        "police.search.ask",
        "police.glass.end",
        "police.glass.review",
    ]
    assert entries[0].reason == DANGER
    assert entries[1].details["glass"] == wider.glass


def test_after_three_hours_it_is_over(referred: SearchQuery, cast: Any) -> None:
    rasa = cast.actor("rasa")
    wider = under(rasa, referred)
    glass = BreakGlass.objects.get(pk=wider.glass)
    assert glass.ends_at - glass.opened_at == timedelta(hours=3)
    BreakGlass.objects.filter(pk=glass.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert search.result(rasa, wider).outcome is Outcome.REFER
    with pytest.raises(NotPermittedError):
        deciding.confirm(rasa, Candidate.objects.get(answer__query=wider).pk, REASON)


def test_closing_it_early_closes_what_it_opened(referred: SearchQuery, cast: Any) -> None:
    rasa = cast.actor("rasa")
    wider = under(rasa, referred)
    services.end(rasa, wider.glass)
    assert search.result(rasa, wider).outcome is Outcome.REFER


def test_the_auditor_may_close_it_and_sees_it_at_once(referred: SearchQuery, cast: Any) -> None:
    rasa, aldona = cast.actor("rasa"), cast.actor("aldona")
    wider = under(rasa, referred)
    assert queries.to_review(aldona) == 1
    assert [one.pk for one in queries.all_uses(aldona, state="open")] == [wider.glass]
    services.end(aldona, wider.glass)
    assert queries.all_uses(aldona, state="open") == []
    assert [one.pk for one in queries.all_uses(aldona, state="over")] == [wider.glass]
    assert search.result(rasa, wider).outcome is Outcome.REFER


def test_it_opens_for_nobody_else(referred: SearchQuery, cast: Any, colleague: Any) -> None:
    wider = under(cast.actor("rasa"), referred)
    for other in (cast.actor("inga"), colleague("criminal_analyst")):
        assert search.result(other, wider).outcome is Outcome.REFER


def test_a_second_use_needs_a_new_reason(referred: SearchQuery, cast: Any) -> None:
    rasa = cast.actor("rasa")
    wider = under(rasa, referred)
    assert refused(services.break_glass, rasa, referred.pk, "Kita priežastis, kitas pavojus") == "access.already_open"
    services.end(rasa, wider.glass)
    assert refused(services.break_glass, rasa, referred.pk, f"  {DANGER.upper()}!") == "access.reason_used"
    assert under(rasa, referred, "Pavojus grįžo, moteris perkelta kitur").glass != wider.glass


def test_no_reason_no_glass(referred: SearchQuery, cast: Any) -> None:
    assert refused(services.break_glass, cast.actor("rasa"), referred.pk, "skubu") == "search.reason_missing"
    assert not BreakGlass.objects.exists()


def test_where_nothing_is_closed_there_is_nothing_to_break(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Ona Petraitytė")
    assert refused(services.break_glass, cast.actor("rasa"), query.pk, DANGER) == "access.nothing_closed"


@pytest.mark.parametrize("who", ["inga", "tomas", "aldona", "mantas"])
def test_who_may_not_break_it_cannot(referred: SearchQuery, cast: Any, who: str) -> None:
    with pytest.raises(NotPermittedError):
        services.break_glass(cast.actor(who), referred.pk, DANGER)


def test_a_colleagues_question_cannot_be_opened(referred: SearchQuery, cast: Any, colleague: Any) -> None:
    with pytest.raises(NotPermittedError):
        services.break_glass(colleague("criminal_analyst"), referred.pk, DANGER)


def test_it_opens_h2_and_leaves_h3_with_the_owner(databases: Any, asks: Any, cast: Any) -> None:
    databases.add("second", JONAS, handling="H2")
    databases.add("third", JONAS, handling="H3")
    query = asks("rasa", name="Jonas Žvalgaitis")
    wider = search.result(cast.actor("rasa"), under(cast.actor("rasa"), query))
    levels = {line.database: line.hits[0].level for line in wider.lines}
    assert levels == {"second": Level.CONTENT, "third": Level.OWNER}


def test_nobody_but_the_auditor_reviews_or_lists(referred: SearchQuery, cast: Any) -> None:
    wider = under(cast.actor("rasa"), referred)
    for call in (lambda a: queries.all_uses(a), lambda a: services.review(a, wider.glass, "justified", DANGER)):
        with pytest.raises(NotPermittedError):
            call(cast.actor("rasa"))
    assert refused(services.review, cast.actor("aldona"), wider.glass, "maybe", DANGER) == "access.finding_unknown"
    assert refused(queries.one_use, cast.actor("tomas"), wider.glass) == "access.not_found"


def test_the_auditor_sees_every_act_under_it(referred: SearchQuery, cast: Any) -> None:
    rasa = cast.actor("rasa")
    wider = under(rasa, referred)
    deciding.confirm(rasa, Candidate.objects.get(answer__query=wider).pk, REASON)
    acts = [e.action for e in queries.acts_under(BreakGlass.objects.get(pk=wider.glass))]
    assert acts == ["police.glass.open", "police.search.ask", "police.search.confirm"]


def test_databases_that_fail_under_it_are_asked_again_without_a_second_use(
    referred: SearchQuery, cast: Any, monkeypatch: Any
) -> None:
    from gija.police.search import asking

    rasa = cast.actor("rasa")
    with monkeypatch.context() as broken:
        broken.setattr(asking, "_answers", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.break_glass(rasa, referred.pk, DANGER)
    assert under(rasa, referred).outcome == Outcome.HIT
    assert BreakGlass.objects.count() == 1


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(GijaError) as caught:
        call(*args)
    return caught.value.code


def test_what_nobody_has_reviewed_is_not_erased(referred: SearchQuery, cast: Any) -> None:
    wider = under(cast.actor("rasa"), referred)
    late = timezone.localdate() + timedelta(days=4000)
    assert retention.sweep(late) == retention.Swept(erased=0, held=2)
    services.review(cast.actor("aldona"), wider.glass, "justified", "Pavojus buvo tikras, patikrinta")
    assert referred.retain_until
    assert retention.sweep(referred.retain_until + timedelta(days=1)).held == 1, "the question that was closed"
    assert retention.sweep(late).erased == 1
    assert retention.sweep(late).erased == 1, "and then that one, too"
