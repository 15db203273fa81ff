"""Who is one: the model joins what it is sure of, a person decides the rest, and everything can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from gija.commons.permissions.matrix import NotPermittedError
from gija.police.charts.services import decide
from gija.police.dossiers import services
from gija.police.dossiers.layers import Decision
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.tests.conftest import ONA, PHONE, SAULIUS, World
from gija.police.sameness import shipped
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")

TRAVELLER, NAMESAKE = "border/border:1:traveller", "border/border:2:traveller"
FOCUS = f"person:{SAULIUS}"


def pair(dossier: Dossier, other: str) -> Any:
    return next(join for join in dossier.latest.layers.joins if join.pair == {FOCUS, other})


def ids(dossier: Dossier) -> set[str]:
    return {one.id for one in dossier.chart.entities}


def say(cast: Any, dossier: Dossier, other: str, decision: Decision, why: str = "Sutampa nuotrauka") -> Dossier:
    return decide(cast.actor("rasa"), dossier.pk, (FOCUS, other), decision, why, dossier.latest.number)


def test_what_the_model_is_sure_of_is_one_and_says_why(dossier: Dossier) -> None:
    join = pair(dossier, TRAVELLER)
    assert (join.decision, join.by_model, join.who) == (Decision.ONE, True, shipped().version)
    assert join.weight == pytest.approx(join.prior + sum(each.weight for each in join.evidence), abs=0.01)
    assert TRAVELLER not in ids(dossier)
    focus = next(one for one in dossier.chart.entities if one.id == dossier.chart.focus)
    assert "joined" in focus.merged
    assert "border" in {place.database for place in focus.provenance}


def test_what_it_is_not_sure_of_is_asked_and_stands_apart(dossier: Dossier) -> None:
    assert pair(dossier, NAMESAKE).decision is Decision.ASKED
    assert NAMESAKE in ids(dossier)


def test_what_the_databases_gave_is_kept_underneath(dossier: Dossier) -> None:
    assert {TRAVELLER, NAMESAKE} <= {one.id for one in dossier.latest.base.entities}


def test_a_join_is_taken_back_and_decided_anew_with_who_and_why(
    dossier: Dossier, cast: Any, audit_entries: Any
) -> None:
    before = len(audit_entries("police"))
    parted = say(cast, dossier, TRAVELLER, Decision.APART, "Kitas žmogus: kita nuotrauka")
    assert TRAVELLER in ids(parted)
    join = pair(parted, TRAVELLER)
    assert (join.by_model, join.who, join.why) == (False, "Rasa Analitikė", "Kitas žmogus: kita nuotrauka")
    (entry,) = audit_entries("police")[before:]
    assert (entry.action, entry.details["decision"]) == ("police.dossier.change", "apart")
    assert SAULIUS not in str(entry.details)
    again = say(cast, parted, TRAVELLER, Decision.ONE)
    assert TRAVELLER not in ids(again)
    assert [one.act for one in again.revisions.order_by("number")] == ["gather", "part", "join"]
    back = services.undo(cast.actor("rasa"), dossier.pk, 2)
    assert TRAVELLER in ids(back)


def test_an_expansion_keeps_what_was_decided(dossier: Dossier, cast: Any) -> None:
    say(cast, dossier, TRAVELLER, Decision.APART)
    wider = services.expand(cast.actor("rasa"), dossier.pk, f"phone:{PHONE}")
    assert pair(wider, TRAVELLER).decision is Decision.APART
    assert TRAVELLER in ids(wider)


def test_an_expansion_asks_about_everything_that_is_shown_as_one(world: World, dossier: Dossier, cast: Any) -> None:
    wider = services.expand(cast.actor("rasa"), dossier.pk, FOCUS)
    assert pair(wider, TRAVELLER).decision is Decision.ONE
    assert TRAVELLER not in ids(wider)


@pytest.mark.parametrize(
    ("other", "decision", "why", "code"),
    [
        (NAMESAKE, Decision.ONE, "  ", "dossier.reason_missing"),
        ("nobody", Decision.ONE, "x", "dossier.no_pair"),
        (f"phone:{PHONE}", Decision.ONE, "x", "dossier.no_pair"),
        (FOCUS, Decision.ONE, "x", "dossier.no_pair"),
        (TRAVELLER, Decision.ONE, "x", "dossier.no_decision"),
        (f"person:{ONA}", Decision.APART, "x", "dossier.no_pair"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    dossier: Dossier, cast: Any, other: str, decision: Decision, why: str, code: str
) -> None:
    with pytest.raises(GijaError) as caught:
        say(cast, dossier, other, decision, why)
    assert caught.value.code == code


def test_different_personal_codes_are_never_one(dossier: Dossier, cast: Any) -> None:
    wider = services.expand(cast.actor("rasa"), dossier.pk, "phone:+37062222222")
    with pytest.raises(GijaError) as caught:
        say(cast, wider, f"person:{ONA}", Decision.ONE)
    assert caught.value.code == "dossier.codes_differ"


def test_whoever_looked_at_an_older_version_decides_nothing(dossier: Dossier, cast: Any) -> None:
    say(cast, dossier, NAMESAKE, Decision.ONE)
    with pytest.raises(GijaError) as caught:
        decide(cast.actor("rasa"), dossier.pk, (FOCUS, NAMESAKE), Decision.APART, "x", 1)
    assert caught.value.code == "dossier.changed_meanwhile"


@pytest.mark.parametrize("who", ["inga", "aldona", "jurga", "mantas"])
def test_without_the_right_nothing_is_decided(dossier: Dossier, cast: Any, who: str) -> None:
    with pytest.raises(NotPermittedError):
        decide(cast.actor(who), dossier.pk, (FOCUS, NAMESAKE), Decision.ONE, "x", 1)
