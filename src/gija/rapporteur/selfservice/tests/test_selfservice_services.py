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

from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.formats.sheets import rows
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.selfservice import queries, services
from gija.rapporteur.selfservice.judging import Verdict
from gija.rapporteur.selfservice.models import Ask, Outcome, Why
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
        "table": "answer-2014-H1-v1-age_group-sex", "cells": "30", "outcome": "answered", "why": "",
    }  # fmt: skip


def test_neither_true_counts_nor_keys_are_kept(cast: Cast) -> None:
    made = services.ask(cast.actor("ona"), "2014-H1", ["form"])
    kept = json.loads(made.content)
    assert set(kept) == {"name", "day", "kind", "vintage", "base", "source", "changes", "tables"}
    assert all(len(cell) == 4 for table in kept["tables"] for cell in table["cells"])  # key, number, status, why
    true = {code[0]: count for code, (count, _) in queries.cube_of("2014-H1").by("form").items()}
    shown = {key[1]: value for table in kept["tables"] for key, value, *_ in table["cells"]}
    assert {code for code, count in true.items() if count and shown[code] != count}


def test_what_would_tell_of_few_people_is_refused_kept_and_no_number_with_it(
    cast: Cast, audit_entries: Entries
) -> None:
    before = len(audit_entries("rapporteur"))
    made = services.ask(cast.actor("ona"), "2014-H2", ["sex"])
    assert (made.outcome, made.why, made.content) == (Outcome.REFUSED, Why.PUBLISHED, "")
    assert queries.release_of(made) is None
    assert code_of(lambda: services.export(cast.actor("ona"), made.pk, "csv", "en")) == "selfservice.no_table"
    assert audit_entries("rapporteur")[before:][0].details["why"] == "published"


def test_asking_again_is_kept_and_gives_the_same_numbers(cast: Cast) -> None:
    first = services.ask(cast.actor("ona"), "2014-H1", ["sex", "status"])
    again = services.ask(cast.actor("egle"), "2014-H1", ["status", "sex"])
    part = services.ask(cast.actor("petras"), "2014-H1", ["status"])
    assert (first.hash, part.outcome) == (again.hash, Outcome.ANSWERED)
    assert Ask.objects.filter(pk__in=(first.pk, again.pk, part.pk)).count() == 3


def test_a_refusal_says_whose_questions_would_tell(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge is asked of nothing, of everybody's answers, of the own institution's: whichever tells is named."""
    first = services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    release = queries.release_of(first)
    published = len(list(gate.ledger()))

    def judge(earlier: list[Any], *_: Any) -> Any:
        return Verdict(int(len(earlier) > published))

    monkeypatch.setattr(services, "verdict", judge)
    assert release is not None
    assert services.ask(cast.actor("petras"), "2014-H1", ["status"]).why == Why.OWN
    assert services.ask(cast.actor("egle"), "2014-H1", ["status"]).why == Why.OTHERS


def test_a_question_is_judged_again_when_somebody_was_told_something_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([("", 0), ("other", 1)])
    monkeypatch.setattr(services, "_state", lambda: next(states))
    reasons = iter([Why.NONE, Why.OTHERS])
    monkeypatch.setattr(services, "_why", lambda *_: next(reasons))
    assert services.ask(cast.actor("ona"), "2014-H1", ["sex"]).outcome == Outcome.REFUSED


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
    services.insist([official("2014-H1", 36, "2014-07-20")])  # in the ledger already: nothing new
    later = replace(official("2014-H1", 37, "2014-07-21"), name="table-2014-H1-v1")
    services.insist([later])  # no answers yet
    services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    services.insist([replace(later, kind="cited")])
    monkeypatch.setattr(services, "verdict", lambda *_: Verdict(1))
    assert code_of(lambda: services.insist([later])) == "selfservice.unsafe"


def test_the_database_refuses_change(cast: Cast) -> None:
    services.ask(cast.actor("ona"), "2014-H1", ["sex"])
    connection = connections["rapporteur"]
    assert present(connection, "selfservice_ask") == set(wanted(connection, "selfservice_ask"))
    with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
        cursor.execute("UPDATE selfservice_ask SET outcome = 'answered'")
