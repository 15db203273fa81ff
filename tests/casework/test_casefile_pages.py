"""The pages of the case file: rights, what they show to whom, what never stands in an address or a log."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from gija.casework.cases import models, services
from gija.commons.casefile.urls import ADDED, PAGES
from gija.commons.courier.models import Outgoing
from gija.commons.permissions import Actor
from gija.commons.permissions.declare import permission_of

from .conftest import CHILD, HAPPENED, ONA, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
CASES = "/casework/cases/"
LANGUAGES = pytest.mark.parametrize("language", ["en", "lt"])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def every_page(case: Any) -> list[str]:
    entry = case.consents.first().pk
    parts = {
        "case_id": case.pk,
        "entry": entry,
        "import_id": entry,
        "kind": "consent",
        "page": "background",
        "group": "referral",
    }
    names = [name for _a, name, *_ in PAGES] + [f"add_{kind}" for kind in ADDED]
    found = []
    for _, name, *_rest in [*PAGES, *[("", f"add_{k}") for k in ADDED]]:
        for keys in (
            (),
            ("case_id",),
            ("import_id",),
            ("case_id", "entry"),
            ("case_id", "kind", "entry"),
            ("case_id", "page"),
            ("case_id", "group"),
        ):
            try:
                found.append(reverse(f"cases:{name}", kwargs={k: parts[k] for k in keys}))
                break
            except Exception:
                continue
    assert len(found) == len(names)
    return found


def test_every_page_declares_its_permission_and_refuses_whoever_lacks_it(
    case: Any, client_for: Any, rival: Actor
) -> None:
    for address in every_page(case):
        assert (permission_of(resolve(address).func, None) or "").startswith("casework.case."), address
        for key in ("rasa", "tomas", "jurga", "aldona"):
            assert client_for(key).get(address).status_code == 403, address
        assert Client(headers={"host": "127.0.0.1"}).get(address).status_code == 302, address


def test_another_organisation_meets_a_refusal_on_every_page_of_a_case(
    case: Any, rival: Actor, settings: Any, audit_entries: Any
) -> None:
    from gija.commons.accounts.models import Account

    settings.DEMO = True
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        Account.objects.get(email="nijole@gija.example"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for address in every_page(case):
        if case.pk in address:
            for response in (client.get(address), client.post(address, WHOLE)):
                assert response.status_code in (403, 405), address
                assert "Pavyzdyt" not in response.content.decode()
    assert {e.outcome for e in audit_entries("casework")} == {"refused"}
    assert "2014-017" not in client.get(CASES).content.decode()


@LANGUAGES
def test_a_case_worker_enters_a_case_on_two_pages(client_for: Any, language: str, audit_entries: Any) -> None:
    client = client_for("mantas", language)
    page = client.get(f"{CASES}new/").content.decode()
    number = hidden(page, "case")
    answer = client.post(f"{CASES}new/", {**ONA, "citizenship": "LTU", "case": number})
    assert answer.headers["location"] == f"{CASES}{number}/event/"
    again = client.post(f"{CASES}new/", {**ONA, "citizenship": "LTU", "case": number})
    assert again.headers["location"] == answer.headers["location"], "sent twice"
    page = client.get(answer.headers["location"]).content.decode()
    countries = {"recruitment": "LTU", "exploitation": "GBR", "exploitation_2": "DEU"}
    said = {**HAPPENED, **{f"countries_{k}": v for k, v in countries.items()}, "version": hidden(page, "version")}
    answer = client.post(f"{CASES}{number}/event/", said)
    assert answer.headers["location"] == f"{CASES}{number}/"
    page = client.get(f"{CASES}{number}/").content.decode()
    for words in ("Pavyzdytė", "49005170", "+37061234567", "bijo Petro"):
        assert words in page
    case = models.Case.objects.get()
    assert case.countries_exploitation == ["GBR", "DEU"]
    assert [e.action.rpartition(".")[2] for e in audit_entries("casework")] == ["open", "change", "read"]


@LANGUAGES
def test_faults_are_listed_and_what_was_typed_stays(client_for: Any, language: str) -> None:
    client = client_for("mantas", language)
    said = {**ONA, "citizenship": "LTU", "sex": "", "birth_date": "yesterday", "personal_code": ""}
    answer = client.post(f"{CASES}new/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_birth_date"' in page
    assert 'href="#id_sex"' in page
    assert "yesterday" in page
    assert "Pavyzdytė" in page
    assert ("Užpildykite" if language == "lt" else "Fill this in") in page
    assert not models.Case.objects.exists()


def test_save_and_come_back_later(worker: Actor, client_for: Any) -> None:
    case = services.open_case(worker, ONA)
    client = client_for("mantas")
    version = hidden(client.get(f"{CASES}{case.pk}/event/").content.decode(), "version")
    answer = client.post(f"{CASES}{case.pk}/event/", {"exploitation_main": "begging", "version": version, "later": "1"})
    assert answer.status_code == 302
    page = client.get(f"{CASES}{case.pk}/").content.decode()
    assert "go on with page 2" in page
    assert 'value="begging" selected' in client.get(f"{CASES}{case.pk}/event/").content.decode()


def test_two_who_change_at_once_are_told(case: Any, client_for: Any) -> None:
    client = client_for("mantas")
    version = hidden(client.get(f"{CASES}{case.pk}/person/").content.decode(), "version")
    said = {**ONA, "citizenship": "LTU", "version": version}
    assert client.post(f"{CASES}{case.pk}/person/", {**said, "sex": "X"}).status_code == 302
    answer = client.post(f"{CASES}{case.pk}/person/", {**said, "sex": "M"})
    assert answer.status_code == 422
    assert "changed the case meanwhile" in answer.content.decode()


def test_a_child_is_asked_otherwise(worker: Actor, client_for: Any) -> None:
    child, adult = services.open_case(worker, CHILD), services.open_case(worker, ONA)
    client = client_for("mantas")
    assert 'name="means"' not in client.get(f"{CASES}{child.pk}/event/").content.decode()
    assert 'name="means"' in client.get(f"{CASES}{adult.pk}/event/").content.decode()
    assert "heard the child" in client.get(f"{CASES}{child.pk}/event/").content.decode()


def test_the_list_and_addresses_name_nobody(case: Any, client_for: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_for("mantas")
    filters = "status=presumed&form=sexual&register=not_sent&mine=on"
    page = client.get(f"{CASES}?{filters}").content.decode()
    assert case.short in page
    assert "Pavyzdyt" not in page
    assert case.short not in client.get(f"{CASES}?register=sent").content.decode()
    answer = client.post(
        f"{CASES}find/", {"given_names": "Ona", "family_name": "Pavyzdyte", "birth_date": "1990-05-17"}
    )
    assert case.short in answer.content.decode()
    assert "Pavyzdyt" not in caplog.text


def test_what_was_searched_for_is_carried_to_a_new_case(client_for: Any) -> None:
    client = client_for("mantas")
    asked = {"given_names": "Nauja", "family_name": "Moteris", "birth_date": "1991-01-02", "personal_code": ""}
    page = client.post(f"{CASES}find/", asked).content.decode()
    assert "has a case in your institution" in page
    page = client.post(f"{CASES}new/", {**asked, "start": "1"}).content.decode()
    assert 'value="Nauja"' in page
    assert not models.Case.objects.exists()


def test_somebody_known_is_shown_before_a_second_case(case: Any, client_for: Any) -> None:
    client = client_for("mantas")
    said = {**ONA, "citizenship": "LTU", "case": hidden(client.get(f"{CASES}new/").content.decode(), "case")}
    answer = client.post(f"{CASES}new/", said)
    assert answer.status_code == 422
    assert case.short in answer.content.decode()
    assert client.post(f"{CASES}new/", {**said, "anyway": "on"}).status_code == 302
    assert models.Case.objects.count() == 2


@LANGUAGES
def test_the_sender_sees_exactly_what_leaves(case: Any, client_for: Any, language: str) -> None:
    client = client_for("mantas", language)
    page = client.get(f"{CASES}{case.pk}/leaves/").content.decode()
    assert "Pavyzdyt" not in page
    assert case.record_id in page
    answer = client.post(f"{CASES}{case.pk}/leaves/", {"seen": hidden(page, "seen")})
    assert answer.status_code == 302
    body = Outgoing.objects.using("casework").get().body
    for value in re.findall(r'":"([^"]+)"', body):
        assert value in page, value
    assert client.post(f"{CASES}{case.pk}/leaves/", {"seen": hidden(page, "seen")}).status_code == 302
    assert Outgoing.objects.using("casework").count() == 1
    assert client.post(f"{CASES}{case.pk}/leaves/", {}).status_code == 422, "without having seen it nothing leaves"


def test_a_record_is_withdrawn_with_a_reason(case: Any, worker: Actor, client_for: Any) -> None:
    services.submit(worker, case.pk)
    client = client_for("mantas")
    assert client.post(f"{CASES}{case.pk}/withdraw/", {"reason": " "}).status_code == 422
    assert client.post(f"{CASES}{case.pk}/withdraw/", {"reason": "Sent in error"}).status_code == 302
    assert "nothing of this case" in client.get(f"{CASES}{case.pk}/withdraw/").content.decode()


@pytest.mark.parametrize(
    ("kind", "said", "wrong"),
    [
        ("status", {"status": "identified", "authority_kind": "police", "status_on": "2014-04-01"}, {"status": "x"}),
        ("assistance", {"service": "legal", "start": "2014-03-06"}, {"service": "legal", "start": ""}),
        ("consent", {"scope": "research", "given_on": "2014-03-06"}, {"scope": "research", "given_on": "2999-01-01"}),
        ("note", {"note": "Skambino"}, {"note": ""}),
    ],
)
def test_each_small_form_adds_once_and_says_what_is_wrong(
    case: Any, client_for: Any, kind: str, said: dict[str, str], wrong: dict[str, str], audit_entries: Any
) -> None:
    client, address = client_for("mantas"), f"{CASES}{case.pk}/{kind}/"
    entry = hidden(client.get(address).content.decode(), "entry")
    assert client.post(address, {**wrong, "entry": entry}).status_code == 422
    for _ in range(2):
        assert client.post(address, {**said, "entry": entry}).headers["location"] == f"{CASES}{case.pk}/#{kind}"
    assert [e.action for e in audit_entries("casework")] == [f"casework.case.{kind}"]


def test_a_file_is_read_on_the_pages(client_for: Any, audit_entries: Any) -> None:
    from gija.commons.casefile import columns

    client = client_for("mantas")
    template = client.get(f"{CASES}import/template.csv").content
    sent = SimpleUploadedFile("Ona Pavyzdyte.csv", template)
    answer = client.post(f"{CASES}import/", {"file": sent})
    look = answer.headers["location"]
    page = client.get(look).content.decode()
    assert columns.EXAMPLE["family_name"] in page
    assert client.post(f"{look}apply/").status_code == 302
    assert models.Case.objects.count() == 1
    assert "Ona Pavyzdyte.csv" not in str(list(models.Import.objects.values()))
    assert client.post(f"{look}undo/").status_code == 302
    assert [e.action.rpartition(".")[2] for e in audit_entries("casework")] == [
        "preview",
        "read",
        "import",
        "undo_import",
    ]
    broken = SimpleUploadedFile("x.csv", b"\x00\x01")
    assert client.post(f"{CASES}import/", {"file": broken}).status_code == 422
    assert client.get(f"{look}apply/").status_code == 302, "the language was switched after an error"


@LANGUAGES
def test_faults_of_a_file_are_shown_and_downloaded(client_for: Any, language: str) -> None:
    client = client_for("mantas", language)
    sent = SimpleUploadedFile("x.csv", b"reference;sex;email\n7;Moteris;ona(at)example\n")
    look = client.post(f"{CASES}import/", {"file": sent}).headers["location"]
    page = client.get(look).content.decode()
    assert ("el. pašto adresą" if language == "lt" else "one e-mail address") in page
    told = client.get(f"{look}faults.csv").content.decode("utf-8-sig")
    assert told.count("\n") > 3
    assert "ona(at)" not in page + told


def test_the_work_of_a_case_worker_is_on_the_home_page(case: Any, worker: Actor, client_for: Any) -> None:
    services.open_case(worker, CHILD)
    page = client_for("mantas").get("/").content.decode()
    assert "/casework/cases/" in page
    assert "/police/proceedings/" not in page
    assert "/police/proceedings/" in client_for("tomas").get("/").content.decode()


def test_the_polices_pages_stand_on_their_own(client_for: Any) -> None:
    client = client_for("tomas")
    number = hidden(client.get("/police/proceedings/new/").content.decode(), "case")
    answer = client.post("/police/proceedings/new/", {**ONA, "citizenship": "LTU", "case": number})
    page = client.get(answer.headers["location"]).content.decode()
    assert 'name="legal_duty"' in page
    assert "/police/proceedings/" in page
    assert not models.Case.objects.exists()


def test_an_ngo_is_not_offered_a_legal_duty(worker: Actor, client_for: Any) -> None:
    case = services.open_case(worker, ONA)
    assert 'name="legal_duty"' not in client_for("mantas").get(f"{CASES}{case.pk}/event/").content.decode()
