"""Asking for tables: answered or refused, always kept with who and when; seen by the own institution only."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.formats.sheets import rows
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate import together
from gija.rapporteur.gate.judging import Verdict
from gija.rapporteur.gate.models import Entry
from gija.rapporteur.gate.services import Weighed, insist, put
from gija.rapporteur.selfservice import queries, services
from gija.rapporteur.selfservice.models import Ask, Outcome
from gija.rapporteur.selfservice.setting import setting
from gija.vocabulary.errors import GijaError

from .conftest import official

pytestmark = [pytest.mark.django_db(databases=["default", "rapporteur"]), pytest.mark.usefixtures("opened")]

Entries = Callable[[str], list[Any]]


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as refused:
        act()
    return refused.value.code


def test_a_question_is_answered_kept_and_told_to_the_audit_once(cast: Cast, audit_entries: Entries) -> None:
    before = len(audit_entries("rapporteur"))
    made = services.ask(cast.actor("ona"), "2014-H1", ["sex", "age_group"])
    assert (made.outcome, made.axes, made.institution) == (Outcome.ANSWERED, "age_group,sex", "kpb")
    release = queries.release_of(made)
    assert release is not None
    assert {cell.value for cell in release.tables[0]}.isdisjoint({1, 2})
    (entry,) = audit_entries("rapporteur")[before:]
    assert entry.action == "rapporteur.selfservice.ask"
    assert entry.details == {
        "table": "answer-2014-H1-v1-age_group-sex", "cells": "30", "outcome": "answered",
    }  # fmt: skip


def test_neither_true_counts_nor_keys_are_kept(cast: Cast) -> None:
    made = services.ask(cast.actor("ona"), "2014-H1", ["form"])
    kept = json.loads(Entry.objects.get(name=made.release).content)
    assert set(kept) == {"name", "day", "kind", "vintage", "base", "source", "changes", "tables"}
    assert all(len(cell) == 4 for table in kept["tables"] for cell in table["cells"])  # key, number, status, why
    true = {code[0]: count for code, (count, _) in queries.cube_of("2014-H1").by("form").items()}
    shown = {key[1]: value for table in kept["tables"] for key, value, *_ in table["cells"]}
    assert {code for code, count in true.items() if count and shown[code] != count}


def test_what_is_answered_stands_in_the_one_ledger_once(cast: Cast) -> None:
    made = services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    again = services.ask(cast.actor("egle"), "2014-H1", ["sex"])
    found = [one for one in gate.ledger() if one.kind == "answer"]
    assert [one.name for one in found] == [made.release] == [again.release]
    assert found[0].base == 6  # every number is at most 5 off
    assert gate.ledger().digest == Entry.objects.latest("id").head


def test_what_would_tell_of_few_people_is_refused_kept_and_no_number_with_it(
    cast: Cast, audit_entries: Entries
) -> None:
    before, told = len(audit_entries("rapporteur")), len(gate.ledger())
    made = services.ask(cast.actor("ona"), "2014-H2", ["sex"])
    assert (made.outcome, made.why) == (Outcome.REFUSED, "")
    assert queries.release_of(made) is None
    assert len(gate.ledger()) == told
    assert code_of(lambda: services.export(cast.actor("ona"), made.pk, "csv", "en")) == "selfservice.no_table"
    assert audit_entries("rapporteur")[before:][0].details["outcome"] == "refused"


@pytest.mark.parametrize("verdict", [Verdict(1), Verdict(trouble=GijaError("disclosure.time"))])
def test_a_refusal_does_not_tell_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, client_for: Callable[..., Any], verdict: Verdict
) -> None:
    """The same words for whoever asks: for what would tell, and for what was not judged in time."""
    monkeypatch.setattr(together, "judged", lambda *_: verdict)
    made = services.ask(cast.actor("petras"), "2014-H1", ["status"])
    page = client_for("petras", "en").get(reverse("selfservice:ask", args=[made.pk])).content.decode()
    assert "could tell of few people, or it could not be checked in time" in page


def test_asking_again_is_kept_and_gives_the_same_numbers(cast: Cast) -> None:
    first = services.ask(cast.actor("ona"), "2014-H1", ["sex", "status"])
    again = services.ask(cast.actor("egle"), "2014-H1", ["status", "sex"])
    part = services.ask(cast.actor("petras"), "2014-H1", ["status"])
    assert (first.release, part.outcome) == (again.release, Outcome.ANSWERED)
    assert Ask.objects.filter(pk__in=(first.pk, again.pk, part.pk)).count() == 3


def test_a_question_is_judged_again_when_somebody_was_told_something_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gija.rapporteur.gate.services.weigh", lambda _: Weighed("another ledger", True))
    monkeypatch.setattr(together, "judged", lambda *_: Verdict(1))
    assert services.ask(cast.actor("ona"), "2014-H1", ["sex"]).outcome == Outcome.REFUSED


def test_an_institution_asks_so_many_questions_a_day_and_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "setting", lambda: replace(setting(), daily=1))
    services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    assert code_of(lambda: services.ask(cast.actor("petras"), "2014-H1", ["sex"])) == "selfservice.too_many"
    assert services.ask(cast.actor("egle"), "2014-H1", ["sex"]).outcome == Outcome.ANSWERED


@pytest.mark.parametrize("names", [[], ["sex", "form", "status"], ["shoe_size"]])
def test_too_many_dimensions_none_or_unknown_ones_are_refused(cast: Cast, names: list[str]) -> None:
    assert code_of(partial(services.ask, cast.actor("ona"), "2014-H1", names)) == "selfservice.dimensions"


def test_a_period_opens_with_its_official_table(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(lambda: services.ask(cast.actor("ona"), "2012-H1", ["sex"])) == "selfservice.not_open"
    assert [one.period for one in queries.open_periods()] == ["2014-H2", "2014-H1"]


@pytest.mark.parametrize("who", ["rasa", "mantas"])
def test_others_may_not_ask(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermittedError):
        services.ask(cast.actor(who), "2014-H1", ["sex"])


def test_an_institution_sees_its_own_questions_and_the_rapporteur_all(cast: Cast) -> None:
    made = services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    assert queries.ask(cast.actor("petras"), made.pk) == made
    assert queries.ask(cast.actor("vaida"), made.pk) == made
    assert code_of(lambda: queries.ask(cast.actor("egle"), made.pk)) == "selfservice.unknown"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_files_say_between_what_each_true_number_lies(cast: Cast, language: str, audit_entries: Entries) -> None:
    made = services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    before = len(audit_entries("rapporteur"))
    text = services.export(cast.actor("ona"), made.pk, "csv", language).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert {len(line) for line in lines} == {5}
    assert all(int(least) <= int(number) <= int(most) for _, _, number, least, most in lines[1:])
    book = services.export(cast.actor("ona"), made.pk, "xlsx", language)
    assert any(cell for row in rows(book) for cell in row)
    assert book == services.export(cast.actor("ona"), made.pk, "xlsx", language)
    assert [e.action for e in audit_entries("rapporteur")[before:]] == ["rapporteur.selfservice.export"] * 3


def test_a_release_that_would_tell_of_few_people_beside_the_answers_is_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "verdict", lambda *_: Verdict(1))  # the exact judge: another state, another number
    insist([official("2014-H1", 36, "2014-07-20")])  # in the ledger already: nothing new
    later = replace(official("2014-H1", 37, "2014-07-21"), name="table-2014-H1-v1")
    insist([later])  # no answers yet
    services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    insist([replace(later, kind="cited")])
    assert code_of(lambda: insist([later])) == "selfservice.unsafe"
    assert code_of(lambda: put([replace(later, vintage=3, changes=5)])) == "selfservice.unsafe"


def test_the_database_refuses_change(cast: Cast) -> None:
    services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    connection = connections["rapporteur"]
    assert present(connection, "selfservice_ask") == set(wanted(connection, "selfservice_ask"))
    with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
        cursor.execute("UPDATE selfservice_ask SET outcome = 'answered'")
