"""A report is sent with its proof, its duty is met by it, its receipt is noted; what differs from the last is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from gija.commons.directory.services import make_institution
from gija.commons.testing import Cast
from gija.rapporteur.authoring import comparing, differing, sending, writing
from gija.rapporteur.authoring.models import Dispatch, Passage, Receipt
from gija.rapporteur.duties import services as duties
from gija.rapporteur.duties.models import Due
from gija.rapporteur.reports import queries, services, stored
from gija.rapporteur.reports.models import Report
from gija.rapporteur.reports.values import Signature
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
NONE = Text("", "")
SIGNED = Signature("Vardas Pavardė", Text("Minister", "Ministras"), Text("Vilnius", "Vilnius"), "2015-03-01")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as refused:
        act()
    return refused.value.code


@pytest.fixture
def approved(cast: Cast, draft: Report, settings: Any) -> Report:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    if not Due.objects.exists():
        make_institution("seimas", "Seimas", "Seimas", "parliament")
        make_institution("government", "Government", "Vyriausybė", "government")
    duties.make_year(cast.actor("vaida"), 2014)
    frozen = services.freeze(cast.actor("vaida"), draft.pk)
    return services.approve(cast.actor("jonas"), draft.pk, frozen.hash, SIGNED)


def test_the_signature_is_the_only_thing_that_approving_adds(cast: Cast, approved: Report) -> None:
    data, act = queries.data_of(approved), approved.acts.get(act="approve")
    assert data.signatures == (SIGNED,)
    assert act.hash == approved.acts.get(act="freeze").hash != approved.hash
    assert stored.digest(replace(data, signatures=())) == act.hash


def test_it_is_sent_with_its_pdf_the_duty_is_met_by_it_and_the_receipt_is_noted(
    cast: Cast, approved: Report, audit_entries: Callable[[str], list[Any]]
) -> None:
    vaida, before = cast.actor("vaida"), len(audit_entries("rapporteur"))
    due = Due.objects.get(duty="parliament", period="2014")
    parcel = sending.Parcel("seimas", NONE, "e_mail", "lt", "Gerbiamieji, siunčiame.", email="office@seimas.example")
    made = sending.send(vaida, approved.pk, parcel)
    letter = mail.outbox[-1]
    assert letter.to == ["office@seimas.example"]
    assert [name for name, _content, _type in letter.attachments] == ["annual-2014.lt.pdf"]
    assert letter.extra_headers["Message-ID"] == made.message
    assert "Gerbiamieji" in str(letter.body)
    assert approved.hash in str(letter.body)
    due.refresh_from_db()
    proof = due.acts.get(act="send")
    assert (due.state, proof.reference, proof.hash) == ("sent", made.message, approved.hash)
    assert code_of(lambda: sending.received(vaida, approved.pk, made.pk, made.day, "x")) == "authoring.proof"
    early = made.day - dt.timedelta(days=1)
    assert code_of(lambda: sending.received(vaida, approved.pk, made.pk, early, "G-12")) == "authoring.receipt_day"
    got = sending.received(vaida, approved.pk, made.pk, made.day, "G-12")
    assert (got.reference, got.actor_name) == ("G-12", "Vaida Pranešėja")
    assert code_of(lambda: sending.received(vaida, approved.pk, made.pk, made.day, "G-12")) == "authoring.no_dispatch"
    due.refresh_from_db()
    assert due.state == "received"
    entries = [e.action.partition(".")[2] for e in audit_entries("rapporteur")[before:]]
    assert entries == ["report.send", "duty.do", "report.receive", "duty.do"]
    assert "office@" not in str([e.details for e in audit_entries("rapporteur")])


def test_each_addressee_has_a_letter_of_its_own_and_a_proof_is_asked_for(cast: Cast, approved: Report) -> None:
    vaida = cast.actor("vaida")
    other = Text("European Commission", "Europos Komisija")
    for parcel, code in (
        (sending.Parcel("", NONE, "post", "en", "Dear.", reference="1D-1"), "authoring.addressee"),
        (sending.Parcel("", other, "post", "en", "Dear."), "authoring.proof"),
        (sending.Parcel("", other, "e_mail", "en", "Dear."), "authoring.proof"),
        (sending.Parcel("nobody", NONE, "post", "en", "Dear.", reference="1D-1"), "directory.unknown"),
    ):
        assert code_of(partial(sending.send, vaida, approved.pk, parcel)) == code
    assert not Dispatch.objects.filter(report=approved).exists()
    sending.send(vaida, approved.pk, sending.Parcel("", other, "post", "both", "Dear.", reference="1D-1"))
    sending.send(
        vaida, approved.pk, sending.Parcel("government", NONE, "document_system", "lt", "G.", reference="1D-2")
    )
    assert [(d.name.en, d.letter) for d in sending.of(approved)] == [
        ("European Commission", "Dear."),
        ("Government", "G."),
    ]
    assert not mail.outbox


def test_a_server_that_fails_leaves_nothing_noted(cast: Cast, approved: Report, client_for: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    form = {"to": "seimas", "channel": "e_mail", "email": "a@b.example", "language": "lt", "letter": "Siunčiame."}
    answer = client_for("vaida").post(reverse("authoring:sending", args=[approved.pk]), form)
    assert answer.status_code == 422
    assert "The mail server did not take the letter" in answer.content.decode()
    assert "Siunčiame." in answer.content.decode()
    assert not Dispatch.objects.filter(report=approved).exists()
    assert not approved.acts.filter(act="send").exists()
    assert Due.objects.get(duty="parliament", period="2014").state == "open"
    assert client_for("egle").post(reverse("authoring:sending", args=[approved.pk]), form).status_code == 403


def test_a_letter_goes_only_when_everything_is_noted(
    cast: Cast, approved: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody changed the duty at the same moment: nothing is noted, and nothing went out."""

    def changed(*_: object) -> None:
        raise GijaError("duties.changed")

    monkeypatch.setattr(duties, "sent", changed)
    parcel = sending.Parcel("seimas", NONE, "e_mail", "lt", "Siunčiame.", email="a@b.example")
    with pytest.raises(GijaError):
        sending.send(cast.actor("vaida"), approved.pk, parcel)
    assert not mail.outbox
    assert not Dispatch.objects.filter(report=approved).exists()


