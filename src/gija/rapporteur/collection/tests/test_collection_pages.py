"""Pages of data calls, the API, reminders: who sees them, what they tell, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gija.commons.api import tokens
from gija.rapporteur.collection import queries, services
from gija.rapporteur.collection.models import Call, Submission
from gija.rapporteur.collection.tests import generated

pytestmark = pytest.mark.django_db(databases="__all__")
BASE = "/rapporteur/collection/"


@pytest.mark.parametrize("language", ["en", "lt"])
def test_a_supplier_sees_its_own_and_nobody_elses(client_for: Any, kpb: Submission, language: str) -> None:
    own = (f"{BASE}own/", f"{BASE}own/{kpb.pk}/", f"{BASE}own/{kpb.pk}/findings/", f"{BASE}own/{kpb.pk}/upload/",
           f"{BASE}own/{kpb.pk}/victims_state/", f"{BASE}own/{kpb.pk}/template.xlsx")  # fmt: skip
    for address in own:
        assert client_for("dalia", language).get(address).status_code == 200, address
        assert client_for("vytas", language).get(address).status_code == 200, address
    for address in own[1:]:
        assert client_for("ona", language).get(address).status_code == 404, address
        assert client_for("vaida", language).get(address).status_code == 403, address
    assert client_for("rasa", language).get(own[0]).status_code == 403
    assert client_for("dalia", language).get(f"{BASE}own/approving/").status_code == 403


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_rapporteur_sees_all_and_the_coordinator_only_looks(
    client_for: Any, kpb: Submission, step: Any, language: str
) -> None:
    done = step("approved", kpb)
    pages = (f"{BASE}calls/", f"{BASE}calls/calendar/", f"{BASE}calls/{kpb.call.code}/",
             f"{BASE}calls/{kpb.call.code}/quality/", f"{BASE}submissions/{kpb.pk}/",
             f"{BASE}submissions/receipts/{done.receipts.get().number}/")  # fmt: skip
    for address in pages:
        for key in ("vaida", "paulius"):
            assert client_for(key, language).get(address).status_code == 200, address
        assert client_for("dalia", language).get(address).status_code == 403, address
    decide = f"{BASE}submissions/{kpb.pk}/decide/"
    assert client_for("paulius").post(decide, {"act": "accept", "version": done.version}).status_code == 403
    assert client_for("vaida").post(decide, {"act": "accept", "version": done.version}).status_code == 302
    kpb.refresh_from_db()
    assert kpb.state == "accepted"
    assert client_for("dalia", language).get(f"{BASE}receipts/{done.receipts.get().number}/").status_code == 200
    assert client_for("ona", language).get(f"{BASE}receipts/{done.receipts.get().number}/").status_code == 404


def test_text_for_a_number_is_told_at_its_field_and_nothing_is_saved(client_for: Any, kpb: Submission) -> None:
    answer = client_for("dalia").post(
        f"{BASE}own/{kpb.pk}/investigations_registered/", {"version": kpb.version, "value_0": "daug", "value_1": "3"}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Write a whole number of 0 or more" in text
    assert 'value="daug"' in text
    kpb.refresh_from_db()
    assert kpb.cells == {}


def test_what_was_saved_is_there_when_one_comes_back(client_for: Any, kpb: Submission) -> None:
    address = f"{BASE}own/{kpb.pk}/investigations_registered/"
    dalia = client_for("dalia")
    assert (
        dalia.post(address, {"version": kpb.version, "value_0": "12", "status_1": "not_collected"}).status_code == 302
    )
    text = dalia.get(address).content.decode()
    assert 'value="12"' in text
    assert '<option value="not_collected" selected>' in text
    old = dalia.post(address, {"version": kpb.version, "value_0": "13"})
    assert old.status_code == 422
    assert "Somebody changed these figures" in old.content.decode()


def test_an_unverified_legal_source_says_so(client_for: Any, cast: Any) -> None:
    of = services.open_call(cast.actor("vaida"), "eu19a", "2024").submissions.get(institution="viltis")
    for language, word in (("en", "unverified"), ("lt", "nepatikrinta")):
        text = client_for("ona", language).get(f"{BASE}own/{of.pk}/victims_registered/").content.decode()
        assert word in text
        assert "19a(1)(a)" in text


def test_a_program_of_the_supplier_fills_in_answers_and_hands_over(cast: Any, kpb: Submission) -> None:
    scopes, day = ["rapporteur.collection.fill"], timezone.localdate() + dt.timedelta(days=30)
    _token, secret = tokens.make(cast.actor("jurga"), "Statistika", "data_supplier", scopes, day)
    client = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {secret}"})
    path = f"/api/v1/collection/{kpb.pk}"
    assert [one["call"] for one in client.get("/api/v1/collection").json()] == [kpb.call.code]
    told = generated.fitting(queries.asked(kpb))
    rows = [
        {"indicator": k.partition("|")[0], "breakdown": k.partition("|")[2], "value": t.value} for k, t in told.items()
    ]
    whole = client.post(
        f"{path}/figures", {"version": kpb.version, "cells": rows}, content_type="application/json"
    ).json()
    assert whole["findings"] == []
    assert all(one["value"] is not None for one in whole["cells"])
    late = client.post(f"{path}/figures", {"version": 1, "cells": rows}, content_type="application/json")
    assert (late.status_code, late.json()["code"]) == (400, "collection.changed")
    sent = client.post(f"{path}/hand-over", {"version": whole["version"]}, content_type="application/json")
    assert sent.json()["state"] == "handed"
    other = kpb.call.submissions.get(institution="vilnius_police")
    assert client.get(f"/api/v1/collection/{other.pk}").status_code == 404


def test_the_calendar_tells_calls_releases_and_how_figures_are_revised(client_for: Any, call: Call) -> None:
    text = client_for("vaida", "lt").get(f"{BASE}calls/calendar/").content.decode()
    assert "Pusmečio statistika valstybės institucijoms" in text
    assert "Klaidos taisymas" in text
