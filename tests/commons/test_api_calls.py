"""The API as a program meets it: token, scope, rate, language; the same rights, levels and audit as on the pages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gija.commons.api import build, tokens
from gija.commons.api.models import Token
from gija.methods.search.values import Query
from gija.police.alerts.models import Saved
from gija.police.batches import work
from gija.police.batches.models import Batch
from gija.police.search.models import Candidate, SearchQuery
from gija.police.search.services import ask
from gija.police.search.tests import conftest as search

pytestmark = pytest.mark.django_db(databases=["default", "police"])
databases = search.databases
ONA, JONAS, RUGILE, ADOMAS = search.ONA, search.JONAS, search.RUGILE, search.ADOMAS
WHY = {"purpose": search.PURPOSE, "reason": search.REASON}
ALL = ("police.search.ask", "police.search.read", "police.search.confirm", "police.batch.ask", "police.batch.read",
       "police.batch.export", "police.alert.save", "police.alert.read")  # fmt: skip


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_BATCH_WORKER", "apart")


class Program:
    """A program with its token."""

    def __init__(self, token: Token, text: str) -> None:
        self.token, self.text = token, text
        self.client = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        said: dict[str, Any] = {"headers": {"authorization": f"Bearer {self.text}"}} | more
        if body is not None:
            said |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.client, method)(build.ROOT + path, **said)

    def ask(self, *, why: Any = WHY, type_: str = "person", **values: str) -> Any:
        return self.call("post", "search/ask", {"type": type_, "values": values, **why})


@pytest.fixture
def program(cast: Any) -> Callable[..., Program]:
    """`program()`: an analyst's program of the bureau; `program(scopes=...)`."""

    def made(**changes: Any) -> Program:
        said: dict[str, Any] = {"name": "case system", "role": "criminal_analyst", "scopes": ALL, "language": "en"}
        said |= {"expires_on": timezone.localdate() + dt.timedelta(days=9)} | changes
        return Program(*tokens.make(cast.actor("jurga"), **said))

    return made


def test_a_question_is_answered_as_on_the_page_with_one_entry(databases: Any, program: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    one = program()
    answer = one.ask(name="Ona Petraitytė")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["outcome"], told["silent"]) == ("hit", ["firms"])
    kept = SearchQuery.objects.get()
    assert (kept.account, kept.role, kept.institution) == (-one.token.pk, "criminal_analyst", "kpb")
    entries = audit_entries("police")
    assert [(e.action, e.account) for e in entries] == [("police.search.ask", -one.token.pk)]
    assert one.call("get", f"search/{kept.pk}").json()["query"] == kept.pk
    assert [e.action for e in audit_entries("police")] == ["police.search.ask", "police.search.read"]


@pytest.mark.parametrize("row", [RUGILE, ADOMAS], ids=["victim", "child"])
def test_of_victims_and_children_a_program_hears_refer_to_owner(databases: Any, program: Any, row: Any) -> None:
    databases.add("residents", row)
    answer = program().ask(personal_code=row[5])
    told = answer.json()
    assert (told["outcome"], told["databases"][0]["hits"]) == ("refer", [])
    assert not [leak for leak in (*row[1:4], "victim", "child") if leak in answer.content.decode()]


def test_a_hit_is_confirmed_and_marked_as_used(databases: Any, program: Any) -> None:
    databases.add("residents", ONA)
    one = program()
    hit = one.ask(name="Ona Petraitytė").json()["databases"][0]["hits"][0]["id"]
    early = one.call("post", f"search/hits/{hit}/use", {"used": True})
    assert (early.status_code, early.json()["code"]) == (400, "search.not_confirmed")
    assert one.call("post", f"search/hits/{hit}/confirm", {"reason": search.REASON}).json()["decision"] == "confirmed"
    assert one.call("post", f"search/hits/{hit}/use", {"used": True, "note": "x"}).json()["used"] == "used"
    assert Candidate.objects.get().decided_by == -one.token.pk


