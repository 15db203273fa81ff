"""The pages of the ways of cases: what is refused comes back as it was written, what is kept is shown."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from typing import Any

import pytest
from django.utils import timezone

from gija.casework.pathway import closing, queries, services
from gija.casework.pathway.models import Closure, Contact, Risk, Screening, Step
from gija.casework.pathway.services import Reached
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list

pytestmark = pytest.mark.django_db(databases="__all__")
HOME = "/casework/pathway/"


def refused_then_kept(client: Any, address: str, wrong: dict[str, Any], right: dict[str, Any], seen: str) -> str:
    """The form with what is wrong comes back with what was written; put right, it leads to a page, which is told."""
    refused = client.post(address, wrong)
    assert (refused.status_code, seen in refused.content.decode()) == (422, True), address
    kept = client.post(address, wrong | right, follow=True)
    assert kept.status_code == 200, address
    found: str = kept.content.decode()
    return found


@pytest.mark.parametrize("language", ["lt", "en"])
def test_each_form_keeps_what_was_written_and_shows_what_was_kept(
    worker: Actor, case: Any, client_for: Any, language: str
) -> None:
    page, way = client_for("mantas", language), f"{HOME}case/{case.pk}/"
    today = timezone.localdate().isoformat()
    refused_then_kept(page, f"{way}contact/", {"channel": "phone", "safety": "only_when", "word": "Žibutė"},
                      {"hours": "Pirmadieniais"}, "Žibutė")  # fmt: skip
    refused_then_kept(page, f"{way}screening/", {"on": today, "asked_by": "", "q_violence": "yes", "note": "Tyliai"},
                      {"asked_by": "Mantas"}, "Tyliai")  # fmt: skip
    made = Screening.objects.get()
    refused_then_kept(
        page, f"{HOME}screening/{made.pk}/decide/", {"decided": "presumed"}, {"reason": "Muštas"}, "selected"
    )
    refused_then_kept(page, f"{way}stage/", {"stage": "assistance", "on": today, "authority": "Viltis"},
                      {"authority_kind": "ngo"}, "Viltis")  # fmt: skip
    risk = {"on": today, "level": "high", "f_suicide": "high", "measures": "Budime", "review_on": today}
    refused_then_kept(page, f"{way}risk/", risk, {"review_on": "2099-01-01"}, "Budime")
    refused_then_kept(
        page, f"{way}child/", {"step": "guardian", "on": today, "note": "Laikina"}, {"who": "Teta"}, "Laikina"
    )
    shown = refused_then_kept(
        page, f"{way}closure/", {"reason": "other", "outcome": "closed"}, {"words": "Mirė"}, "other"
    )
    for word in ("Žibutė", "Budime", "Teta", "Mirė"):
        assert word in shown
    risk_made = Risk.objects.get()
    refused_then_kept(page, f"{HOME}strike/risk/{risk_made.pk}/", {"reason": ""}, {"reason": "Suklysta"}, "strike")
    assert (Step.objects.get().stage, Risk.objects.get().struck_at is not None) == ("assistance", True)
    for address in ("", "?show=due", "?show=all&stage=assistance", "stages/", "times/", f"screening/{made.pk}/"):
        assert page.get(HOME + address).status_code == 200, address
    assert page.post(f"{way}nonsense/", {}).status_code == 404


def test_a_supervisor_approves_on_a_page_and_a_case_worker_cannot_open_it(
    worker: Actor, cast: Any, case: Any, client_for: Any
) -> None:
    cast.join({"birute": ("Birutė Globėjienė", "case_supervisor", "viltis")})
    asked = closing.ask(worker, case.pk, "left", "closed")
    address = f"{HOME}closure/{asked.pk}/"
    assert client_for("mantas", "lt").get(address).status_code == 403
    chief = client_for("birute", "lt")
    refused_then_kept(chief, address, {"return": "1", "answer": ""}, {"answer": "Dar ne"}, "answer")
    again = closing.ask(worker, case.pk, "left", "closed")
    assert chief.post(f"{HOME}closure/{again.pk}/", {"approve": "1"}, follow=True).status_code == 200
    assert Closure.objects.get(pk=again.pk).state == "approved"
    reopen = f"{HOME}closure/{again.pk}/reopen/"
    refused_then_kept(client_for("mantas", "lt"), reopen, {"reason": ""}, {"reason": "Grįžo"}, "reason")
    assert not queries.closed(case)


def test_each_look_at_a_way_and_each_file_leaves_one_entry_and_the_file_holds_no_identity(
    worker: Actor, case: Any, client_for: Any, audit_entries: Any
) -> None:
    page = client_for("mantas", "lt")
    services.contact(worker, case.pk, Reached("phone", "unsafe", "8 612 34567"))
    before = len(audit_entries("casework"))
    assert page.get(f"{HOME}case/{case.pk}/").status_code == 200
    told = page.get(f"{HOME}stages.csv").content.decode()
    acts = [one.action for one in audit_entries("casework")[before:]]
    assert acts == ["casework.pathway.look", "casework.pathway.export"]
    (row,) = csv.DictReader(io.StringIO(told))
    assert (row["case"], row["stage"], row["since"], row["closed"]) == (case.short, "presumed", "2014-03-05", "0")
    assert not any(word in told for word in ("Ona", "612", case.reference))


def test_how_to_reach_the_person_stands_over_the_name_on_the_page_of_the_case(
    worker: Actor, case: Any, client_for: Any
) -> None:
    page = client_for("mantas", "lt")
    services.contact(worker, case.pk, Reached("phone", "only_when", "8 612 34567", "Pirmadieniais", "Žibutė"))
    told = page.get(f"/casework/cases/{case.pk}/").content.decode()
    assert told.index("Žibutė") < told.index("Pavyzdytė")
    assert Contact.objects.get().word == "Žibutė"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_blank_form_asks_every_question_and_leaves_no_entry(
    worker: Actor, client_for: Any, audit_entries: Any, language: str
) -> None:
    page, before = client_for("mantas", language), len(audit_entries("casework"))
    assert f"screening/blank.{language}.pdf" in page.get(HOME).content.decode()
    sent = page.get(f"{HOME}screening/blank.{language}.pdf")
    assert (sent.status_code, sent.content[:4]) == (200, b"%PDF")
    if tool := shutil.which("pdftotext"):
        told = subprocess.run([tool, "-", "-"], input=sent.content, capture_output=True, check=True).stdout.decode()
        for one in code_list("screening_indicator"):
            assert "".join(one.text.in_(language).split()) in "".join(told.split()), one.code
    assert page.get(f"{HOME}screening/blank.fr.pdf").status_code == 404
    assert len(audit_entries("casework")) == before