def test_what_a_revision_says_otherwise_is_told_figure_by_figure_and_word_by_word(
    cast: Cast, approved: Report, folder: Path, client_for: Any
) -> None:
    vaida = cast.actor("vaida")
    Report.objects.filter(pk=approved.pk).update(state="published")
    again = services.draft(vaida, "annual", "2014")
    writing.write(vaida, again.pk, "outlook", Text("We were wrong.", "Klydome."), {})
    assert comparing.last(again) == approved
    before, after = queries.data_of(approved), queries.data_of(again)
    found = differing.difference(before, after)
    assert found.figures == ()
    assert [(one.kind, one.after.en) for one in found.passages] == [("came", "We were wrong.")]
    first, *others = after.observations
    changed = differing.difference(before, replace(after, observations=(replace(first, value=4711), *others[1:])))
    assert (changed.count("changed"), changed.count("gone"), changed.count("came")) == (1, 1, 0)
    old = differing.difference(replace(before, observations=()), replace(after, observations=()))
    assert old.figures == ()  # frozen before observations were kept: cell by cell
    page = client_for("egle").get(reverse("authoring:differences", args=[again.pk])).content.decode()
    assert "<ins>We were wrong.</ins>" in page
    assert "No figure differs." in page


def test_what_was_written_sent_and_received_is_never_changed() -> None:
    for model in (Passage, Dispatch, Receipt):
        assert code_of(model.objects.all().delete) == "statistics.never_overwritten"
        assert code_of(partial(model.objects.update, account=0)) == "statistics.never_overwritten"
