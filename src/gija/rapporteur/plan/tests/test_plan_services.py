"""Plans on their way: editions that stay, drafts, opinions, adoption by a second look, progress, evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gija.commons.testing import Cast
from gija.methods.money import money
from gija.rapporteur.plan import progressing, queries, services
from gija.rapporteur.plan.models import Draft, Edition, Plan, Progress
from gija.rapporteur.plan.progressing import Told
from gija.rapporteur.plan.services import Adoption
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[[str], Plan]
BY = Adoption(Text("Resolution No 2", "Nutarimas Nr. 2"), "government", dt.date(2026, 6, 1), "A measure was added.")
DONE = Told("done", Text("Trained.", "Apmokyta."), ("120",), (("List", "Reg. No 12"),), money("1500", "EUR"))


def amended(cast: Cast, code: str) -> Edition:
    """A second measure on its way through drafting, consultation and adoption."""
    vaida = cast.actor("vaida")
    draft = services.start(vaida, code)
    other = replace(queries.tree(queries.plan(code)).measure("1-1"), code="1-2")
    draft = services.put(vaida, code, draft.version, "1", other)
    draft = services.forward(vaida, code, draft.version)
    services.opinion(cast.actor("dalia"), code, "We agree.", "1-2")
    draft = services.forward(vaida, code, draft.version)
    return services.adopt(cast.actor("paulius"), code, draft.version, BY)


def test_an_amended_plan_leaves_the_old_one_readable(cast: Cast, made: Made) -> None:
    plan = made("plan-amended")
    amended(cast, plan.code)
    assert [m.code for m in queries.tree(plan, 1).measures()] == ["1-1"]
    assert [m.code for m in queries.tree(plan).measures()] == ["1-1", "1-2"]
    assert [e.act for e in plan.editions.all()] == ["adopted", "amended"]
    assert not Draft.objects.filter(plan=plan).exists()


def test_an_edition_is_never_changed(cast: Cast, made: Made) -> None:
    edition = queries.edition(made("plan-kept"))
    assert edition is not None
    edition.reason = "otherwise"
    for act in (edition.save, edition.delete):
        with pytest.raises(GijaError):
            act()


def test_loading_twice_makes_nothing_twice(cast: Cast) -> None:
    services.load(cast.actor("vaida"))
    assert services.load(cast.actor("vaida")) == []
    assert Plan.objects.filter(code="plan-2013-2015").count() == 1
    succeeded = queries.successor(queries.plan("plan-2013-2015"))
    assert succeeded is not None
    assert succeeded.code == "security-2015-2025"


def test_steps_of_a_draft_cannot_be_skipped(cast: Cast, made: Made) -> None:
    plan, vaida = made("plan-steps"), cast.actor("vaida")
    draft = services.start(vaida, plan.code)
    refused: list[tuple[str, Callable[[], Any]]] = [
        ("plan.draft_there", lambda: services.start(vaida, plan.code)),
        ("plan.not_presented", lambda: services.adopt(vaida, plan.code, draft.version, BY)),
        ("plan.not_consulting", lambda: services.opinion(cast.actor("dalia"), plan.code, "We agree.")),
        ("plan.version", lambda: services.drop(vaida, plan.code, draft.version + 1, "1-1")),
        ("common.not_permitted", lambda: services.drop(cast.actor("dalia"), plan.code, draft.version, "1-1")),
    ]
    for code, act in refused:
        with pytest.raises(GijaError) as error:
            act()
        assert error.value.code == code
    emptied = services.drop(vaida, plan.code, draft.version, "1-1")
    with pytest.raises(GijaError, match="no measures"):
        services.forward(vaida, plan.code, emptied.version)


def test_a_presented_draft_is_not_changed(cast: Cast, made: Made) -> None:
    plan, vaida = made("plan-presented"), cast.actor("vaida")
    draft = services.forward(vaida, plan.code, services.start(vaida, plan.code).version)
    draft = services.forward(vaida, plan.code, draft.version)
    with pytest.raises(GijaError, match="presented"):
        services.drop(vaida, plan.code, draft.version, "1-1")
    back = services.back(vaida, plan.code, draft.version)
    assert services.drop(vaida, plan.code, back.version, "1-1").version == back.version + 1


def sent(cast: Cast, plan: Plan, told: Told = DONE) -> Progress:
    dalia = cast.actor("dalia")
    found = progressing.begin(dalia, plan.code, "1-1", "2026-H1")
    found = progressing.write(dalia, found.pk, found.version, told)
    return progressing.send(dalia, found.pk, found.version)


def test_progress_goes_back_and_forth_and_nothing_is_lost(cast: Cast, made: Made, audit_entries: Any) -> None:
    plan, vaida = made("plan-progress"), cast.actor("vaida")
    found = sent(cast, plan)
    found = progressing.send_back(vaida, found.pk, found.version, "Say how many were women.")
    found = progressing.write(cast.actor("dalia"), found.pk, found.version, replace(DONE, actuals=("118",)))
    found = progressing.send(cast.actor("dalia"), found.pk, found.version)
    found = progressing.approve(vaida, found.pk, found.version)
    assert [a.act for a in found.acts.all()] == ["write", "send", "return", "write", "send", "approve"]
    assert [a.content["actuals"] for a in found.acts.filter(act="send")] == [["120"], ["118"]]
    entries = [e for e in audit_entries("rapporteur") if e.object_type == "progress" and e.object_id == str(found.pk)]
    assert [e.action.rsplit(".", 1)[1] for e in entries] == [
        "report", "report", "report", "approve", "report", "report", "approve",
    ]  # fmt: skip


def test_execution_counts_what_nobody_told_as_untold(cast: Cast, made: Made) -> None:
    plan = made("plan-execution")
    amended(cast, plan.code)
    found = sent(cast, plan)
    assert queries.execution(plan).counts == {"": 2}  # sent is not approved
    progressing.approve(cast.actor("vaida"), found.pk, found.version)
    done = queries.execution(plan)
    assert (done.done, done.told, done.measures) == (1, 1, 2)
    assert queries.execution(plan, number=1).counts == {"done": 1}
    assert queries.execution(plan, until="2025-H2").counts == {"": 2}


UNFINISHED = [
    (Told(), "plan.unfinished"),
    (replace(DONE, evidence=()), "plan.no_evidence"),
    (replace(DONE, text=Text("Trained.", "")), "plan.unfinished"),
    (replace(DONE, execution="perhaps"), "plan.execution"),
    (replace(DONE, evidence=(("List", ""),)), "plan.evidence"),
    (replace(DONE, actuals=("1", "2")), "plan.evidence"),
]


@pytest.mark.parametrize(("told", "code"), UNFINISHED, ids=range(len(UNFINISHED)))
def test_unfinished_progress_is_not_sent(cast: Cast, made: Made, told: Told, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        sent(cast, made("plan-unfinished"), told)
    assert refused.value.code == code


def test_only_the_institution_that_answers_reports(cast: Cast, made: Made) -> None:
    plan, ona = made("plan-whose"), cast.actor("ona")
    with pytest.raises(GijaError, match="no item"):
        progressing.begin(ona, plan.code, "1-1", "2026-H1")
    with pytest.raises(GijaError, match="half-year"):
        progressing.begin(cast.actor("dalia"), plan.code, "1-1", "2019-H1")
    found = progressing.begin(cast.actor("dalia"), plan.code, "1-1", "2026-H2")
    with pytest.raises(GijaError) as refused:
        progressing.write(ona, found.pk, found.version, DONE)
    assert refused.value.code == "plan.not_found"
    with pytest.raises(GijaError, match="in the meantime"):
        progressing.write(cast.actor("dalia"), found.pk, found.version + 1, DONE)


def test_the_last_judgement_of_an_institution_counts(cast: Cast, made: Made) -> None:
    plan, edita = made("plan-judged"), cast.actor("edita")
    for grade, why in ((2, "Per anksti vertinti."), (None, "Duomenų nepakanka.")):
        progressing.evaluate(edita, plan.code, "impact", grade, Text("", why), "1-1")
    assert [one.grade for one in progressing.judged(plan, "1-1")["impact"]] == [None]
    assert plan.evaluations.count() == 2
    with pytest.raises(GijaError, match="grade"):
        progressing.evaluate(edita, plan.code, "impact", 7, Text("", "Per anksti vertinti."))
    with pytest.raises(GijaError):
        progressing.evaluate(cast.actor("dalia"), plan.code, "impact", 1, Text("", "Per anksti vertinti."))
