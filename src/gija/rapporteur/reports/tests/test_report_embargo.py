"""Held back until a moment: published then by whichever worker is first, in the name of who set it, if still safe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from gija.commons.courier import duties
from gija.commons.testing import Cast
from gija.formats import releases
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.reports import rules, services
from gija.rapporteur.reports.models import Act, Report, State
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])

Entries = Callable[[str], list[Any]]
TOMORROW = dt.timedelta(days=1)


def approved(cast: Cast, period: str = "2014-H1") -> Report:
    vaida = cast.actor("vaida")
    made = services.freeze(vaida, services.draft(vaida, "table", period, table="victims_of_trafficking").pk)
    return services.approve(cast.actor("jonas"), made.pk, made.hash)


def embargoed(cast: Cast, period: str = "2014-H1") -> Report:
    return services.embargo(cast.actor("vaida"), approved(cast, period).pk, timezone.now() + TOMORROW)


def comes(report: Report) -> None:
    """The moment has come."""
    Report.objects.filter(pk=report.pk).update(embargo=timezone.now() - dt.timedelta(minutes=1))


def test_until_its_moment_nobody_outside_can_read_it_and_then_it_is_out(
    cast: Cast, tables: None, folder: Path, audit_entries: Entries
) -> None:
    report = embargoed(cast)
    assert services.publish_due() == []
    assert releases.releases(folder) == ()
    comes(report)
    before = len(audit_entries("rapporteur"))
    (name,) = services.publish_due()
    assert releases.verify(folder, name) == ()
    report.refresh_from_db()
    assert (report.state, report.release) == (State.PUBLISHED, name)
    (entry,) = audit_entries("rapporteur")[before:]
    assert (entry.action, entry.actor) == ("rapporteur.report.publish", "Vaida Pranešėja")
    assert services.publish_due() == []


def test_the_worker_does_it_at_every_pass(cast: Cast, tables: None, folder: Path) -> None:
    comes(embargoed(cast))
    assert "reports.publish_due" in duties.do_due()
    assert Report.objects.get().state == State.PUBLISHED
    assert "reports.publish_due" not in duties.do_due()


def test_a_moment_that_is_past_is_refused(cast: Cast, tables: None, folder: Path) -> None:
    report = approved(cast)
    with pytest.raises(GijaError, match="future"):
        services.embargo(cast.actor("vaida"), report.pk, timezone.now() - dt.timedelta(seconds=1))
    assert Report.objects.get(pk=report.pk).state == State.APPROVED


def test_sent_back_while_it_waits_it_stays_in(cast: Cast, tables: None, folder: Path) -> None:
    report = embargoed(cast)
    comes(report)
    services.send_back(cast.actor("jonas"), report.pk, "A figure was found wrong.")
    assert services.publish_due() == []
    report.refresh_from_db()
    assert (report.state, report.embargo) == (State.DRAFT, None)


def test_it_may_be_published_before_its_moment(cast: Cast, tables: None, folder: Path) -> None:
    report = embargoed(cast)
    assert "publish" in rules.possible(cast.actor("vaida"), report)
    assert services.publish(cast.actor("vaida"), report.pk).state == State.PUBLISHED
    assert services.publish_due() == []


def test_what_became_unsafe_while_it_waited_stays_back_and_says_so(
    cast: Cast, tables: None, folder: Path, audit_entries: Entries
) -> None:
    year = embargoed(cast, "2014")
    half = approved(cast)
    services.publish(cast.actor("vaida"), half.pk)  # froze without the year: together they tell of few
    other = embargoed(cast, "2013-H1")
    comes(year)
    comes(other)
    told, before = len(gate.ledger()), len(audit_entries("rapporteur"))
    (name,) = services.publish_due()  # the one does not keep the other from going out
    assert "2013-h1" in name
    year.refresh_from_db()
    assert (year.state, year.embargo, year.release) == (State.APPROVED, None, "")
    held = Act.objects.filter(report=year).last()
    assert held is not None
    assert (held.act, held.reason) == ("hold", GijaError("gate.unsafe").text.lt)
    assert [e.action for e in audit_entries("rapporteur")[before:]] == [
        "rapporteur.report.hold", "rapporteur.report.publish",
    ]  # fmt: skip
    assert [one.name for one in gate.ledger()][told:] == ["table-victims_of_trafficking-2013-H1-v1"]
    assert services.publish_due() == []


def test_nothing_goes_out_in_the_name_of_somebody_who_has_left(cast: Cast, tables: None, folder: Path) -> None:
    report = embargoed(cast)
    comes(report)
    account = cast["vaida"]
    account.is_active = False
    account.save()
    assert services.publish_due() == []
    report.refresh_from_db()
    assert report.state == State.APPROVED
    assert report.acts.last().act == "hold"  # type: ignore[union-attr]


def test_where_the_folder_cannot_be_written_the_next_pass_tries_again(cast: Cast, tables: None, folder: Path) -> None:
    report = embargoed(cast)
    comes(report)
    folder.write_text("a file where the folder should be")
    assert services.publish_due() == []
    assert Report.objects.get(pk=report.pk).state == State.EMBARGOED
    folder.unlink()
    assert len(services.publish_due()) == 1


def test_when_the_release_it_revises_is_withdrawn_meanwhile_it_still_names_it(
    cast: Cast, tables: None, folder: Path
) -> None:
    first = services.publish(cast.actor("vaida"), approved(cast).pk)
    second = embargoed(cast)
    services.withdraw(cast.actor("vaida"), first.pk, Text("A figure was wrong.", "Skaičius klaidingas."))
    comes(second)
    (name,) = services.publish_due()
    assert releases.opened(folder, name).about.replaces == first.release


@pytest.mark.django_db(databases=["default", "rapporteur"], transaction=True)
def test_two_workers_at_once_publish_it_once(cast: Cast, tables: None, folder: Path, audit_entries: Entries) -> None:
    report = embargoed(cast)
    comes(report)
    before = len(audit_entries("rapporteur"))

    def work() -> list[str]:
        try:
            return services.publish_due()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        told = [one.result() for one in (pool.submit(work), pool.submit(work))]
    assert sorted(map(len, told)) == [0, 1]
    assert len(releases.releases(folder)) == 1
    assert [e.action for e in audit_entries("rapporteur")[before:]] == ["rapporteur.report.publish"]
