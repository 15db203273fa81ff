"""Entries of which a case may have several come from a file: sheets of a workbook, rows of a CSV file."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from gija.casework.cases import models, services
from gija.casework.cases.file import FILE
from gija.commons.casefile import columns, entries, gate, importer
from gija.commons.casefile.import_reading import opened, read_rows
from gija.commons.casefile.workbook import template
from gija.commons.permissions import Actor
from gija.formats import sheets

pytestmark = pytest.mark.django_db(databases="__all__")

ONA = {**columns.EXAMPLE, "services": "", "citizenship": "UKR", "consents": "service; statistics"}
JONAS = {**ONA, "reference": "2014-020", "given_names": "Jonas", "family_name": "Žvalgaitis", "sex": "M"}
OF_ONA: dict[str, list[dict[str, str]]] = {
    "status": [
        {"status": "identified", "status_on": "2014-04-02", "authority_kind": "police", "authority": "Komisariatas"}
    ],
    "service": [
        {"service": "medical", "start": "2014-03-05", "end": "2014-03-20"},
        {"service": "legal", "start": "2014-03-10", "provider_kind": "ngo", "provider": "Ona ir draugai"},
    ],
    "consent": [{"scope": "referral", "given_on": "2014-03-06"}],
    "note": [{"note": "Petras skambino 861298765"}],
    "further_event": [{"exploitation_forms": "labour", "exploitation_realised": "realised", "sectors": "C"}],
    "perpetrator": [{"perpetrator_sex": "M"}, {"perpetrator_sex": "F", "perpetrator_citizenship": "Lithuania"}],
    "permit": [{"permit_kind": "", "permit_start": "2014-05-01", "permit_months": "6"}],
    "compensation": [{"compensation_source": "", "compensation_stage": "", "compensation_amount": "1 234,50"}],
    "referral": [{"referral_to_kind": "police", "referral_status": "", "referral_note": "Paskambinti Onai"}],
}


def filled() -> dict[str, list[dict[str, str]]]:
    """With the first code of each list that must be said."""
    from gija.vocabulary.lists import code_list

    for kind, rows in OF_ONA.items():
        lists = {one.name: one.list for one in entries.fields_of(kind)}
        for row in rows:
            row.update({name: next(iter(code_list(lists[name]))).code for name, said in row.items() if not said})
    return OF_ONA


def book(cases: list[dict[str, str]], more: dict[str, list[dict[str, str]]], reference: str = "2014-017") -> bytes:
    """A workbook; entries are of the case with this own number unless they say another."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made:
        _sheet(made.add_worksheet("Bylos"), cases)
        for kind, rows in more.items():
            name = entries.SHEETS[kind].lt if kind in entries.SHEETS else kind
            _sheet(made.add_worksheet(name), [{"reference": reference, **row} for row in rows])
    return out.getvalue()


def _sheet(sheet: Any, rows: list[dict[str, str]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    for at, name in enumerate(names):
        sheet.write_string(0, at, name)
        for number, row in enumerate(rows, 1):
            sheet.write_string(number, at, row.get(name, ""))


def as_csv(cases: list[dict[str, str]], more: dict[str, list[dict[str, str]]]) -> bytes:
    """One CSV file: a row with something in the column `part` is an entry."""
    rows = [*cases, *({"part": kind, "reference": "2014-017", **row} for kind, all_ in more.items() for row in all_)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "").replace(";", ",") for name in names] for row in rows)]
    return "\n".join(";".join(line) for line in lines).encode()


@pytest.mark.parametrize("make", [book, as_csv])
def test_every_kind_of_entry_comes_in_leaves_as_codes_and_is_undone(make: Any, worker: Actor) -> None:
    plain = {name: said for name, said in ONA.items() if ";" not in said} | {"consents": "statistics"}
    found = services.preview(worker, make([plain, {**plain, "reference": "2014-020", "family_name": "Kita"}],
                                          filled()))  # fmt: skip
    assert importer.faults(found) == []
    rows = importer.rows_of(found, "ngo")
    assert [len(row.entries) for row in rows] == [11, 0]
    services.apply(worker, found.pk, anyway=True)
    case = models.Case.objects.get(reference="2014-017")
    assert (case.statuses.count(), case.assistance.count(), case.consents.count(), case.notes.count()) == (2, 2, 2, 1)
    assert sorted(case.parts.values_list("group", flat=True)) == [
        "compensation", "further_event", "permit", "perpetrator", "perpetrator", "referral",
    ]  # fmt: skip
    message = gate.depersonalise(case).data()
    assert (message["status"], message["status_authority_kind"]) == ("identified", "police")
    assert message["compensations"][0]["amount"] == 123450
    assert [one.get("citizenship") for one in message["perpetrators"]] == [None, "LTU"]
    assert not any(secret in str(message) for secret in ("Petras", "861298765", "Paskambinti", "draugai"))
    services.undo(worker, found.pk)
    for model in (models.Case, models.Status, models.Assistance, models.Consent, models.Note, models.Part):
        assert not model.objects.exists(), model


def test_a_preview_keeps_the_entries_encrypted(worker: Actor) -> None:
    found = services.preview(worker, book([ONA], {"note": [{"note": "Slapta žinia"}]}))
    from django.db import connections

    with connections["casework"].cursor() as cursor:
        cursor.execute("SELECT content FROM casework_cases_import WHERE id = %s", [found.pk])
        assert "Slapta" not in str(cursor.fetchone()[0])


