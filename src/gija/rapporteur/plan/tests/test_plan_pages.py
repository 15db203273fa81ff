"""Pages of plans: who sees what, errors at their fields, files out and in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gija.commons.testing import Cast
from gija.rapporteur.plan import progressing
from gija.rapporteur.plan.models import Plan

pytestmark = pytest.mark.django_db(databases="__all__")
Made = Callable[[str], Plan]
BASE = "/rapporteur/plans/"


@pytest.mark.parametrize("language", ["en", "lt"])
def test_plans_are_read_by_all_who_carry_them_out(client_for: Any, made: Made, language: str) -> None:
    plan = made("plan-read")
    own = ("", "?edition=1", "measures/1-1/", "plan.yaml", "measures.xlsx")
    for address in ("", *(f"{plan.code}/{page}" for page in own)):
        for key in ("vaida", "paulius", "dalia", "edita"):
            assert client_for(key, language).get(BASE + address).status_code == 200, address
        assert client_for("rasa", language).get(BASE + address).status_code == 403, address
    assert client_for("vaida").get(f"{BASE}{plan.code}/?edition=9").status_code == 404
    assert client_for("vaida").get(f"{BASE}{plan.code}/measures/none/").status_code == 400


def test_a_draft_is_seen_by_its_writers_until_the_institutions_are_asked(
    client_for: Any, made: Made, cast: Cast
) -> None:
    plan = made("plan-drafted")
    address = f"{BASE}{plan.code}/draft/"
    assert client_for("vaida").post(f"{address}start/").status_code == 302
    assert client_for("dalia").get(address).status_code == 404
    assert client_for("vaida").get(f"{address}1-1/").status_code == 200
    assert client_for("vaida").post(f"{address}add/", {"version": 1, "code": "X Y"}).status_code == 422
    client_for("vaida").post(f"{address}move/", {"version": 1, "act": "on"})
    assert client_for("dalia").get(address).status_code == 200
    assert client_for("dalia").post(f"{address}opinion/", {"text": "We agree."}).status_code == 302
    assert "We agree." in client_for("vaida").get(address).content.decode()


def test_a_plan_goes_out_as_a_file_and_comes_back(client_for: Any, made: Made) -> None:
    plan = made("plan-file")
    vaida = client_for("vaida")
    content = vaida.get(f"{BASE}{plan.code}/plan.yaml").content
    vaida.post(f"{BASE}{plan.code}/draft/start/")
    for sent, status in ((content, 302), (b"chapters: [", 422), (b"chapters: []\n", 302), (b"\xff\xfe", 422)):
        draft = Plan.objects.get(pk=plan.pk).draft
        file = SimpleUploadedFile("plan.yaml", sent)
        answer = vaida.post(f"{BASE}{plan.code}/draft/file/", {"version": draft.version, "file": file})
        assert answer.status_code == status, sent[:20]


def test_progress_that_is_not_approved_is_its_institutions_own(client_for: Any, made: Made, cast: Cast) -> None:
    plan = made("plan-own")
    assert client_for("dalia").get(f"{BASE}own/").status_code == 200
    begun = client_for("dalia").post(f"{BASE}{plan.code}/measures/1-1/report/", {"period": "2026-H1"})
    address = begun.url
    found = plan.progress.get()
    assert client_for("dalia").get(address).status_code == 200
    assert client_for("vaida").get(address).status_code == 200
    assert client_for("ona").get(address).status_code == 404
    assert client_for("edita").get(address).status_code == 404
    said = {"version": found.version, "execution": "done", "lt": "Apmokyta.", "currency": "EUR", "then": "send"}
    answer = client_for("dalia").post(f"{address}write/", said)
    assert answer.status_code == 422  # no evidence
    assert "at least one piece of evidence" in answer.content.decode()
    found.refresh_from_db()
    assert found.text_lt == "Apmokyta."  # what was written is kept
    said |= {"version": found.version, "title_1": "List", "place_1": "Reg. 12", "actual_1": "120"}
    assert client_for("dalia").post(f"{address}write/", said).status_code == 302
    found.refresh_from_db()
    assert (
        client_for("dalia").post(f"{address}decide/", {"version": found.version, "act": "approve"}).status_code == 403
    )
    refused = client_for("vaida").post(f"{address}decide/", {"version": found.version, "act": "return", "reason": ""})
    assert refused.status_code == 422
    assert (
        client_for("vaida").post(f"{address}decide/", {"version": found.version, "act": "approve"}).status_code == 302
    )
    assert client_for("edita").get(address).status_code == 200


def test_the_rapporteur_enters_the_plans_of_the_sources_once(client_for: Any) -> None:
    vaida = client_for("vaida")
    assert vaida.post(f"{BASE}load/").status_code == 302
    page = vaida.get(BASE).content.decode()
    assert "Action plan for 2013–2015" in page
    assert client_for("dalia").post(f"{BASE}load/").status_code == 403
    assert "Enter the plans" not in page


def test_a_plan_is_judged_on_its_page(client_for: Any, made: Made) -> None:
    plan = made("plan-judged-page")
    address = f"{BASE}{plan.code}/evaluate/"
    said = {"criterion": "impact", "grade": "3", "lt": "Poveikis matomas.", "measure": "1-1"}
    assert client_for("edita").post(address, said).status_code == 302
    assert "Poveikis matomas." in client_for("edita").get(f"{BASE}{plan.code}/measures/1-1/").content.decode()
    assert client_for("edita").post(address, {"criterion": "impact"}).status_code == 302
    assert [one.grade for one in progressing.judged(plan, "1-1")["impact"]] == [3]