@pytest.mark.parametrize(("headers", "code"), [
    ({}, "api.token_missing"),
    ({"authorization": "Basic eDp5"}, "api.token_missing"),
    ({"authorization": "Bearer nothing"}, "api.token_wrong"),
])  # fmt: skip
def test_without_a_token_nothing_opens(client: Client, headers: Any, code: str) -> None:
    answer = client.post(f"{build.ROOT}search/ask", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_of_the_pages_opens_nothing_here(client_for: Any) -> None:
    assert client_for("rasa").post(f"{build.ROOT}search/ask", {}).status_code == 401


def test_an_ended_token_is_told_so_and_leaves_an_entry(cast: Any, program: Any, audit_entries: Any) -> None:
    one = program()
    tokens.end(cast.actor("jurga"), one.token.pk)
    answer = one.ask(name="Ona")
    assert (answer.status_code, answer.json()["code"]) == (401, "api.token_ended")
    assert [(e.action, e.outcome) for e in audit_entries("default")][-1] == ("api.call", "refused")


def test_what_is_not_in_the_scope_is_refused_with_one_entry(databases: Any, program: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    answer = program(scopes=["police.search.read"], language="lt").ask(name="Ona")
    assert (answer.status_code, answer.json()["code"]) == (403, "common.not_permitted")
    assert answer.json()["message"].startswith("Jūs neturite teisės")
    assert answer["Content-Language"] == "lt"
    assert [(e.action, e.outcome) for e in audit_entries("police")] == [("police.search.ask", "refused")]
    assert not SearchQuery.objects.exists()


def test_another_institutions_answer_stays_closed(databases: Any, program: Any, cast: Any) -> None:
    databases.add("residents", ONA)
    kept = ask(cast.actor("tomas"), Query("person", {"name": "Ona"}), **WHY)
    answer = program().call("get", f"search/{kept.pk}")
    assert answer.status_code == 403
    assert program().call("get", "search/nothing").status_code == 404


def test_who_asks_too_often_is_told_how_long_to_wait(databases: Any, program: Any) -> None:
    databases.add("residents", ONA)
    one = program(per_minute=2)
    answers = [one.ask(name="Ona Petraitytė").status_code for _ in range(4)]
    assert answers[:2] == [200, 200]
    assert 429 in answers
    late = one.ask(name="Ona")
    assert (late.status_code, late.json()["code"]) == (429, "api.too_many")
    assert 0 < int(late["Retry-After"]) <= 121


def test_a_body_that_does_not_fit_is_told_by_place_never_by_value(program: Any) -> None:
    answer = program().call("post", "search/ask", {"values": {"name": {"Petraitytė": 1}}, **WHY})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.invalid")
    assert "Petrait" not in answer.content.decode()
    assert answer.json()["fields"] == ["body.asked.values.name: string_type"]
    assert program().call("post", "search/ask", ["x"]).status_code == 422
    broken = program().call("post", "search/ask", data="{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "api.malformed")


def test_no_purpose_no_reason_no_answer(databases: Any, program: Any) -> None:
    databases.add("residents", ONA)
    one = program()
    assert one.ask(name="Ona", why=WHY | {"purpose": "x"}).json()["code"] == "search.purpose_missing"
    assert one.ask(name="Ona", why=WHY | {"reason": "x"}).json()["code"] == "search.reason_missing"
    assert not SearchQuery.objects.exists()


def test_a_fault_is_told_without_its_message(program: Any, monkeypatch: Any, caplog: Any) -> None:
    def faulty(*_: Any) -> Any:
        raise RuntimeError("Ona Petraitytė")

    monkeypatch.setattr("gija.police.search.services.ask", faulty)
    answer = program().ask(name="Ona")
    assert (answer.status_code, answer.json()["code"]) == (500, "api.fault")
    assert "Petrait" not in answer.content.decode()


def sent(one: Program, content: str) -> Any:
    file = SimpleUploadedFile("q.csv", content.encode())
    return one.client.post(
        f"{build.ROOT}batches", {"file": file, "type": "person"}, headers={"authorization": f"Bearer {one.text}"}
    )


def test_a_batch_from_file_to_answers(databases: Any, program: Any, audit_entries: Any) -> None:
    databases.add("residents", ONA)
    one = program()
    answer = sent(one, "name;ref\r\nOna Petraitytė;a\r\nNiekas Nerastinis;b\r\n;c\r\n")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["rows"], told["faulty"], told["faults"][0]["row"]) == (2, 1, 4)
    assert one.call("get", f"batches/{told['id']}/result").json()["code"] == "batches.nothing_yet"
    assert one.call("post", f"batches/{told['id']}/start", WHY).json()["state"] == "waiting"
    work.run()
    assert one.call("get", f"batches/{told['id']}").json()["counts"] == {"hit": 1, "no_hit": 1}
    result = one.call("get", f"batches/{told['id']}/result")
    text = b"".join(result.streaming_content).decode()
    assert text.count("\r\n") == 3
    assert "Ona Petraitytė" in text
    workbook = one.call("get", f"batches/{told['id']}/result?form=xlsx")
    assert b"".join(workbook.streaming_content)[:2] == b"PK"
    acts = [e.action for e in audit_entries("police")]
    assert acts == ["police.batch.preview", "police.batch.ask", "police.batch.export", "police.batch.export"]
    assert one.call("post", f"batches/{told['id']}/erase").json()["state"] == "erased"


def test_programs_of_one_institution_do_not_see_each_others_batches(databases: Any, program: Any) -> None:
    databases.add("residents", ONA)
    sent(program(), "name\r\nOna Petraitytė\r\n")
    assert program().call("get", f"batches/{Batch.objects.get().pk}").status_code == 403


def test_a_program_saves_a_question_and_hears_what_comes_to_light(databases: Any, program: Any) -> None:
    databases.add("residents", ONA)
    one = program()
    query = one.ask(name="Jonas Žvalgaitis").json()["query"]
    day = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    saved = one.call("post", "alerts/saved", {"query": query, "reason": search.REASON, "expires_on": day})
    assert saved.status_code == 200, saved.content
    assert one.call("get", "alerts").json() == []
    databases.add("residents", ONA, JONAS)
    from gija.police.alerts import matching

    matching.look("residents")
    assert [alert["database"] for alert in one.call("get", "alerts").json()] == ["residents"]
    assert one.call("post", f"alerts/saved/{Saved.objects.get().pk}/end").json()["ended"]


def test_no_name_stands_in_an_address() -> None:
    names = {"name", "values", "reason", "plate", "number", "personal_code"}
    for path, methods in build.schema()["paths"].items():
        for said in methods.values():
            assert not {one["name"] for one in said.get("parameters", ())} & names, path


def test_the_reference_page_and_the_description_name_every_operation(client: Client, client_for: Any) -> None:
    schema = client.get(f"{build.ROOT}openapi.json").json()
    page = client_for("mantas", "lt").get("/api/").content.decode()
    offered = list(build.operations())
    assert len(offered) == sum(len(methods) for methods in schema["paths"].values()) >= 15
    for one in offered:
        assert one.action in (*ALL, "rapporteur.collection.fill")
        assert build.ROOT.rstrip("/") + one.path in schema["paths"]
        assert f"{one.method} {build.ROOT.rstrip('/')}{one.path}" in page


def test_the_administrator_makes_a_token_that_is_shown_once(client_for: Any, client: Client) -> None:
    jurga = client_for("jurga")
    assert jurga.get("/api/tokens/").status_code == 200
    said = {"name": "cases", "role": "criminal_analyst", "scopes": ["police.search.ask"], "per_minute": "5",
            "expires_on": timezone.localdate().isoformat(), "language": "lt"}  # fmt: skip
    assert jurga.post("/api/tokens/new/", said | {"scopes": []}).status_code == 422
    assert (
        jurga.post("/api/tokens/new/", said | {"scopes": ["police.batch.ask"], "role": "liaison_officer"}).status_code
        == 422
    )
    page = jurga.post("/api/tokens/new/", said).content.decode()
    token = Token.objects.get()
    text = next(
        word for word in page.replace('"', " ").split() if word.startswith(f"gija_{token.pk}_") and len(word) > 40
    )
    assert tokens.known(text) == token
    for address in ("/api/tokens/", f"/api/tokens/{token.pk}/"):
        assert text not in jurga.get(address).content.decode()
    assert client_for("rasa").get("/api/tokens/").status_code == 403
    assert jurga.post(f"/api/tokens/{token.pk}/end/").status_code == 302
    assert not tokens.holds(Token.objects.get())