def test_faults_of_entries_are_named_by_sheet_row_and_field(worker: Actor, client_for: Any) -> None:
    wrong = {
        "status": [{"status": "nonsense", "status_on": "2014-04-02", "authority_kind": "police"}],
        "service": [{"service": "medical", "start": "2014-03-05", "end": "2014-03-01"}],
        "consent": [{"scope": "referral"}, {"scope": "referral", "given_on": "2014-03-06", "reference": "2014-999"}],
        "perpetrator": [{"perpetrator_sex": "M", "perpetrator_stage": "suspect"}],
        "decision": [{"decision_month": "2014-05"}],
    }
    found = services.preview(worker, book([ONA, {**JONAS, "sex": ""}], wrong))
    places = {(one.row, one.field, one.code) for one in importer.faults(found)}
    assert places == {
        (2, "status:status", "casefile.code"),
        (2, "service:end", "casefile.order"),
        (2, "consent:given_on", "casefile.required"),
        (3, "consent:reference", "casefile.part_of_nobody"),
        (2, "perpetrator:perpetrator_stage", "casefile.part_unasked"),  # of police and courts alone
        (2, "decision:", "casefile.part_unasked"),
        (3, "sex", "casefile.required"),
    }
    assert (found.rows, found.content) == (2, "")
    for language, sheet in (("en", "Statuses: Status"), ("lt", "Statusai: Statusas")):
        client = client_for("mantas", language)
        assert sheet in client.get(f"/casework/cases/import/{found.pk}/").content.decode()
        assert sheet in client.get(f"/casework/cases/import/{found.pk}/faults.csv").content.decode()
    mended = importer.preview(FILE, worker, book([ONA, JONAS], {"service": OF_ONA["service"]}), corrects=found.pk)
    told = importer.mended(FILE, mended)
    assert told is not None
    assert (len(told.mended), told.left, told.new) == (7, (), ())


def test_an_entry_is_of_exactly_one_case_and_says_so_by_its_column(worker: Actor) -> None:
    twice = importer.preview(FILE, worker, book([ONA, {**JONAS, "reference": "2014-017"}], {"note": [{"note": "x"}]}))
    assert [one.code for one in importer.faults(twice)] == ["casefile.part_of_several"]
    alone = book([ONA], {}) and as_csv([{**ONA, "part": ""}, {"part": "nonsense", "reference": "2014-017"}], {})
    assert "casefile.part_unknown" in {one.code for one in importer.faults(services.preview(worker, alone))}


def test_rules_of_the_record_look_at_the_entries_too(worker: Actor) -> None:
    """An adult who is identified needs means: said by a status on its own sheet."""
    found = services.preview(worker, book([{**ONA, "means": ""}], {"status": OF_ONA["status"]}))
    assert {(one.field, one.code) for one in importer.faults(found)} == {("means", "casefile.rule")}
    earlier = [{**OF_ONA["status"][0], "status_on": "2014-03-01"}]
    assert importer.faults(services.preview(worker, book([{**ONA, "means": ""}], {"status": earlier}))) == []


def test_sheets_that_mean_nothing_are_told_by_number(worker: Actor, client_for: Any) -> None:
    found = services.preview(worker, book([ONA], {"note": [{"note": "x"}], "Onos lapas": [{"x": "y"}]}))
    assert importer.unread_sheets(found) == [3]
    assert "Onos" not in client_for("mantas", "en").get(f"/casework/cases/import/{found.pk}/").content.decode()


@pytest.mark.parametrize("language", ["en", "lt"])
@pytest.mark.parametrize("kind", ["ngo", "police"])
def test_the_workbook_to_fill_in_is_read_back_whole(language: str, kind: str, worker: Actor) -> None:
    content = template(language, kind)
    said = opened(content)
    assert (set(said.more), said.unread) == (set(entries.asked_of(kind)), ())
    rows, faults, unknown = read_rows(said.rows, kind, said.more)
    assert (faults, unknown, [len(row.entries) for row in rows]) == ([], [], [4])
    for one, rows_ in said.more.items():
        known = entries.titles(one)
        assert {known.get(title.casefold()) for title in rows_[0]} == {
            "reference", *(field.name for field in entries.fields_of(one)),
        }  # fmt: skip
    helped = sheets.sheets(content, columns=200)[entries.HELP.in_(language)]
    assert {row[2] for row in helped if row[2]} >= set(columns.NAMES)


def test_the_workbook_is_downloaded_by_who_may_import(client_for: Any) -> None:
    answer = client_for("mantas", "lt").get("/casework/cases/import/template.xlsx")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("kind", entries.kinds())
def test_a_name_thrown_at_any_field_of_an_entry_is_refused_or_stays_home(kind: str, worker: Actor) -> None:
    """A field of words keeps it here; any other refuses it without repeating it."""
    from gija.commons.casefile.fields import Kind

    words = (Kind.TEXT, Kind.LONG, Kind.NAME)
    base = {**EXAMPLE_ENTRY.get(kind, {}), **(filled().get(kind) or [{}])[0]}
    secrets = ("Ona Pavyzdytė", "49005170017", "ona.p@example.lt")
    for one in entries.fields_of(kind):
        for secret in secrets if one.kind not in words else ["Ona Pavyzdytė, tel. 861298765"]:
            rows, faults, _unknown = read_rows(*thrown(kind, {**base, one.name: secret}))
            assert bool(faults) == (one.kind not in words), (one.name, secret)
            assert secret not in str(faults)
            assert rows[0].values["reference"] == "2014-017"


def thrown(kind: str, entry: dict[str, str]) -> tuple[list[list[str]], str, dict[str, list[list[str]]]]:
    """Ona and one entry, as the importer opens them; an institution that is asked for everything."""
    said = {"reference": "2014-017", **entry}
    names = [name for name in columns.NAMES if name in ONA]
    return [names, [ONA[name] for name in names]], "police", {kind: [list(said), list(said.values())]}


EXAMPLE_ENTRY: dict[str, dict[str, str]] = {"decision": {"decision_judgment": "conviction"}}
