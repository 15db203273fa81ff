"""The runs on the administrator's page, and the count after what institutions decided."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from gija.messages.linkage import Assignment as Told
from gija.messages.linkage import ClusterAssignment
from gija.register.clusters import queries
from gija.register.clusters.handlers import keep
from gija.register.clusters.models import Run
from gija.register.conftest import ZONES
from gija.register.hints.models import Hint

pytestmark = pytest.mark.django_db(databases=ZONES)


def tell(records: list[str], clusters: list[str], people: int, half: int = 1, number: int = 1) -> Run:
    """A run of 2014 that put these records into these clusters."""
    assignments = tuple(Told(record=r, cluster=c, strength=97) for r, c in zip(records, clusters, strict=True))
    told = ClusterAssignment(
        year=2014, half=half, run=number, people=people, low=people - 1, high=min(people + 1, len(records)),
        assignments=assignments,
    )  # fmt: skip
    keep(told, None)  # type: ignore[arg-type]
    return Run.objects.get(year=2014, half=half)


@pytest.fixture
def four(record_of: Any, arrives: Any) -> list[str]:
    """Two records of Viltis, two of Prieglauda."""
    made = [record_of(sender=sender) for sender in ("viltis", "viltis", "prieglauda", "prieglauda")]
    arrives(*made)
    return [one.record_id for one in made]


def hint(one: str, other: str, *answers: str) -> None:
    a, b = sorted((one, other))
    first, second = (*answers, None, None)[:2]
    state = "confirmed" if answers == ("same", "same") else "refused"
    Hint.objects.create(
        one=a, other=b, one_sender="viltis", other_sender="prieglauda", month="2014-08", one_answer=first,
        other_answer=second, state=state,
    )  # fmt: skip


def test_what_both_institutions_confirmed_is_one_person_and_what_one_refused_is_two(four: list[str]) -> None:
    a, b, c, d = four
    one, other, third = (str(uuid.uuid4()) for _ in range(3))
    run = tell([*four, str(uuid.uuid4())], [one, one, other, third, str(uuid.uuid4())], 4)
    before = queries.count(2014, 1)
    assert before is not None
    assert (before.value, before.low, before.high, before.notes) == (3, 2, 4, ())
    hint(a, c, "same", "same")
    hint(b, c, "different")
    after = queries.count(2014, 1)
    assert after is not None
    assert (after.value, after.low, after.high) == (3, 2, 4)  # b is parted from a, a joined with c
    hint(c, d, "same", "same")
    after = queries.count(2014, 1)
    assert after is not None
    assert (after.value, after.low, after.high) == (2, 1, 3)
    assert "2 pairs of records joined" in after.notes[0].en
    of = queries.person_of(four, run)
    assert of[a] == of[c] == of[d] != of[b]
    assert queries.person_of([d], run) == {d: of[a]}
    assert queries.interval(four) == (1, 3)


def test_the_administrator_sees_each_run_who_sent_and_who_has_not(four: list[str], client_for: Any) -> None:
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    run = tell([four[0], four[1], str(uuid.uuid4())], [one, other, str(uuid.uuid4())], 3)
    for language, words in {"en": ("Nothing was counted of:", "1–2"), "lt": ("Prieglauda", "1–2")}.items():
        client = client_for("dalia", language)
        assert "2014-H1" in client.get(reverse("register_clusters:runs")).content.decode()
        page = client.get(reverse("register_clusters:run", args=[run.pk])).content.decode()
        assert all(word in page for word in words)
        assert not any(record in page for record in four)
    unknown = client_for("dalia", "en").get(reverse("register_clusters:run", args=[str(uuid.uuid4())]))
    assert unknown.status_code == 404


def test_before_the_first_run_the_page_says_what_will_come(people: Any, client_for: Any) -> None:
    page = client_for("dalia", "en").get(reverse("register_clusters:runs")).content.decode()
    assert "No run has come yet" in page


def test_only_the_administrator_of_the_register_sees_runs(people: Any, client_for: Any) -> None:
    for key in ("egle", "mantas", "rasa"):
        assert client_for(key, "en").get(reverse("register_clusters:runs")).status_code == 403
