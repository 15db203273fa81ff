"""The pages of the search: what they show to whom, what they never show, and where nothing personal may stand."""

from __future__ import annotations

import csv
import io
import logging
import re
from typing import Any

import pytest

from gija.police.search.models import Candidate, SearchQuery

from .conftest import ADOMAS, JONAS, ONA, PURPOSE, REASON, RUGILE, only

pytestmark = pytest.mark.django_db(databases=["default", "police"])

ASK = "/police/search/new/person/"
FORM = {"name": "Ona Petraitytė", "purpose": PURPOSE, "reason": REASON}


def decide(client: Any, hit: Candidate, act: str, **sent: str) -> Any:
    return client.post(f"/police/search/hit/{hit.pk}/{act}/", {"reason": REASON} | sent, follow=True)


@pytest.mark.parametrize(("language", "heading"), [("en", "HIT"), ("lt", "YRA ATITIKTIS")])
def test_a_question_leads_to_its_answer(databases: Any, client_for: Any, language: str, heading: str) -> None:
    databases.add("residents", ONA)
    response = client_for("rasa", language).post(ASK, FORM, follow=True)
    page = response.content.decode()
    assert re.search(rf"<h1[^>]*>{heading}</h1>", page)
    assert "<details" in page
    assert "registru_centras" in page or "Registr" in page or "+370 5" in page or "H1" in page


def test_what_is_sought_never_stands_in_an_address_or_a_log(databases: Any, client_for: Any, caplog: Any) -> None:
    databases.add("residents", ONA)
    client = client_for("rasa")
    with caplog.at_level(logging.DEBUG):
        response = client.post(ASK, FORM | {"personal_code": ONA[5]})
        client.get(response.url)
    assert re.fullmatch(r"/police/search/[0-9A-Z]{26}/", response.url)
    for secret in ("Petrait", ONA[5], "ieškoma"):
        assert secret not in caplog.text


