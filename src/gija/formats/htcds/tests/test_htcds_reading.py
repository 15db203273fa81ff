"""What is read of a spreadsheet and of a form's answers: faults by row and field, nothing made up unsaid."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from gija.formats import htcds
from gija.formats.htcds import commands, xlsform
from gija.vocabulary.errors import GijaError

SHARED = (
    Path(os.environ.get("GIJA_SHARED", "")) if os.environ.get("GIJA_SHARED") else Path(__file__).parents[6] / "shared"
)
FORM = SHARED / "data" / "htcds" / "htcds_xlsform.xlsx"
HEADER = (
    "gija_case,prs_FirstName,prs_Birthdate,prs_Gender,vic_TypeOfExploitation,hte_Type,hte_Country,hte_Date,spl_Type"
)
ONA = "1,Ona,1990-05-17,Feminine,ForcedLabour;SexualExploitation,Recruitment,LT,2013-04-01,Health"


def read(*lines: str, header: str = HEADER) -> htcds.Read:
    return htcds.read("\n".join([header, *lines]).encode(), kind="ngo", registered="2014-03-05")


def places(found: htcds.Read) -> list[tuple[int, str, str]]:
    return [(one.row, one.field, one.code) for one in found.faults]


def workbook(**sheets: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def test_rows_of_one_case_become_one_record() -> None:
    found = read(ONA, "1,,,,,Exploitation,GB,2013-09-01,", "1,,,,,Exploitation,GB,2014-01-20,")
    assert found.faults == ()
    (case,) = found.cases
    assert case.own == {
        "given_names": "Ona", "birth_date": "1990-05-17", "registered_on": "2014-03-05",
        "services": "medical 2014-03-05",
    }  # fmt: skip
    assert case.facts["countries"] == [
        {"country": "LTU", "role": "recruitment"}, {"country": "GBR", "role": "exploitation"},
    ]  # fmt: skip
    assert (case.facts["exploitation_start"], case.facts["exploitation_end"]) == ("2013-09", "2014-01")
    assert case.facts["services"] == [{"service": "medical", "start": "2014-03", "end": None}]
    assert case.facts["age_group"] == "adult"
    assert "Ona" not in str(case.facts)


def test_what_was_taken_for_granted_is_told() -> None:
    told = {(one.field, one.code) for one in read(ONA, "1,,,,,Exploitation,GB,,").notices}
    assert told >= {("registered_on", "registered_given"), ("spl_Type", "plan_start"), ("hte_Date", "date_lost"),
                    ("vic_TypeOfExploitation", "main_form")}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("2,Ona,1990-13-17,Feminine,,,,,", (2, "prs_Birthdate", "htcds.date")),
        ("2,Ona,05/17/1990,Feminine,,,,,", (2, "prs_Birthdate", "htcds.date")),
        ("2,Ona,,Woman,,,,,", (2, "prs_Gender", "htcds.value")),
        ("2,Ona,,Feminine;Masculine,,,,,", (2, "prs_Gender", "htcds.one_value")),
        ("2,Ona,,,Slavery,,,,", (2, "vic_TypeOfExploitation", "htcds.value")),
        ("2,Ona,,,,Recruitment,Atlantis,,", (2, "hte_Country", "htcds.country")),
        (",,,,,Recruitment,LT,,", (2, "hte_Type", "htcds.whose")),
    ],
)
def test_a_fault_names_row_field_and_reason_in_both_languages(line: str, place: tuple[int, str, str]) -> None:
    found = read(line)
    assert place in places(found)
    assert found.cases == ()
    for one in found.faults:
        assert one.error.text.en != one.error.text.lt
        assert "htcds." not in one.error.text.en


def test_two_rows_of_one_case_that_say_different_things_are_a_fault() -> None:
    assert places(read(ONA, "1,Rasa,,,,,,,")) == [(3, "prs_FirstName", "htcds.said_otherwise")]


def test_consent_of_the_standard_is_no_consent_to_statistics() -> None:
    found = read("TRUE,Feminine", header="con_Consent,prs_Gender")
    assert found.cases[0].facts["consents"] == ["service"]
    assert ("con_Consent", "consent_scope") in {(one.field, one.code) for one in found.notices}


def test_names_values_and_labels_as_forms_write_them_are_known() -> None:
    header = "grp/prs_First_Name,prs_second_name,vic_Methods_of_Control,vic_TypeOfExploitation,Trafficking Status"
    found = read("Ona,Pavyzdytė,DebtBondage  FalsePromises,Forced labour,Actual victim of trafficking", header=header)
    assert found.faults == ()
    assert found.cases[0].own["family_name"] == "Pavyzdytė"
    assert found.cases[0].facts["control_methods"] == ["debt_bondage", "false_promises"]
    assert found.cases[0].facts["status"] == "identified"


def test_columns_that_are_ticked_value_by_value_are_read() -> None:
    header = "prs_Gender,vic_Methods_of_Control/DebtBondage,vic_Methods_of_Control/Other,_uuid,what is this"
    found = read("Feminine,1,0,a,b", header=header)
    assert found.cases[0].facts["control_methods"] == ["debt_bondage"]
    assert found.unknown == (5,)
    assert places(read("Feminine,2,0,a,b", header=header)) == [(2, "vic_MethodsOfControl", "htcds.tick")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n1,2", "htcds.no_columns"),
        (b"prs_Gender,prs_gender\nFeminine,Feminine", "htcds.column_twice"),
        (b'{"records": [{"Person": "Ona"}]}', "htcds.json"),
        (b'{"records": 7}', "htcds.json"),
        (b"[" * 3000, "htcds.json"),
        (b"type,name,label\ntext,prs_First_Name,x", "htcds.form"),
        (b"\x00\x01", "casefile.file_broken"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(GijaError) as refused:
        htcds.read(content)
    assert refused.value.code == code


def test_a_form_tells_what_is_understood_misspelt_and_strange() -> None:
    survey = [["type", "name", "label"], ["select_multiple c", "vic_Methods_of_Control", "x"], ["text", "own", "y"]]
    choices = [["list_name", "name", "label"], ["c", "DebtBondage ", ""], ["c", "Witchcraft", ""]]
    control, own = xlsform.read(workbook(survey=survey, choices=choices))
    assert (control.field, control.misspelt, control.strange) == ("vic_MethodsOfControl", True, 1)
    assert own.field is None
    with pytest.raises(GijaError, match="no XLSForm"):
        xlsform.read(workbook(data=[["a"], ["b"]]))


@pytest.mark.skipif(not FORM.is_file(), reason="IOM's form is not here")
def test_every_question_of_ioms_form_is_understood() -> None:
    questions = xlsform.read(FORM.read_bytes())
    assert len(questions) > 25
    assert [one.name for one in questions if one.field is None or one.strange] == []
    wrong = [one.name for one in questions if one.misspelt]
    assert wrong == ["prs_First_Name", "prs_Second_Name", "vic_Methods_of_Control"]
    answers = ",".join(one.name for one in questions)
    assert htcds.read(f"{answers}\n{'TRUE' + ',' * (len(questions) - 1)}".encode()).unknown == ()


def run(*arguments: str, said: str = "en", code: int = 0) -> str:
    found = CliRunner(env={"GIJA_LANG": said, "COLUMNS": "200"}).invoke(commands.app, arguments, catch_exceptions=False)
    assert found.exit_code == code
    return found.output


def test_the_command_reads_writes_and_reads_again(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f"{HEADER}\n{ONA}\n", encoding="utf-8")
    records, out = str(tmp_path / "records.json"), tmp_path / "out.csv"
    assert "Cases read: 1" in run("read", str(tmp_path / "in.csv"), "--to", records, "--registered", "2014-03-05")
    assert "Ona" not in Path(records).read_text(encoding="utf-8")
    run("write", records, str(out))
    assert "ForcedLabour;SexualExploitation" in out.read_text(encoding="utf-8")
    (tmp_path / "bad.csv").write_text(f"{HEADER}\n2,Ona,x,Feminine,,,,,\n", encoding="utf-8")
    assert "Datą nurodykite" in run("read", str(tmp_path / "bad.csv"), said="lt", code=1)
    assert "Tai" in run("lost", said="lt") or "prarandama" in run("lost", said="lt")


@pytest.mark.parametrize("wrong", [{"sex": "Moteris"}, {"given_names": "Ona"}, {"countries": [{"country": "Ona"}]}, 7])
def test_the_command_takes_only_what_a_record_may_say(tmp_path: Path, wrong: object) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"records": [wrong]}), encoding="utf-8")
    with pytest.raises(GijaError) as refused:
        run("write", str(tmp_path / "r.json"), str(tmp_path / "o.csv"))
    assert refused.value.code in ("formats.record", "formats.records")
    assert "Ona" not in str(refused.value)
    assert not (tmp_path / "o.csv").exists()
