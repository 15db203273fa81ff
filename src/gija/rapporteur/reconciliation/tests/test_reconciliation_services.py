"""A difference is settled or talked about by who may; all that is said stays; what two sides agree on counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from gija.commons import letters
from gija.commons.permissions import NotPermittedError
from gija.methods.reconciling import Amount
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.reconciliation import queries, reminders, rules, services
from gija.rapporteur.reconciliation.models import Dialogue, Entry
from gija.rapporteur.reconciliation.services import Said
from gija.rapporteur.statistics import published
from gija.rapporteur.statistics import services as statistics
from gija.rapporteur.tasks import queries as tasks
from gija.vocabulary.errors import GijaError

from .conftest import KEY, REASON

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])
ASK = "Prašome paaiškinti, kodėl skaičiai skiriasi."


@pytest.fixture
def asked(cast: Any, loaded: int) -> Dialogue:
    """A dialogue between the police bureau and the NGO about 2014, opened by Vaida."""
    soon = timezone.localdate() + dt.timedelta(14)
    return services.open_dialogue(cast.actor("vaida"), KEY, ("kpb", "viltis"), soon, ASK)


def said(cast: Any, who: str, of: Dialogue, act: str, **more: Any) -> Dialogue:
    return services.act(cast.actor(who), of.code, act, Said(**{"text": REASON, **more}))


def pair() -> Any:
    return queries.pair(queries.result(queries.family(KEY.family), KEY.period), KEY.a, KEY.b)


def test_a_difference_is_settled_once_with_one_audit_entry(cast: Any, loaded: int, audit_entries: Any) -> None:
    start, waiting, vaida = len(audit_entries("rapporteur")), queries.unexplained(), cast.actor("vaida")
    kept = services.settle(vaida, KEY, "explained", f"  {REASON} ")
    assert services.settle(vaida, KEY, "explained", REASON).pk == kept.pk
    (entry,) = audit_entries("rapporteur")[start:]
    assert (entry.action, entry.reason) == ("rapporteur.reconciliation.explain", REASON)
    assert entry.details == {"family": "victims", "period": "2014", "state": "explained", "was": "open"}
    assert queries.unexplained() == waiting - 1
    services.settle(vaida, KEY, "accepted", REASON)
    assert (pair().difference.state, [e.act for e in queries.entries(kept)]) == ("accepted", ["explain", "accept"])
    services.settle(vaida, KEY, "open", REASON)
    assert pair().difference.state == "open"


def revised(cast: Any, value: int) -> None:
    """Another telling of the victims of 2014, with the same source."""
    text = published.ours().replace("victims_state,2014,,47,", f"victims_state,2014,,{value},")
    statistics.load_published(cast.actor("vaida"), text)


def test_new_figures_open_an_explained_difference_again(cast: Any, loaded: int) -> None:
    services.settle(cast.actor("vaida"), KEY, "explained", REASON)
    revised(cast, 48)
    assert (pair().difference.state, pair().difference.outdated) == ("open", True)
    services.settle(cast.actor("vaida"), KEY, "explained", REASON)
    assert (pair().difference.state, pair().difference.outdated) == ("explained", False)


@pytest.mark.parametrize(
    ("key", "state", "reason", "code"),
    [
        (KEY, "gone", REASON, "reconciliation.state_unknown"),
        (KEY, "explained", "  nes  ", "reconciliation.reason"),
        (replace(KEY, period="1999"), "explained", REASON, "reconciliation.no_difference"),
        (replace(KEY, period="2009"), "explained", REASON, "reconciliation.no_difference"),
        (replace(KEY, family="nothing"), "explained", REASON, "reconciliation.no_difference"),
        (replace(KEY, b=KEY.a), "explained", REASON, "reconciliation.no_difference"),
    ],
)
def test_what_cannot_be_settled_is_refused(
    cast: Any, loaded: int, key: Any, state: str, reason: str, code: str
) -> None:
    with pytest.raises(GijaError) as refused:
        services.settle(cast.actor("vaida"), key, state, reason)
    assert refused.value.code == code
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize("who", ["egle", "dalia", "ona", "rasa", "mantas", "aldona"])
def test_who_may_not_settle_or_open_changes_nothing(cast: Any, loaded: int, who: str) -> None:
    soon = timezone.localdate() + dt.timedelta(1)
    with pytest.raises(NotPermittedError):
        services.settle(cast.actor(who), KEY, "explained", REASON)
    with pytest.raises(NotPermittedError):
        services.open_dialogue(cast.actor(who), KEY, ("kpb", "viltis"), soon, ASK)
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize(
    ("bodies", "days", "code"),
    [(("", "viltis"), 1, "bodies"), (("kpb", "kpb"), 1, "bodies"), (("kpb", "viltis"), -1, "deadline")],
)
def test_a_dialogue_that_nobody_could_answer_is_not_opened(
    cast: Any, loaded: int, bodies: tuple[str, str], days: int, code: str
) -> None:
    with pytest.raises(GijaError) as refused:
        services.open_dialogue(cast.actor("vaida"), KEY, bodies, timezone.localdate() + dt.timedelta(days), ASK)
    assert refused.value.code == f"reconciliation.{code}"


def test_two_bodies_talk_agree_on_an_amount_and_the_rapporteur_accepts(
    cast: Any, asked: Dialogue, audit_entries: Any
) -> None:
    assert queries.waiting(cast.actor("dalia")) == queries.waiting(cast.actor("ona")) == 1
    start = len(audit_entries("rapporteur"))
    said(cast, "ona", asked, "amount", step="coverage", low=20, high=25)
    assert queries.waiting(cast.actor("ona")) == 0  # the others have the word
    (amount,) = [e for e in queries.entries(asked) if e.act == "amount"]
    assert pair().found.remainder == Amount.of(33)  # recorded by one side only: it does not count yet
    with pytest.raises(GijaError) as own:
        said(cast, "ona", asked, "agree", agrees=amount.pk)
    assert own.value.code == "reconciliation.agree"
    said(cast, "dalia", asked, "agree", agrees=amount.pk)
    assert pair().found.remainder == Amount(8, 13)
    assert {s.step: s.how for s in pair().found.steps}["coverage"] == "recorded"
    said(cast, "dalia", asked, "explain")
    assert said(cast, "vaida", asked, "accept").state == "accepted"
    assert [e.action.rpartition(".")[2] for e in audit_entries("rapporteur")[start:]] == [
        "amount", "agree", "explain", "accept",
    ]  # fmt: skip
    assert pair().difference.state == "accepted"
    with pytest.raises(GijaError) as closed:
        said(cast, "ona", asked, "amount", step="overlap", low=1)
    assert closed.value.code == "reconciliation.state"
    assert said(cast, "vaida", asked, "reopen").state == "open"


def test_a_newer_amount_takes_the_place_of_an_older_one(cast: Any, asked: Dialogue) -> None:
    for low in (10, 12):
        said(cast, "ona", asked, "amount", step="coverage", low=low)
    old, new = [e for e in queries.entries(asked) if e.act == "amount"]
    with pytest.raises(GijaError):
        said(cast, "dalia", asked, "agree", agrees=old.pk)
    said(cast, "vaida", asked, "agree", agrees=new.pk)  # the Rapporteur may agree where one body alone is asked
    assert queries.recorded("victims", "2014") == {(KEY.a, KEY.b): {"coverage": Amount(12, 12)}}


def test_another_body_sees_no_dialogue_that_is_not_its_own(cast: Any, asked: Dialogue) -> None:
    assert list(queries.own(cast.actor("jonas"))) == []
    with pytest.raises(GijaError) as refused:
        said(cast, "jonas", asked, "say")
    assert refused.value.code == "reconciliation.not_found"
    for who in ("rasa", "mantas"):
        with pytest.raises(GijaError):
            queries.dialogue(cast.actor(who), asked.code)
    assert queries.dialogue(cast.actor("egle"), asked.code) == asked
    with pytest.raises(NotPermittedError):
        said(cast, "egle", asked, "say")


@pytest.mark.parametrize(
    ("who", "act"), [("dalia", "accept"), ("ona", "reopen"), ("ona", "extend"), ("vaida", "amount")]
)
def test_each_side_does_only_its_own_part(cast: Any, asked: Dialogue, who: str, act: str) -> None:
    with pytest.raises(NotPermittedError):
        said(cast, who, asked, act, step="coverage", low=1, due_on=timezone.localdate())
    assert [e.act for e in queries.entries(asked)] == ["open"]


@pytest.mark.parametrize(
    ("act", "more", "code"),
    [
        ("say", {"text": " a "}, "reason"), ("explain", {"text": "short"}, "reason"),
        ("amount", {"step": "no_such", "low": 1}, "amount"), ("amount", {"step": "late"}, "amount"),
        ("amount", {"step": "late", "low": 5, "high": 4}, "amount"),
        ("amount", {"step": "late", "low": 10**12}, "amount"), ("agree", {"agrees": 999999}, "agree"),
    ],
)  # fmt: skip
def test_what_is_not_said_properly_is_refused(
    cast: Any, asked: Dialogue, act: str, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(GijaError) as refused:
        said(cast, "ona", asked, act, **more)
    assert refused.value.code == f"reconciliation.{code}"
    assert [e.act for e in queries.entries(asked)] == ["open"]


def test_a_dialogue_about_a_noted_difference_keeps_what_was_noted(cast: Any, loaded: int) -> None:
    services.settle(cast.actor("vaida"), KEY, "explained", REASON)
    soon = timezone.localdate() + dt.timedelta(3)
    made = services.open_dialogue(cast.actor("vaida"), KEY, ("kpb", ""), soon, ASK)
    assert ([e.act for e in queries.entries(made)], made.state) == (["explain", "open"], "open")
    with pytest.raises(GijaError) as again:
        services.open_dialogue(cast.actor("vaida"), KEY, ("kpb", "viltis"), soon, ASK)
    assert again.value.code == "reconciliation.exists"


def test_the_deadline_is_moved_with_a_reason_and_never_into_the_past(cast: Any, asked: Dialogue) -> None:
    later = timezone.localdate() + dt.timedelta(60)
    assert said(cast, "vaida", asked, "extend", due_on=later).due_on == later
    with pytest.raises(GijaError):
        said(cast, "vaida", asked, "extend", due_on=dt.date(2020, 1, 1))


def test_those_who_are_late_are_reminded_once_of_each_deadline_without_a_figure(
    cast: Any, asked: Dialogue, settings: Any, audit_entries: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    vaida, after = cast.actor("vaida"), timezone.localdate() + dt.timedelta(15)
    assert reminders.remind(vaida) == 0  # not late yet
    start = len(audit_entries("rapporteur"))
    assert (reminders.remind(vaida, after), reminders.remind(vaida, after)) == (1, 0)
    told = [one.action for one in audit_entries("rapporteur")][start:]  # the reminder, and a task for each body
    assert sorted(told) == ["rapporteur.reconciliation.remind", "rapporteur.task.give", "rapporteur.task.give"]
    assert {one.to[0] for one in mail.outbox} == {"dalia@gija.example", "ona@gija.example"}
    for letter in mail.outbox:
        assert not {"47", "80", "33"} & set(letter.body.split())
    said(cast, "vaida", asked, "extend", due_on=timezone.localdate() + dt.timedelta(20))
    assert reminders.remind(vaida, timezone.localdate() + dt.timedelta(30)) == 1
    with pytest.raises(NotPermittedError):
        reminders.remind(cast.actor("ona"), after)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(GijaError):
        reminders.remind(vaida, after)


def test_two_who_remind_at_once_write_once(cast: Any, asked: Dialogue, settings: Any, monkeypatch: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    vaida, after = cast.actor("vaida"), timezone.localdate() + dt.timedelta(15)
    people, quicker = letters.people, [lambda: reminders.remind(vaida, after)]

    def meanwhile(*of: Any) -> Any:
        if quicker:
            assert quicker.pop()() == 1
        return people(*of)

    monkeypatch.setattr(letters, "people", meanwhile)
    assert reminders.remind(vaida, after) == 0
    assert [one.act for one in queries.entries(asked)].count("remind") == 1
    assert len(mail.outbox) == 2


def test_a_dialogue_past_its_deadline_is_a_task_of_each_body_until_it_moves_on(
    cast: Any, asked: Dialogue, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    vaida, late = cast.actor("vaida"), timezone.localdate() + dt.timedelta(15)
    assert tasks.of("dialogue", asked.code) == []
    reminders.remind(vaida, late)
    given = tasks.of("dialogue", asked.code)
    assert {(one.institution, one.state, one.due_on) for one in given} == {
        (body, "open", late + dt.timedelta(7)) for body in ("kpb", "viltis")
    }
    assert tasks.waiting(cast.actor("dalia")) == 1
    said(cast, "vaida", asked, "extend", due_on=timezone.localdate() + dt.timedelta(20))
    assert tasks.waiting(cast.actor("dalia")) == 0  # there is time again
    reminders.remind(vaida, timezone.localdate() + dt.timedelta(30))
    assert [one.state for one in tasks.of("dialogue", asked.code)].count("open") == 2
    said(cast, "ona", asked, "explain")
    assert {one.state for one in tasks.of("dialogue", asked.code)} == {"done"}


def test_nothing_that_was_said_is_changed_or_removed(cast: Any, asked: Dialogue) -> None:
    row = Entry.objects.get(dialogue=asked.code)
    row.text = "kitaip"
    for act in (row.save, row.delete, lambda: Entry.objects.update(text=""), lambda: Entry.objects.all().delete()):
        with pytest.raises(GijaError):
            act()
    connection = connections["rapporteur"]
    for statement in ("UPDATE reconciliation_entry SET text = ''", "DELETE FROM reconciliation_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
            cursor.execute(statement)
    assert present(connection, "reconciliation_entry") == set(wanted(connection, "reconciliation_entry"))


def test_true_counts_of_the_register_are_shown_to_no_body(cast: Any, loaded: int) -> None:
    from gija.rapporteur.statistics.drafts import Draft
    from gija.rapporteur.statistics.points import Basis, Point

    rows = [("register_records", "half_year", "register", 12), ("victims_state", "kpb", "collection", 4)]
    with transaction.atomic(using="rapporteur"):
        statistics.keep(
            Draft(Point(name, "2014-H1", (), value, "reported",
                        Basis("as_table" if source == "register" else "events", "as_table", "register_table",
                              "igo", "reported", dataset), source, known_from=dt.date(2014, 8, 1)))
            for name, dataset, source, value in rows
        )  # fmt: skip
    assert [r.point.value for r in queries.result(queries.family("victims"), "2014-H1").rows] == [4]
    inner = queries.result(queries.family("victims"), "2014-H1", inner=True)
    a, b = (r.key for r in inner.rows)
    soon = timezone.localdate() + dt.timedelta(3)
    key = services.Key("victims", "2014-H1", a, b)
    if queries.inner(cast.actor("vaida")):
        with pytest.raises(GijaError) as refused:
            services.open_dialogue(cast.actor("vaida"), key, ("kpb", "viltis"), soon, ASK)
        assert refused.value.code == "reconciliation.inner"
    assert all(row.point.source != "register" for found in queries.whole_year("2014-H1") for row in found.rows)
    assert rules.possible(cast.actor("ona"), Dialogue(body_a="kpb", state="open")) == []
