"""Pages of reports: what each role sees and may press, files with their types, refusals in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gija.commons.testing import Cast
from gija.rapporteur.reports import services
from gija.rapporteur.reports.models import Report

pytestmark = pytest.mark.django_db(databases="__all__")

For = Callable[..., Client]


@pytest.fixture
def report(cast: Cast, loaded: int, folder: Path) -> Report:
    return services.draft(cast.actor("vaida"), "annual", "2014")


def page(name: str, *args: object) -> str:
    return reverse(f"reports:{name}", args=args)


def test_an_empty_list_says_so(client_for: For) -> None:
    assert "No report has been begun yet." in client_for("vaida").get(page("list")).content.decode()


def test_begin_shows_what_is_wrong_and_keeps_what_was_typed(client_for: For, loaded: int) -> None:
    vaida = client_for("vaida", "lt")
    typed = {"kind": "half_year", "period": "2014-H2", "foreword_lt": "Vienas.", "foreword_en": "One."}
    answer = vaida.post(page("new"), typed)
    assert answer.status_code == 422
    assert "Laikotarpio 2014-H2 lentelė dar neperduota." in answer.content.decode()
    assert "Vienas." in answer.content.decode()
    assert vaida.post(page("new"), {"kind": "annual", "period": "20"}).status_code == 422
    assert vaida.post(page("new"), {"kind": "annual", "period": "2014"}).status_code == 302


def test_the_whole_way_by_pages(client_for: For, report: Report, folder: Path) -> None:
    vaida, jonas = client_for("vaida"), client_for("jonas")
    assert vaida.post(page("freeze", report.pk), follow=True).status_code == 200
    shown = jonas.get(page("report", report.pk)).content.decode()
    report.refresh_from_db()
    assert report.hash in shown
    assert "a second person must approve it" in vaida.get(page("report", report.pk)).content.decode()
    for client, seen in ((vaida, report.hash), (jonas, "0" * 64)):  # not by who made it, not other data than seen
        refused = client.post(page("approve", report.pk), {"hash": seen}, follow=True).content.decode()
        assert "notice--error" in refused
        report.refresh_from_db()
        assert report.state == "frozen"
    assert jonas.post(page("approve", report.pk), {"hash": report.hash}).status_code == 302
    assert jonas.post(page("publish", report.pk)).status_code == 403
    assert vaida.post(page("publish", report.pk)).status_code == 302
    report.refresh_from_db()
    assert report.release in vaida.get(page("report", report.pk)).content.decode()
    wrong = vaida.post(page("withdraw", report.pk), {"reason_lt": "ne", "reason_en": "no"})
    assert wrong.status_code == 422
    reasons = {"reason_lt": "Klaidingas skaičius.", "reason_en": "A figure is wrong."}
    assert vaida.post(page("withdraw", report.pk), reasons).status_code == 302


def test_files_come_with_their_types_and_one_entry_each(
    client_for: For, report: Report, audit_entries: Callable[[str], list[Any]]
) -> None:
    egle = client_for("egle")
    before = len(audit_entries("rapporteur"))
    for ending, kind in (("pdf", "application/pdf"), ("html", "text/html"), ("xlsx", "application/vnd.open")):
        answer = egle.get(page("file", report.pk, f"annual-2014.lt.{ending}"))
        assert answer.status_code == 200
        assert answer["content-type"].startswith(kind)
    assert egle.get(page("file", report.pk, "report.css"))["content-type"].startswith("text/css")
    assert egle.get(page("file", report.pk, "secret.key")).status_code == 404
    entries = audit_entries("rapporteur")[before:]
    assert [e.action for e in entries] == ["rapporteur.report.export"] * 3
    assert entries[0].details["files"] == ["annual-2014.lt.pdf"]


@pytest.mark.parametrize("key", ["rasa", "mantas", "aldona"])
def test_others_are_refused(client_for: For, report: Report, key: str) -> None:
    client = client_for(key)
    for address in (page("list"), page("report", report.pk), page("file", report.pk, "annual-2014.lt.pdf")):
        assert client.get(address).status_code == 403
    assert client.post(page("publish", report.pk)).status_code == 403


def test_an_evaluator_reads_and_sees_no_button(client_for: For, report: Report) -> None:
    shown = client_for("egle").get(page("report", report.pk)).content.decode()
    assert "What you may do" not in shown
    begun = client_for("egle").get(page("new")).content.decode()  # its own kind, and no other
    assert 'value="evaluator"' in begun
    assert 'value="annual"' not in begun


def test_a_report_that_is_not_there_is_not_found(client_for: For) -> None:
    assert client_for("vaida").get(page("report", 4711)).status_code == 404


def test_sending_back_and_discarding_want_a_reason(client_for: For, report: Report) -> None:
    vaida = client_for("vaida")
    assert vaida.post(page("discard", report.pk), {"discard-reason": ""}).status_code == 422
    assert vaida.post(page("discard", report.pk), {"discard-reason": "short"}).status_code == 422
    assert vaida.post(page("discard", report.pk), {"discard-reason": "Begun by mistake."}).status_code == 302
