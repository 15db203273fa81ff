"""Who asked about a person: rows of files of questions are looked through as single questions are."""

from __future__ import annotations

from typing import Any

import pytest

from gija.commons.permissions import Actor
from gija.police.batches import services as batches
from gija.police.batches.tests.conftest import HEADER, done, started, writes
from gija.police.search.tests.conftest import JONAS, RUGILE
from gija.police.subjects.asked import rows_kept, who_asked

__all__ = ["HEADER", "done", "started", "writes"]

pytestmark = pytest.mark.django_db(databases=["default", "police"])

RUGILE_ASKS = {"name": "Rugilė Slėptinytė", "birth_date": RUGILE[3], "personal_code": RUGILE[5]}
ROWS = (f"a;Rugilė;Slėptinytė;;{RUGILE[5]}", "b;Niekas;Nerastinis;;", "c;Rugile;Sleptinyte;1999;", "d;;;1990;")


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJA_BATCH_WORKER", "apart")


def test_what_a_batch_asked_about_her_is_told_and_no_other_row(databases: Any, done: Any) -> None:
    databases.add("residents", RUGILE, JONAS)
    batch = done(*ROWS)
    (one,) = who_asked(RUGILE_ASKS, "kpb")
    assert (one.at, one.role, one.purpose, one.outcome) == (batch.started_at, batch.role, batch.purpose, "refer")
    assert who_asked({"name": "Jonas Žvalgaitis", "personal_code": JONAS[5]}, "kpb") == ()
    assert rows_kept("kpb") == 3
    assert who_asked(RUGILE_ASKS, "kpb", batches=False) == ()


def test_another_institutions_batch_is_for_that_one_to_tell(databases: Any, done: Any) -> None:
    databases.add("residents", RUGILE)
    done(*ROWS)
    assert who_asked(RUGILE_ASKS, "vilnius_police") == ()


def test_what_was_not_asked_yet_or_was_erased_is_not_told(databases: Any, started: Any, done: Any, cast: Any) -> None:
    databases.add("residents", RUGILE)
    started(*ROWS)
    assert who_asked(RUGILE_ASKS, "kpb") == ()
    batch = done(*ROWS)
    for one in (batch,):
        batches.erase(cast.actor("rasa"), one.pk)
    assert len(who_asked(RUGILE_ASKS, "kpb")) == 1, "the first was asked meanwhile"


def test_the_answer_to_her_tells_it(databases: Any, done: Any, colleague: Any) -> None:
    from django.utils import timezone

    from gija.police.subjects import answers, services

    databases.add("residents", RUGILE)
    done(*ROWS)
    officer: Actor = colleague("data_protection_officer", "kpb", "Dalia Apsaugininkė")
    made = services.register(officer, RUGILE_ASKS, timezone.localdate(), "Noriu žinoti, kas klausė", "Pasas")
    assert [one.purpose for one in answers.compose(made).asked] == ["criminal_investigation"]
