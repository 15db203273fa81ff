"""A data call from its opening to the observation: two steps, reopening leaves a trace, nothing is overwritten."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gija.commons.permissions import NotPermittedError
from gija.rapporteur.collection import cells, queries, rules, services
from gija.rapporteur.collection.cells import Told
from gija.rapporteur.collection.models import Call, Submission
from gija.rapporteur.collection.receipts import digest
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")
TOTAL = cells.key("investigations_registered")
REASON = "Prašome patikrinti pradėtų tyrimų skaičių."


def code_of(caught: Any) -> str:
    return str(caught.value.code)


def test_a_call_asks_each_institution_of_its_kinds(cast: Any, call: Call) -> None:
    assert {one.institution for one in call.submissions.all()} == {"kpb", "vilnius_police"}
    kpb = call.submissions.get(institution="kpb")
    assert queries.indicators_of(kpb) == ("investigations_registered", "victims_state")
    with pytest.raises(GijaError, match="opened already"):
        services.open_call(cast.actor("vaida"), call.entry, call.period)
    with pytest.raises(GijaError, match="no such data call"):
        services.open_call(cast.actor("vaida"), call.entry, "2024-H1")


def test_the_whole_way_makes_observations_with_supplier_base_and_receipt(
    cast: Any, kpb: Submission, step: Any, audit_entries: Any
) -> None:
    done = step("accepted", kpb)
    rows = Observation.objects.filter(source="collection")
    assert rows.count() == len(queries.asked(kpb))
    total = rows.get(indicator="victims_state", breakdown="{}")
    assert (total.period, total.dataset, total.authority, total.kind) == ("2024", "kpb", "police", "reported")
    assert (total.base, total.stage, total.definition) == ("events", "recognised", "victims_recognised_in_year")
    receipt = done.receipts.get()
    assert total.line == receipt.number == "criminal-justice-2024-kpb-1"
    assert digest(receipt.content) == receipt.hash
    assert json.loads(receipt.content)["figures"][cells.key("victims_state")][0] == total.value
    acts = [e.action.rpartition(".")[2] for e in audit_entries("rapporteur")]
    assert acts == ["fill", "hand_over", "approve", "accept"]


def test_what_is_accepted_is_locked_says_why_and_only_the_rapporteur_opens_it(
    cast: Any, kpb: Submission, step: Any
) -> None:
    done = step("accepted", kpb)
    why = rules.locked(done, TOTAL)
    assert why is not None
    assert "Rapporteur" in why.en
    with pytest.raises(GijaError, match="state the submission"):
        services.fill(cast.actor("dalia"), done.pk, done.version, {TOTAL: Told(9)})
    with pytest.raises(NotPermittedError):
        services.reopen(cast.actor("vytas"), done.pk, done.version, REASON)


def test_a_reopened_figure_becomes_a_new_vintage_and_the_old_one_stays(cast: Any, kpb: Submission, step: Any) -> None:
    done = step("accepted", kpb)
    before = Observation.objects.count()
    opened = services.reopen(cast.actor("vaida"), done.pk, done.version, REASON, ["investigations_registered"], "late")
    assert rules.locked(opened, cells.key("victims_state")) == rules.NOT_OPENED
    assert rules.locked(opened, TOTAL) is None
    with pytest.raises(GijaError, match="locked"):
        services.fill(cast.actor("dalia"), done.pk, opened.version, {cells.key("victims_state"): Told(1)})
    figures = queries.figures(opened)
    told = Told((figures[TOTAL].value or 0) + 1)
    again = step("accepted", opened, {TOTAL: told})
    assert Observation.objects.count() == before + 1
    old, new = Observation.objects.filter(indicator="investigations_registered", breakdown="{}").order_by("vintage")
    assert (old.vintage, new.vintage, new.value) == (1, 2, told.value)
    assert "Vėluojantys duomenys" in new.revision
    assert REASON in new.revision
    assert [a.act for a in again.acts.all()].count("reopen") == 1
    assert again.receipts.count() == 2
    assert again.opened == []


def test_returned_only_with_a_reason_that_the_supplier_reads(cast: Any, kpb: Submission, step: Any) -> None:
    sent = step("approved", kpb)
    with pytest.raises(GijaError) as caught:
        services.send_back(cast.actor("vaida"), sent.pk, sent.version, "ne")
    assert code_of(caught) == "collection.reason"
    back = services.send_back(cast.actor("vaida"), sent.pk, sent.version, REASON)
    assert back.state == "returned"
    assert [one.reason for one in back.acts.all()][-1] == REASON
    assert Observation.objects.count() == 0


def test_who_hands_over_cannot_approve_and_a_plain_supplier_never_can(cast: Any, kpb: Submission, step: Any) -> None:
    handed = step("handed", kpb)
    with pytest.raises(NotPermittedError):
        services.approve(cast.actor("zita"), handed.pk, handed.version)
    back = services.give_back(cast.actor("vytas"), handed.pk, handed.version, REASON)
    again = services.hand_over(cast.actor("vytas"), back.pk, back.version)
    with pytest.raises(GijaError) as caught:
        services.approve(cast.actor("vytas"), again.pk, again.version)
    assert code_of(caught) == "collection.second_person"


def test_another_institutions_submission_is_not_there(cast: Any, kpb: Submission, call: Call) -> None:
    for act in (
        lambda: services.fill(cast.actor("ona"), kpb.pk, kpb.version, {TOTAL: Told(1)}),
        lambda: services.hand_over(cast.actor("ona"), kpb.pk, kpb.version),
        lambda: services.comment(cast.actor("ona"), kpb.pk, "Labas rytas"),
        lambda: services.delegate(cast.actor("ona"), kpb.pk, kpb.version, None),
        lambda: queries.one(cast.actor("ona"), kpb.pk, rules.FILL),
    ):
        with pytest.raises(GijaError) as caught:
            act()
        assert code_of(caught) == "collection.not_found"


def test_two_who_change_it_at_once_do_not_overwrite_each_other(cast: Any, kpb: Submission) -> None:
    seen = kpb.version
    services.fill(cast.actor("dalia"), kpb.pk, seen, {TOTAL: Told(5)})
    with pytest.raises(GijaError) as caught:
        services.fill(cast.actor("zita"), kpb.pk, seen, {TOTAL: Told(7)})
    assert code_of(caught) == "collection.changed"
    kpb.refresh_from_db()
    assert queries.figures(kpb)[TOTAL] == Told(5)


def test_the_same_again_leaves_no_entry(cast: Any, kpb: Submission, audit_entries: Any) -> None:
    one = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, {TOTAL: Told(5)})
    before = len(audit_entries("rapporteur"))
    two = services.fill(cast.actor("dalia"), kpb.pk, one.version, {TOTAL: Told(5)})
    assert (two.version, len(audit_entries("rapporteur"))) == (one.version, before)


def test_a_finding_without_an_answer_keeps_it_from_being_handed_over(cast: Any, kpb: Submission) -> None:
    with pytest.raises(GijaError) as caught:
        services.hand_over(cast.actor("dalia"), kpb.pk, kpb.version)
    assert code_of(caught) == "collection.unanswered"


def test_an_answer_falls_away_when_the_figures_it_was_about_change(cast: Any, kpb: Submission) -> None:
    part = queries.asked(kpb)[1]
    told = services.fill(cast.actor("dalia"), kpb.pk, kpb.version, {TOTAL: Told(3), part: Told(5)})
    found = next(one for one in queries.findings(told) if one.finding.rule == "part_exceeds_total")
    told = services.answer(cast.actor("dalia"), told.pk, told.version, {found.finding.code: "Taip ir yra."})
    assert any(one.answer for one in queries.findings(told))
    told = services.fill(cast.actor("dalia"), told.pk, told.version, {part: Told(6)})
    assert not any(one.answer for one in queries.findings(told))


def test_a_call_that_is_not_open_yet_takes_nothing(cast: Any) -> None:
    later = services.open_call(cast.actor("vaida"), "criminal_justice", "2090")
    of = later.submissions.get(institution="kpb")
    with pytest.raises(GijaError) as caught:
        services.fill(cast.actor("dalia"), of.pk, of.version, {TOTAL: Told(5)})
    assert code_of(caught) == "collection.not_open"


def test_a_colleague_is_asked_and_only_one_of_the_institution(cast: Any, kpb: Submission) -> None:
    zita = cast["zita"].pk
    asked = services.delegate(cast.actor("dalia"), kpb.pk, kpb.version, zita)
    assert asked.delegate_name == cast["zita"].name
    assert (queries.waiting(cast.actor("zita")), queries.waiting(cast.actor("dalia"))) == (1, 0)
    for other in (cast["ona"].pk, cast["rasa"].pk):
        with pytest.raises(GijaError) as caught:
            services.delegate(cast.actor("dalia"), kpb.pk, asked.version, other)
        assert code_of(caught) == "collection.colleague"


def test_comments_of_both_sides_stay(cast: Any, kpb: Submission) -> None:
    services.comment(cast.actor("dalia"), kpb.pk, "Duomenys bus kitą savaitę.")
    services.comment(cast.actor("vaida"), kpb.pk, "Lauksime.", "victims_state")
    assert [(one.institution, one.indicator) for one in kpb.comments.all()] == [("kpb", ""), ("moi", "victims_state")]
    with pytest.raises(GijaError):
        kpb.comments.all()[0].save()


def test_nothing_that_is_not_asked_for_is_taken(cast: Any, kpb: Submission) -> None:
    with pytest.raises(GijaError) as caught:
        services.fill(
            cast.actor("dalia"), kpb.pk, kpb.version, {TOTAL: Told(5), cells.key("persons_convicted"): Told(1)}
        )
    assert code_of(caught) == "collection.cell_unknown"
    kpb.refresh_from_db()
    assert kpb.cells == {}
