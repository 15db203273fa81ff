"""The way of a report: frozen, approved by another person, published once, withdrawn; each act one entry."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.formats import releases
from gija.rapporteur.authoring import sending, writing
from gija.rapporteur.reports import queries, rules, services, stored
from gija.rapporteur.reports.models import Act, Report, State
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.models import ReceivedTable
from gija.rapporteur.statistics.services import observation
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

from .conftest import annual_2014, cell

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])

Entries = Callable[[str], list[Any]]


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as refused:
        act()
    return refused.value.code


@pytest.fixture
def frozen(cast: Cast, loaded: int, folder: Path) -> Report:
    made = services.draft(cast.actor("vaida"), "annual", "2014")
    return services.freeze(cast.actor("vaida"), made.pk)


@pytest.fixture
def published(cast: Cast, frozen: Report) -> Report:
    services.approve(cast.actor("jonas"), frozen.pk, frozen.hash)
    return services.publish(cast.actor("vaida"), frozen.pk)


def test_a_report_goes_from_draft_to_the_public_with_one_entry_for_each_act(
    cast: Cast, loaded: int, folder: Path, audit_entries: Entries
) -> None:
    before = len(audit_entries("rapporteur"))
    vaida, jonas = cast.actor("vaida"), cast.actor("jonas")
    made = services.draft(vaida, "annual", "2014", Text("Dear reader.", "Gerbiami skaitytojai."))
    services.edit(vaida, made.pk, Text("Reader.", "Skaitytojai."))
    frozen = services.freeze(vaida, made.pk)
    services.approve(jonas, made.pk, frozen.hash)
    done = services.publish(vaida, made.pk)
    services.withdraw(vaida, made.pk, Text("A figure was wrong.", "Vienas skaičius klaidingas."))
    names = [e.action.rpartition(".")[2] for e in audit_entries("rapporteur")[before:]]
    assert names == ["draft", "edit", "freeze", "approve", "publish", "withdraw"] == [a.act for a in Act.objects.all()]
    assert releases.verify(folder, done.release) == ()
    assert releases.opened(folder, done.release).withdrawn is not None
    report = (folder / done.release / "annual-2014.en.html").read_text()
    assert "Reader." in report


def test_the_report_from_the_database_is_the_one_from_the_published_figures(cast: Cast, loaded: int) -> None:
    setting = queries.setting_of(Report(institution="moi", vintage=1))
    built, known = queries.build("annual", "2014", setting), annual_2014()
    assert replace(built, sections=known.sections, addressees=()) == known
    for section, published in zip(built.sections, known.sections, strict=True):
        more = section.blocks[len(published.blocks) :]
        assert replace(section, blocks=section.blocks[: len(published.blocks)]) == published
        assert bool(more) is (section.code == "state_and_ngo")  # why the figures differ: from the reconciliation


def test_who_made_wrote_or_froze_cannot_approve_a_second_person_must(cast: Cast, frozen: Report) -> None:
    assert code_of(lambda: services.approve(cast.actor("vaida"), frozen.pk, frozen.hash)) == "reports.second_person"
    assert rules.possible(cast.actor("vaida"), frozen) == ["discard", "send_back"]
    assert "approve" in rules.possible(cast.actor("saule"), frozen)
    assert services.approve(cast.actor("saule"), frozen.pk, frozen.hash).state == State.APPROVED


def test_who_wrote_the_foreword_is_no_second_person(cast: Cast, loaded: int, folder: Path) -> None:
    made = services.draft(cast.actor("vaida"), "annual", "2014")
    services.edit(cast.actor("saule"), made.pk, Text("A.", "A."))
    frozen = services.freeze(cast.actor("vaida"), made.pk)
    assert code_of(lambda: services.approve(cast.actor("saule"), made.pk, frozen.hash)) == "reports.second_person"


def test_what_is_approved_is_what_was_seen(cast: Cast, frozen: Report) -> None:
    assert code_of(lambda: services.approve(cast.actor("jonas"), frozen.pk, "0" * 64)) == "reports.changed"
    Report.objects.filter(pk=frozen.pk).update(data=frozen.data.replace('"number":47', '"number":48'))
    assert code_of(lambda: services.approve(cast.actor("jonas"), frozen.pk, frozen.hash)) == "reports.changed"


def test_frozen_data_stay_when_figures_change(cast: Cast, frozen: Report) -> None:
    point = statistics.points("victims_state")[0]
    observation(replace(point, value=4711, status="reported", qualifier="exact"), 9).save()
    assert stored.digest(queries.data_of(frozen)) == frozen.hash
    fresh = queries.build("annual", "2014", queries.setting_of(frozen))
    assert stored.digest(fresh) != frozen.hash


@pytest.mark.parametrize("person", ["rasa", "mantas", "egle", "jonas"])
def test_only_the_rapporteur_drafts_and_publishes(cast: Cast, frozen: Report, person: str) -> None:
    actor = cast.actor(person)
    acts: tuple[Callable[[], object], ...] = (
        lambda: services.draft(actor, "annual", "2013"),
        lambda: services.freeze(actor, frozen.pk),
        lambda: services.publish(actor, frozen.pk),
        lambda: services.discard(actor, frozen.pk, "no longer needed"),
    )
    for act in acts:
        with pytest.raises(NotPermittedError):
            act()


def test_who_may_not_read_gets_no_file(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        services.export(cast.actor("rasa"), annual_2014())
    assert services.export(cast.actor("egle"), annual_2014(), "report.css")


def test_an_act_is_refused_in_every_other_state(cast: Cast, frozen: Report, audit_entries: Entries) -> None:
    before = len(audit_entries("rapporteur"))
    for act, (_right, states) in rules.ACTS.items():
        for state in State.values:
            if state not in states:
                Report.objects.filter(pk=frozen.pk).update(state=state)
                assert code_of(partial(_does, act, cast.actor("saule"), frozen)) == "reports.state", (act, state)
    assert len(audit_entries("rapporteur")) == before


def _does(act: str, who: Any, frozen: Report) -> object:
    why, pk = Text("No longer needed.", "Nebereikalinga jau."), frozen.pk
    post = sending.Parcel("government", Text("", ""), "post", "lt", "Siunčiame.", reference="1D-1")
    calls: dict[str, Callable[[], object]] = {
        "edit": lambda: services.edit(who, pk, why),
        "write": lambda: writing.write(who, pk, "outlook", why, {}),
        "protect": lambda: services.protect(who, pk, "suppress"),
        "approve": lambda: services.approve(who, pk, frozen.hash),
        "send_back": lambda: services.send_back(who, pk, why.en),
        "discard": lambda: services.discard(who, pk, why.en),
        "withdraw": lambda: services.withdraw(who, pk, why),
        "freeze": lambda: services.freeze(who, pk),
        "publish": lambda: services.publish(who, pk),
        "coarsen": lambda: services.coarsen(who, pk, ()),
        "embargo": lambda: services.embargo(who, pk, timezone.now() + dt.timedelta(days=1)),
        "send": lambda: sending.send(who, pk, post),
        "receive": lambda: sending.received(who, pk, 1, dt.date(2015, 1, 1), "R-1"),
    }
    return calls[act]()


def test_sent_back_it_is_a_draft_again_with_the_reason(cast: Cast, frozen: Report) -> None:
    assert code_of(lambda: services.send_back(cast.actor("jonas"), frozen.pk, "no")) == "reports.reason"
    back = services.send_back(cast.actor("jonas"), frozen.pk, "Explain the ratio of 2012.")
    assert (back.state, back.data, back.hash) == (State.DRAFT, "", "")
    assert Act.objects.last().reason == "Explain the ratio of 2012."  # type: ignore[union-attr]


def test_one_report_of_a_period_is_open_at_a_time(cast: Cast, frozen: Report) -> None:
    assert code_of(lambda: services.draft(cast.actor("saule"), "annual", "2014")) == "reports.open"
    services.discard(cast.actor("saule"), frozen.pk, "Begun by mistake.")
    assert services.draft(cast.actor("saule"), "annual", "2014").vintage == 1


def test_a_revision_is_a_new_release_that_names_the_former(cast: Cast, published: Report, folder: Path) -> None:
    vaida, jonas = cast.actor("vaida"), cast.actor("jonas")
    again = services.draft(vaida, "annual", "2014")
    assert again.vintage == 2
    frozen = services.freeze(vaida, again.pk)
    services.approve(jonas, again.pk, frozen.hash)
    second = services.publish(vaida, again.pk)
    found = releases.opened(folder, second.release)
    assert found.about.replaces == published.release
    assert releases.opened(folder, published.release).replaced_by == second.release


def test_a_release_whose_entry_was_lost_is_found_again_and_not_written_twice(
    cast: Cast, published: Report, folder: Path
) -> None:
    Report.objects.filter(pk=published.pk).update(state=State.APPROVED, release="")
    again = services.publish(cast.actor("vaida"), published.pk)
    assert again.release == published.release
    assert len(releases.releases(folder)) == 1


def test_when_the_folder_cannot_be_written_nothing_is_published(
    cast: Cast, frozen: Report, folder: Path, audit_entries: Entries
) -> None:
    services.approve(cast.actor("jonas"), frozen.pk, frozen.hash)
    before = len(audit_entries("rapporteur"))
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError):  # noqa: PT011
        services.publish(cast.actor("vaida"), frozen.pk)
    assert Report.objects.get(pk=frozen.pk).state == State.APPROVED
    assert len(audit_entries("rapporteur")) == before


def test_the_foreword_stands_in_both_languages_or_in_none(cast: Cast, loaded: int) -> None:
    for said in (Text("Only English.", ""), Text("One.\n\nTwo.", "Viena.")):
        assert code_of(partial(services.draft, cast.actor("vaida"), "annual", "2014", said)) == (
            "reports.both_languages"
        )


@pytest.mark.parametrize(
    ("kind", "period"), [("annual", "2014-H1"), ("half_year", "2014"), ("annual", "x"), ("?", "2014")]
)
def test_a_period_that_does_not_fit_is_refused(cast: Cast, loaded: int, kind: str, period: str) -> None:
    assert code_of(lambda: services.draft(cast.actor("vaida"), kind, period)) == "reports.period"


def test_a_half_year_without_a_table_is_not_begun_and_one_with_it_is(cast: Cast, folder: Path) -> None:
    vaida = cast.actor("vaida")
    assert code_of(lambda: services.draft(vaida, "half_year", "2014-H1")) == "reports.no_table"
    for point in (cell(60), cell(41, sex="F"), cell(19, sex="M")):
        observation(point, 1).save()
    ReceivedTable.objects.create(
        table="victims_of_trafficking", period="2014-H1", vintage=1, hash="b" * 64, title_en="Victims",
        title_lt="Aukos", cells=3,
        made_by="moi", approved_by="moi", approved_on=dt.date(2014, 7, 20), letter="x", received_at=timezone.now(),
    )  # fmt: skip
    made = services.draft(vaida, "half_year", "2014-H1")
    frozen = services.freeze(vaida, made.pk)
    assert json.loads(frozen.data)["code"] == "half-year-2014-h1"
    assert " ".join(["b" * 16] * 4) in frozen.data


def test_acts_are_never_changed(cast: Cast, frozen: Report) -> None:
    act = Act.objects.first()
    assert act is not None
    assert code_of(act.save) == "reports.state"


def test_what_waits_is_counted_for_who_can_do_it(cast: Cast, frozen: Report) -> None:
    waits = {name: queries.waiting(cast.actor(name)) for name in ("vaida", "saule", "jonas", "egle")}
    assert waits == {"vaida": 0, "saule": 1, "jonas": 1, "egle": 0}


def test_all_of_it_lives_in_the_zone_of_the_rapporteur() -> None:
    for alias in connections:
        if alias == "rapporteur":
            assert "rapporteur_reports_report" in connections[alias].introspection.table_names()
