"""`gija search`: the same right, the same trace, and an exit code that never takes silence for no hit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import translation
from typer.testing import CliRunner, Result

from gija import cli
from gija.police.search.commands import app
from gija.police.search.models import SearchQuery
from gija.vocabulary.errors import GijaError

from .conftest import ADOMAS, ONA, PURPOSE, REASON, RUGILE, only

pytestmark = pytest.mark.django_db(databases=["default", "police"])


@pytest.fixture
def run(cast: Any, settings: Any) -> Any:
    settings.DEMO = True  # no password asked of the cast

    def call(*arguments: str, who: str = "rasa", language: str = "en", typed: str = "", why: bool = True) -> Result:
        more = ["--purpose", PURPOSE, "--reason", REASON] if why else []
        with translation.override(language):
            return CliRunner().invoke(app, [*arguments, *more, "--account", f"{who}@gija.example"], input=typed)

    return call


def test_a_hit_exits_0_and_tells_score_reason_and_number(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    result = run("person", "Ona Petraitytė")
    assert result.exit_code == 0, result.output
    found = only(SearchQuery.objects.get())
    for told in ("HIT", "Database residents", f"{found.score:.2f}", found.short, f"gija dossier confirm {found.short}"):
        assert told in result.output


def test_the_answer_is_in_the_terminals_language(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    result = run("person", "Ona Petraitytė", language="lt")
    assert "YRA ATITIKTIS" in result.output
    assert "Duomenų bazė residents" in result.output
    assert " ".join(only(SearchQuery.objects.get()).explanation[0]["lt"].split()[:2]) in " ".join(result.output.split())


def test_no_hit_exits_1_and_silence_3(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    assert run("vehicle", "ZZZ 999").exit_code == 1
    databases.dead("firms")
    result = run("vehicle", "ZZZ 999")
    assert result.exit_code == 3
    assert "NO HIT SO FAR; silent: Database firms" in result.output


@pytest.mark.parametrize(("type_", "value"), [
    ("vehicle", "abc-123"), ("phone", "+370 611 11111"), ("person", "Petraitytė Ona"),
])  # fmt: skip
def test_each_type_is_asked_by_its_word(databases: Any, run: Any, type_: str, value: str) -> None:
    databases.add("residents", ONA)
    assert run(type_, value).exit_code == 0


@pytest.mark.parametrize("type_", ["document", "organisation", "address", "account", "handle"])
def test_types_that_no_database_holds_are_no_hit(databases: Any, run: Any, type_: str) -> None:
    databases.add("residents", ONA)
    assert run(type_, "X1234567").exit_code == 1


def test_the_value_may_come_from_standard_input(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    assert run("person", "-", typed="Ona Petraitytė\n").exit_code == 0
    assert SearchQuery.objects.get().values == {"name": "Ona Petraitytė"}


def test_purpose_and_reason_are_mandatory(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    result = run("person", "Ona Petraitytė", why=False)
    assert isinstance(result.exception, GijaError)  # `gija` says its sentence and exits 2
    assert result.exception.code == "search.purpose_missing"
    assert SearchQuery.objects.count() == 0


def test_a_person_without_rights_is_refused_with_one_entry(
    databases: Any, cast: Any, settings: Any, audit_entries: Any, monkeypatch: Any, capsys: Any
) -> None:
    databases.add("residents", ONA)
    settings.DEMO = True
    why = ["--purpose", PURPOSE, "--reason", REASON, "--account", "mantas@gija.example"]
    monkeypatch.setattr("sys.argv", ["gija", "search", "person", "Ona Petraitytė", *why])
    monkeypatch.setenv("GIJA_LANG", "lt")
    with translation.override("lt"), pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert "Jūs neturite teisės" in capsys.readouterr().err
    assert [(e.action, e.outcome, e.actor) for e in audit_entries("police")] == [
        ("police.search.ask", "refused", "Mantas Beteisis")
    ]


@pytest.mark.parametrize("row", [RUGILE, ADOMAS], ids=["victim", "child"])
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["table", "json"])
def test_nothing_of_a_referred_person_is_printed(databases: Any, run: Any, row: Any, more: tuple[str, ...]) -> None:
    databases.add("residents", row)
    result = run("person", "--code", row[5], *more)
    assert result.exit_code == 0
    found = only(SearchQuery.objects.get())
    assert "+370 5" in result.output
    leaks = (found.short, *row[1:4], row[7], row[8], "victim", "child", "gija dossier")
    assert not [leak for leak in leaks if leak in result.output]
    if more:
        told = json.loads(result.output)
        assert (told["outcome"], told["databases"][0]["hits"], told["databases"][0]["refer_to_owner"]) == (
            "refer",
            [],
            True,
        )


def test_json_holds_both_languages_and_all_that_the_page_tells(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    databases.dead("firms")
    told = json.loads(run("person", "Ona Petraitytė", "--json").output)
    assert (told["outcome"], told["silent"]) == ("hit", ["firms"])
    line = next(one for one in told["databases"] if one["database"] == "residents")
    assert (line["answer"], line["handling"], line["as_of"] is not None) == ("hit", "H1", True)
    assert {"left", "right", "how", "weight", "en", "lt"} == set(line["hits"][0]["why"][0])
    assert next(one for one in told["databases"] if one["database"] == "firms")["error"]["lt"]


def test_control_characters_of_a_database_do_not_reach_the_terminal(databases: Any, run: Any) -> None:
    databases.add("residents", ("1", "Ona\x1b[31m", "[red]Petraitytė[/red]", *ONA[3:]))
    output = run("person", "--code", ONA[5]).output
    assert "\x1b[31m" not in output


def test_the_history_tells_who_asked_but_not_what(databases: Any, run: Any) -> None:
    databases.add("residents", ONA)
    assert "No searches yet" in run("history", why=False).output
    run("person", "Ona Petraitytė")
    output = run("history", why=False).output
    assert "Rasa Analitikė" in output
    assert "Petrait" not in output
    assert isinstance(run("history", why=False, who="mantas").exception, GijaError)


@pytest.mark.parametrize(("language", "fact", "graded"), [("en", "fact", "4x4"), ("lt", "faktas", "4x4")])
def test_it_says_fact_or_assessment_and_the_evaluation(
    databases: Any, run: Any, language: str, fact: str, graded: str
) -> None:
    databases.add("residents", ONA)
    said = " ".join(run("person", "Ona Petraitytė", language=language).output.split()).casefold()
    assert f"{fact};" in said
    assert graded in said
    assert "h1" in said
