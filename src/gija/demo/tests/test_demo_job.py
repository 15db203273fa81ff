"""The demo as a person meets it: build, run, look at what was written; and where it must not run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from typer.testing import CliRunner

from gija.commons.accounts.models import Account
from gija.commons.audit.models import Entry
from gija.commons.audit.services import verify
from gija.demo.accounts import enter_everybody
from gija.demo.commands import app
from gija.demo.country.chance import data
from gija.demo.words import text

DATABASES = ["default", "police", "casework", "register", "rapporteur"]


@pytest.fixture
def demo(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DEMO, settings.VAR = True, tmp_path
    settings.DATABASE_MAPPINGS, settings.INDEX_FOLDER = tmp_path / "databases", tmp_path / "index"
    monkeypatch.setattr("gija.config.migrate.migrate_all", lambda: 0)  # pytest-django has migrated its own databases
    return tmp_path


def call(*arguments: str, language: str = "en") -> str:
    with translation.override(language):
        done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.django_db(databases=DATABASES)
def test_one_question_becomes_a_hit_a_dossier_and_a_chart(demo: Path) -> None:
    said = call("build", "--people", "500")
    assert "500 residents" in said
    acts = set(Entry.objects.using("police").values_list("action", flat=True))
    out = demo / "demo-out"
    told = call("run", "--job", "hit", "--out", str(out), language="lt")
    assert "YRA ATITIKTIS" in told
    assert {file.name for file in out.iterdir()} == {
        "hit.txt", "dossier.json", "dossier.pdf", "dossier.xlsx", "chart.anx", "chart.svg", "chart.png",
        "chart.graphml", "entities.csv", "relations.csv", "timeline.svg", "map.svg",
    }  # fmt: skip
    dossier = json.loads((out / "dossier.json").read_text(encoding="utf-8"))
    assert len(dossier["chart"]["entities"]) > 10
    assert len({row["database"] for row in dossier["databases"]}) == 11
    assert (out / "chart.anx").read_bytes().startswith(b"\xff\xfe")
    hits = (out / "hit.txt").read_text(encoding="utf-8")
    for code in ("residents", "cases", "intelligence", "payments"):
        assert _lithuanian_name(code) in hits
    new = set(Entry.objects.using("police").values_list("action", flat=True)) - acts
    assert {"police.search.ask", "police.search.confirm", "police.dossier.gather", "police.dossier.export"} <= new
    assert verify("police") == []
    again = call("build", "--people", "500")
    assert text("nothing_to_do").en in again
    call("run", "--job", "hit", "--out", str(out))


def _lithuanian_name(code: str) -> str:
    from gija.police.databases import registry

    return registry.get(code).name.lt


@pytest.mark.django_db(databases=DATABASES)
def test_the_right_person_is_found_under_the_misspelled_name(demo: Path) -> None:
    from gija.demo.main_job import read_truth
    from gija.methods.search.values import Query
    from gija.police.databases.ask import ask

    call("build", "--people", "500")
    question = read_truth(demo / "demo")["main"]
    found = {(a.database, m.record.id) for a in ask(Query("person", question["values"])) for m in a.matches.found}
    expected = {tuple(pair) for pair in question["expected"]}
    assert {d for d, _ in found & expected} >= {"residents", "intelligence"}


@pytest.mark.django_db(databases=DATABASES)
def test_accounts_are_entered_once_and_only_as_demo_accounts() -> None:
    assert enter_everybody() > 0
    assert enter_everybody() == 0
    accounts = data("institutions")["accounts"]
    assert set(Account.objects.values_list("email", flat=True)) == set(accounts)
    assert all(account.is_demo for account in Account.objects.all())
    assert verify("default") == []


@pytest.mark.django_db(databases=DATABASES)
def test_a_person_without_police_rights_gets_no_answer() -> None:
    from gija.commons.accounts.queries import account_by_email, actor_of
    from gija.commons.permissions import may

    enter_everybody()
    actor = actor_of(account_by_email("caseworker@gija.example"))
    assert not may(actor, "police.search.ask")


@pytest.mark.django_db(databases=DATABASES)
def test_accounts_are_listed_with_role_and_institution(demo: Path) -> None:
    enter_everybody()
    said = call("accounts")
    for email in data("institutions")["accounts"]:
        assert email in said


def test_outside_demo_mode_nothing_is_built(demo: Path, settings: Any) -> None:
    from gija.vocabulary.errors import GijaError

    settings.DEMO = False
    for command in (["build"], ["run"]):
        with pytest.raises(GijaError) as refused:
            CliRunner().invoke(app, command, catch_exceptions=False)
        assert refused.value.code == "demo.not_demo_mode"
    assert not (demo / "demo").exists()


def test_running_before_building_says_what_to_do(tmp_path: Path) -> None:
    environment = os.environ | {"GIJA_DEMO": "1", "GIJA_VAR": str(tmp_path), "GIJA_LANG": "lt"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-m", "gija", "demo", "run"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 2
    assert "gija demo build" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_sentence_has_the_same_places_in_both_languages() -> None:
    for code in data("words"):
        said = text(code)
        assert said.en
        assert said.lt
        assert set(re.findall(r"{(\w+)}", said.en)) == set(re.findall(r"{(\w+)}", said.lt)), code