def test_names_in_the_address_are_not_asked(databases: Any, client_for: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    page = client_for("rasa").get(ASK, FORM).content.decode()
    assert "Petrait" not in page
    assert SearchQuery.objects.count() == 0
    assert audit_entries("police") == []


@pytest.mark.parametrize("language", ["en", "lt"])
def test_purpose_and_reason_are_mandatory_on_the_page(databases: Any, client_for: Any, language: str) -> None:
    databases.add("residents", ONA)
    response = client_for("rasa", language).post(ASK, {"name": "Ona Petraitytė", "purpose": "", "reason": "x"})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count('href="#id_purpose"') == page.count('href="#id_reason"') == 1
    assert 'value="Ona Petraitytė"' in page  # what was typed is not lost
    assert SearchQuery.objects.count() == 0


def test_an_empty_or_mistyped_question_says_where_it_is_wrong(databases: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    client = client_for("rasa")
    assert 'href="#id_name"' in client.post(ASK, FORM | {"name": ""}).content.decode()
    assert 'href="#id_birth_date"' in client.post(ASK, FORM | {"birth_date": "vakar"}).content.decode()
    assert client.get("/police/search/new/ghost/").status_code in (400, 404)


def test_every_type_of_question_has_its_form(databases: Any, client_for: Any) -> None:
    from gija.police.search.questions import QUESTIONS

    client = client_for("rasa", "lt")
    for type_, question in QUESTIONS.items():
        page = client.get(f"/police/search/new/{type_}/").content.decode()
        assert all(f'name="{field}"' in page for field in question.fields)
        assert page.count('aria-current="page"') >= 1


def test_without_databases_the_form_says_so(databases: Any, client_for: Any) -> None:
    response = client_for("rasa").post(ASK, FORM)
    assert response.status_code == 422
    assert "No database is connected" in response.content.decode()


def test_a_person_without_rights_is_refused_with_one_entry(databases: Any, client_for: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    response = client_for("mantas").post(ASK, FORM)
    assert response.status_code == 403
    assert [(e.action, e.outcome) for e in audit_entries("police")] == [("police.search.ask", "refused")]
    assert SearchQuery.objects.count() == 0


def test_another_institutions_answer_is_refused_with_one_entry(
    databases: Any, asks: Any, client_for: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Ona Petraitytė")
    client = client_for("tomas")
    for path in ("", "answer.csv"):
        response = client.get(f"/police/search/{query.pk}/{path}")
        assert response.status_code == 403
        assert "Petrait" not in response.content.decode()
    assert [e.outcome for e in audit_entries("police")] == ["done", "refused", "refused"]
    assert client.get(f"/police/search/{'0' * 26}/").status_code == 404
    assert query.pk not in client.get("/police/search/history/").content.decode()


def test_the_liaison_officer_reads_but_cannot_confirm(
    databases: Any, asks: Any, client_for: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    query = asks("inga", personal_code=ONA[5])
    client = client_for("inga")
    page = client.get(f"/police/search/{query.pk}/").content.decode()
    assert "Petrait" not in page  # owner and contact, no content
    assert "+370 5" in page
    assert "/confirm/" not in page
    assert decide(client, only(query), "confirm").status_code == 403
    assert [e.outcome for e in audit_entries("police")] == ["done", "refused"]


def test_confirm_take_back_reject_and_use_on_the_page(
    databases: Any, asks: Any, client_for: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    hit = only(asks("rasa", name="Ona Petraitytė"))
    client = client_for("rasa")
    assert "Confirm the hit" in client.get(f"/police/search/{hit.answer.query_id}/").content.decode()
    page = decide(client, hit, "confirm").content.decode()
    assert "The hit is confirmed" in page
    assert "Take the decision back" in page
    assert "hit used" in decide(client, hit, "use", used="used").content.decode()
    assert "taken back" in decide(client, hit, "withdraw").content.decode()
    assert "not what was sought" in decide(client, hit, "reject").content.decode()
    assert [e.action.rpartition(".")[2] for e in audit_entries("police")] == [
        "ask", "confirm", "use", "withdraw", "reject",
    ]  # fmt: skip


def test_a_wrong_decision_is_said_beside_the_hit_and_get_leads_back(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    hit = only(asks("rasa", name="Ona Petraitytė"))
    client = client_for("rasa")
    response = client.post(f"/police/search/hit/{hit.pk}/confirm/", {"reason": "ok"})
    assert response.status_code == 422
    assert f'id="hit-{hit.pk}-error"' in response.content.decode()
    assert client.post(f"/police/search/hit/{hit.pk}/use/", {"used": "maybe"}).status_code == 422
    for act in ("confirm", "use"):
        back = client.get(f"/police/search/hit/{hit.pk}/{act}/")
        assert (back.status_code, back.url) == (302, f"/police/search/{hit.answer.query_id}/#hit-{hit.pk}")


@pytest.mark.parametrize("row", [RUGILE, ADOMAS], ids=["victim", "child"])
@pytest.mark.parametrize("language", ["en", "lt"])
def test_nothing_of_a_referred_person_is_on_any_page_or_file(
    databases: Any, asks: Any, client_for: Any, row: Any, language: str
) -> None:
    databases.add("residents", row)
    query = asks("rasa", personal_code=row[5])
    client = client_for("rasa", language)
    for path in (f"{query.pk}/", f"{query.pk}/answer.csv", "history/"):
        shown = client.get(f"/police/search/{path}").content.decode()
        leaks = [
            only(query).pk,
            only(query).short,
            *row[1:4],
            row[7],
            row[8],
            "floatformat",
            "victim",
            "nukentėj",
            "child",
        ]
        assert not [leak for leak in leaks if leak.lower() in shown.lower()]
    page = client.get(f"/police/search/{query.pk}/").content.decode()
    assert {"en": "Ask the owner", "lt": "Kreip"}[language] in page or language == "lt"
    assert "+370 5" in page


def test_a_victim_and_a_child_look_alike(databases: Any, asks: Any, client_for: Any) -> None:
    def page_of(row: Any, code: str) -> str:
        databases.add("residents", row)
        query = asks("rasa", "vehicle" if code == "plate" else "person", **{code: row[5]})
        page: str = client_for("rasa").get(f"/police/search/{query.pk}/").content.decode()
        page = page.replace(query.pk, "ID").replace(row[5], "CODE")
        return re.sub(r'\d{4}-\d\d-\d\d \d\d:\d\d|csrfmiddlewaretoken" value="\w+"', "", page)

    assert page_of(RUGILE, "personal_code") == page_of(ADOMAS, "personal_code")


def test_the_file_runs_no_formulas(databases: Any, asks: Any, client_for: Any, audit_entries: Any) -> None:
    evil = ("1", "=HYPERLINK(1)", "@SUM(A1)", *JONAS[3:])
    databases.add("residents", evil, name={"en": "=1+1", "lt": "+cmd"})
    query = asks("rasa", personal_code=JONAS[5])
    response = client_for("rasa").get(f"/police/search/{query.pk}/answer.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "'=1+1"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert response["Content-Disposition"] == f'attachment; filename="gija-{query.pk}.csv"'
    assert [e.action for e in audit_entries("police")] == ["police.search.ask", "police.search.export"]


def test_markup_from_a_database_is_shown_as_text(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ("1", "<script>alert(1)</script>", "<b>Žvalgaitis</b>", *JONAS[3:]))
    query = asks("rasa", personal_code=JONAS[5])
    page = client_for("rasa").get(f"/police/search/{query.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Žval" not in page


def test_the_history_shows_own_institutions_questions_and_filters(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    hit = asks("rasa", name="Ona Petraitytė")
    none = asks("inga", "vehicle", plate="ZZZ999")
    other = asks("tomas", name="Ona Petraitytė")
    client = client_for("rasa")

    def shown(**filters: str) -> set[str]:
        page = client.get("/police/search/history/", filters).content.decode()
        assert "Petrait" not in page
        return {q.pk for q in (hit, none, other) if q.pk in page}

    assert shown() == {hit.pk, none.pk}
    assert shown(outcome="hit") == {hit.pk}
    assert shown(type="vehicle") == {none.pk}
    assert shown(mine="on") == {hit.pk}
    assert shown(until="2020-01-01") == set()
    assert shown(since="2020-01-01", until="2999-01-01") == {hit.pk, none.pk}
    assert shown(since="nonsense") == {hit.pk, none.pk}
    assert shown(sort="reason", page="99") == {hit.pk, none.pk}


def test_a_colleague_opening_an_answer_leaves_one_entry(
    databases: Any, asks: Any, client_for: Any, audit_entries: Any
) -> None:
    databases.add("residents", ONA)
    query = asks("inga", name="Ona Petraitytė")
    client_for("rasa").get(f"/police/search/{query.pk}/")
    client_for("inga").get(f"/police/search/{query.pk}/")
    assert [e.action for e in audit_entries("police")] == ["police.search.ask", "police.search.read"]


def test_a_form_without_its_token_is_refused(databases: Any, cast: Any, settings: Any) -> None:
    from django.test import Client

    settings.DEMO = True
    databases.add("residents", ONA)
    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.force_login(cast["rasa"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(ASK, FORM).status_code == 403
    assert SearchQuery.objects.count() == 0


def test_pages_hold_nothing_inline(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ONA, RUGILE)
    query = asks("rasa", name="Ona Petraitytė")
    client = client_for("rasa")
    for path in ("", "history/", f"{query.pk}/"):
        page = client.get(f"/police/search/{path}").content.decode()
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)


def test_fact_and_assessment_stand_apart_each_with_its_own_grade(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    databases.add("tips", ONA, kind="assessment", evaluation="6x6:B3")
    page = client_for("rasa").get(f"/police/search/{asks('rasa', name='Ona Petraitytė').pk}/").content.decode()
    facts, assessments = page.split("Hits: facts")[1].split("Hits: assessments")
    assert "4x4:A1" in facts
    assert "6x6" not in facts
    assert "6x6:B3" in assessments
    assert "4x4" not in assessments


def test_below_content_neither_kind_nor_grade_is_told(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("tips", ONA, kind="assessment", evaluation="6x6:B3", handling="H2")
    query = asks("rasa", name="Ona Petraitytė")
    for path in (f"{query.pk}/", f"{query.pk}/answer.csv"):
        shown = client_for("rasa").get(f"/police/search/{path}").content.decode()
        assert "6x6" not in shown
        assert "ssessment" not in shown.replace("Fact or assessment", "").replace("fact or assessment", "")


def test_why_only_the_owner_can_say_more_is_told(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("tips", ONA, handling="H2")
    query = asks("rasa", name="Ona Petraitytė")
    page = client_for("rasa").get(f"/police/search/{query.pk}/").content.decode()
    assert "Not to be passed on without the provider" in page


def test_the_first_page_lists_ones_own_latest_questions(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    assert "You have not asked anything yet." in client_for("rasa").get("/police/search/").content.decode()
    query = asks("rasa", name="Ona Petraitytė")
    assert query.pk in client_for("rasa").get("/police/search/").content.decode()
    assert query.pk not in client_for("inga").get("/police/search/").content.decode()
    assert "Petraityt" not in client_for("rasa").get("/police/search/").content.decode()


def test_it_says_how_long_a_question_is_kept_and_why(databases: Any, asks: Any, client_for: Any) -> None:
    databases.add("residents", ONA)
    query = asks("rasa", name="Ona Petraitytė")
    page = client_for("rasa").get(f"/police/search/{query.pk}/").content.decode()
    assert query.retain_until.isoformat() in page
    assert "A case that rests on the hit" in page
