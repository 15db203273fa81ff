"""Cases from and into formats of others: HTCDS is read through the import, HTCDS and CTDC are taken away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from gija.casework.cases import models, services
from gija.casework.cases.file import FILE
from gija.commons.accounts.models import Account
from gija.commons.casefile import exchange_export, exchange_import, importer
from gija.commons.casefile.exchange_facts import record_of
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing_browser import WIDTHS, follow
from gija.formats import ctdc, htcds
from gija.formats.htcds import records
from gija.vocabulary.errors import GijaError

from .conftest import CHILD, HAPPENED, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADER = (
    "gija_case,prs_First_Name,prs_SecondName,prs_Birthdate,prs_Gender,prs_Citizenship,prs_IdentityNumber,"
    "vic_TraffickingStatus,vic_TraffickingStatusDecisionMakingOrg,vic_TypeOfExploitation,vic_ForcedLabourIndustry,"
    "vic_Methods_of_Control,hte_Type,hte_Country,hte_Date,spl_Type,con_Consent,prs_Title"
)
ROWS = (
    "1,Rasa,Pavyzdienė,1991-02-03,Feminine,LT,X-77,PossibleVictimOfTrafficking,NGO,ForcedLabour;ForcedBegging,"
    "F_Construction,DebtBondage,Recruitment,LT,2013-04-01,Health,TRUE,ponia",
    "1,,,,,,,,,,,,Exploitation,GB,2013-09-01,,,",
    "2,Jonas,Pavyzdaitis,,Masculine,,,PossibleVictimOfTrafficking,NGO,SexualExploitation,,,,,,,,",
)
SHEET = "\n".join([HEADER, *ROWS]).encode()


def look(worker: Actor, content: bytes = SHEET, day: str = "2014-03-05") -> Any:
    import datetime as dt

    found = exchange_import.taken(content, "ngo", dt.date.fromisoformat(day) if day else None)
    assert found is not None
    return importer.preview(FILE, worker, content, taken=found)


def test_a_spreadsheet_of_the_standard_becomes_cases_and_is_undone_as_a_whole(worker: Actor) -> None:
    found = look(worker)
    assert found.faults == []
    assert importer.apply(FILE, worker, found.pk).rows == 2
    rasa, jonas = models.Case.objects.select_related("person").order_by("sex")
    assert (rasa.person.given_names, rasa.person.birth_date, rasa.person.personal_code) == ("Rasa", "1991-02-03", "")
    assert (rasa.exploitation_main, rasa.exploitation_others) == ("labour", ["begging"])
    assert rasa.answers["sectors"] == ["F"]
    assert rasa.answers["control_methods"] == ["debt_bondage"]
    assert rasa.answers["exploitation_start"] == "2013-09"
    assert [one.service for one in rasa.assistance.all()] == ["medical"]
    assert [one.scope for one in rasa.consents.all()] == ["service"]  # never to statistics: the gate stays shut
    assert (jonas.age_group, jonas.missing["birth_date"]) == ("unknown", "NC")
    importer.undo(FILE, worker, found.pk)
    assert not models.Case.objects.exists()


def test_what_was_taken_for_granted_or_lost_is_shown(worker: Actor) -> None:
    told = {(field, text.en[:18]) for field, text, _rows in exchange_import.notices(look(worker))}
    assert {field for field, _ in told} >= {"con_Consent", "prs_Title", "prs_IdentityNumber", "hte_Date", "spl_Type"}


def test_faults_of_the_standard_and_of_the_case_stand_together_by_row(worker: Actor) -> None:
    bad = SHEET.replace(b"Masculine", b"Man?").replace(b"1991-02-03", b"2991-02-03")
    found = look(worker, bad)
    assert {(row, code) for row, _field, code, _values in found.faults} >= {(4, "htcds.value")}
    assert any(row == 2 for row, *_ in found.faults)
    assert found.content == ""
    assert "Man?" not in json.dumps(found.faults)


def test_another_table_is_left_to_the_import_and_a_form_is_refused() -> None:
    assert exchange_import.taken(b"given_names;sex\nOna;F", "ngo", None) is None
    with pytest.raises(GijaError, match="form itself"):
        exchange_import.taken(b"type,name,label\ntext,prs_First_Name,x", "ngo", None)


@pytest.fixture
def supervisor(cast: Any) -> Actor:
    from gija.commons.accounts.queries import actor_of
    from gija.commons.accounts.services import make_account
    from gija.commons.testing import PASSWORD

    return actor_of(make_account("vyr@gija.example", "Vyr Vadovė", PASSWORD, "case_supervisor", "viltis", demo=True))


@pytest.fixture
def two(worker: Actor) -> list[Any]:
    """Ona, whole and agreed to everything; a child who agreed to services only."""
    ona = {**WHOLE, "consents": ["service", "referral", "statistics", "research"], "education": "3"}
    child = {**CHILD, **HAPPENED, "means": [], "consents": ["service"]}
    return [services.open_case(worker, ona), services.open_case(worker, child)]


def test_no_file_holds_what_tells_who_it_is(supervisor: Actor, two: list[Any]) -> None:
    for form in exchange_export.FORMATS:
        text = exchange_export.export(FILE, supervisor, form, "own")
        secret = ("Ona", "Pavyzd", "Adomas", "Mažonis", "612", "@", "2014-017", "1990-05", "Globėjienė", "Petro")
        assert not any(word in text for word in (*secret, *(str(one.record_id) for one in two)))
        assert not any(str(one.pk) in text for one in two)


def test_an_agreed_exchange_holds_only_who_agreed(supervisor: Actor, two: list[Any]) -> None:
    def rows(form: str, purpose: str) -> int:
        text = exchange_export.export(FILE, supervisor, form, purpose)
        return len(json.loads(text)["records"]) if form == "htcds_json" else len(text.splitlines()) - 1

    assert (rows("ctdc", "own"), rows("ctdc", "agreed")) == (2, 1)
    assert (rows("htcds_json", "own"), rows("htcds_json", "agreed")) == (2, 1)


def test_a_record_of_a_case_is_one_that_the_formats_take(worker: Actor, two: list[Any]) -> None:
    services.add_assistance(worker, two[0].pk, {"service": "legal", "start": "2014-03-06"})
    facts = record_of(models.Case.objects.get(pk=two[0].pk))
    assert records.load(json.dumps([facts]).encode())
    row = ctdc.row_of(facts)
    assert (row["gender"], row["isSexualExploit"], row["isForcedLabour"]) == ("Woman", "1", "1")
    assert row["CountryOfExploitation"] in ("GBR", "DEU")
    assert (row["ageBroad"], row["meansFalsePromises"]) == ("24—26", "1")
    cells = htcds.sheet_of(facts).cells
    assert cells["prs_HighestLevelOfEducation"] == "UpperSecondaryEducation"


def test_the_own_export_comes_back_as_the_same_cases(supervisor: Actor, worker: Actor, two: list[Any]) -> None:
    text = exchange_export.export(FILE, supervisor, "htcds_csv", "own")
    found = htcds.read(text.encode(), kind="ngo")
    assert len(found.cases) == 2
    assert found.faults == ()


def test_a_worker_may_not_export_and_nobody_another_institutions_cases(
    worker: Actor, rival: Actor, supervisor: Actor, two: list[Any]
) -> None:
    for actor in (worker, rival, None):
        with pytest.raises(NotPermittedError):
            exchange_export.export(FILE, actor, "ctdc", "own")


def test_an_export_leaves_one_entry_that_names_nobody(
    supervisor: Actor, two: list[Any], audit_entries: Callable[..., Any]
) -> None:
    exchange_export.export(FILE, supervisor, "ctdc", "own")
    (entry,) = [one for one in audit_entries("casework") if one.action == "casework.case.export"]
    assert entry.details == {"format": "ctdc", "purpose": "own", "cases": 2}


def test_the_pages_say_what_is_lost_and_give_the_file(client_for: Any, supervisor: Actor, two: list[Any]) -> None:
    client = client_for("mantas")
    assert client.get("/casework/cases/exchange/").status_code == 403
    client.force_login(Account.objects.get(pk=supervisor.account), backend=BACKEND)
    page = client.get("/casework/cases/exchange/")
    assert page.status_code == 200
    assert "CountryOfExploitation" in page.content.decode()
    assert client.post("/casework/cases/exchange/", {}).status_code == 422
    file = client.post("/casework/cases/exchange/", {"form": "ctdc", "purpose": "own"})
    assert "not-for-publication" in file["Content-Disposition"]
    assert len(list(csv.DictReader(io.StringIO(file.content.decode())))) == 2


@pytest.mark.journey
@pytest.mark.django_db(databases="__all__", transaction=True)
@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_spreadsheet_is_read_and_the_page_of_formats_walked(
    page_for: Any, axe: Any, shot: Any, tmp_path: Path, language: str, width: int
) -> None:
    file = tmp_path / "htcds.csv"
    file.write_bytes(SHEET)
    page = page_for("tomas", language=language, width=width)
    page.goto("/police/proceedings/import/")
    page.set_input_files("#id_file", file)
    page.fill("#id_registered_on", "2014-03-05")
    looked(page, axe, shot, f"exchange-choose-{language}-{width}")
    follow(page.locator(".casefile-form .button").first)
    expect(page.locator("form[action$='/apply/']")).to_have_count(1)
    looked(page, axe, shot, f"exchange-look-{language}-{width}")
    follow(page.locator("form[action$='/apply/'] button"))
    expect(page.locator("form[action$='/undo/']")).to_be_visible()
    page.goto("/police/proceedings/exchange/")
    page.locator("main summary").first.click()
    expect(page.locator("main details").first).to_have_attribute("open", "")
    looked(page, axe, shot, f"exchange-{language}-{width}")
    page.check("input[name=form][value=ctdc]")
    page.check("input[name=purpose][value=own]")
    with page.expect_download() as taken:
        page.locator(".casefile-form .button").first.click()
    assert taken.value.suggested_filename == "gija-ctdc-not-for-publication.csv"


def looked(page: Any, axe: Any, shot: Any, name: str) -> None:
    """A picture; clean for axe; not wider than the screen."""
    shot(page, name)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "wider than the screen"
