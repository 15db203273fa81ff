"""Between organisations: a hint names nobody, both confirm, and the records stay two."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from gija.casework.cases import services as cases
from gija.casework.duplicates.book import BOOK
from gija.casework.duplicates.models import Hint
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.courier.models import Outgoing
from gija.commons.courier.work import run_once
from gija.commons.hints import queries as own
from gija.commons.hints.services import answer
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.police.duplicates.book import BOOK as POLICE
from gija.police.proceedings import services as proceedings
from gija.register.clusters.models import Assignment, Run
from gija.register.hints import clusters, queries
from gija.register.hints.models import Hint as Told
from gija.register.hints.services import outcome, tell
from gija.register.records.models import Record
from gija.vocabulary.errors import GijaError

from .conftest import ONA, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}


@pytest.fixture
def iom(cast: Any) -> Actor:
    """Giedrė, administrator of the register."""
    account = make_account(
        "giedre@gija.example", "Giedrė Registrė", PASSWORD, "register_administrator", "moi", demo=True
    )
    return actor_of(account)


@pytest.fixture
def records(worker: Actor, rival: Actor) -> list[str]:
    """Ona's records in the register, from Viltis and from the shelter; she agrees to sharing at both."""
    made = [cases.open_case(who, AGREES) for who in (worker, rival)]
    for who, case in zip((worker, rival), made, strict=True):
        cases.submit(who, case.pk)
    run_once(strict=True)
    return [str(case.record_id) for case in made]


def told(iom: Actor, records: list[str]) -> Any:
    found = tell(iom, [records])
    run_once(strict=True)
    return found


def test_each_side_is_told_its_own_record_and_who_the_other_is_and_no_more(
    iom: Actor, records: list[str], worker: Actor, rival: Actor
) -> None:
    assert told(iom, records).new == 1
    assert told(iom, records).new == 0
    for letter in Outgoing.objects.using("register").filter(kind="duplicate_hint"):
        body = json.loads(letter.body)
        assert set(body) == {"hint_id", "receiver", "other", "records", "state", "month"}
        assert len(body["records"]) == 1
        assert not any(str(ONA[name]) in letter.body for name in ("given_names", "family_name", "personal_code"))
    (mine,), (theirs,) = own.own(BOOK, worker), own.own(BOOK, rival)
    assert (mine.records, mine.other) == ([records[0]], "prieglobstis")
    assert (theirs.records, theirs.other) == ([records[1]], "viltis")
    with pytest.raises(NotPermittedError):
        own.one(BOOK, rival, mine.pk)


def test_both_confirm_and_the_result_is_a_cluster_not_a_merge(
    iom: Actor, records: list[str], worker: Actor, rival: Actor, audit_entries: Any
) -> None:
    told(iom, records)
    (mine,), (theirs,) = own.own(BOOK, worker), own.own(BOOK, rival)
    answer(BOOK, worker, mine.pk, "same", "Ji pati pasakojo")
    answer(BOOK, worker, mine.pk, "same", "Ji pati pasakojo")  # sent twice
    run_once(strict=True)
    assert queries.confirmed() == set()
    answer(BOOK, rival, theirs.pk, "same", "Tas pats asmens kodas")
    run_once(strict=True)
    assert queries.confirmed() == {tuple(sorted(records))}
    assert {hint.state for hint in Hint.objects.all()} == {"confirmed"}
    assert Record.objects.filter(withdrawn=False).count() == 2
    assert [one.action for one in audit_entries("casework")].count("casework.hint.answer") == 2
    assert "pasakojo" not in " ".join(Outgoing.objects.using("casework").values_list("body", flat=True))


def test_one_side_that_says_otherwise_refuses_it_for_both(
    iom: Actor, records: list[str], worker: Actor, rival: Actor
) -> None:
    told(iom, records)
    (mine,), (theirs,) = own.own(BOOK, worker), own.own(BOOK, rival)
    answer(BOOK, worker, mine.pk, "different", "Kita data")
    run_once(strict=True)
    assert queries.refused() == {tuple(sorted(records))}
    with pytest.raises(GijaError, match="settled"):
        answer(BOOK, rival, theirs.pk, "same", "x")


def test_nobody_is_told_of_a_person_who_did_not_agree_to_sharing(iom: Actor, worker: Actor, rival: Actor) -> None:
    agreed, silent = cases.open_case(worker, AGREES), cases.open_case(rival, WHOLE)
    cases.submit(worker, agreed.pk)
    cases.submit(rival, silent.pk)
    run_once(strict=True)
    found = told(iom, [agreed.record_id, silent.record_id])
    assert (found.new, found.held_back) == (0, 1)
    assert not Hint.objects.exists()


def test_a_consent_taken_back_ends_an_open_hint(iom: Actor, records: list[str], worker: Actor) -> None:
    told(iom, records)
    case = BOOK.file.case.objects.get(record_id=records[0])
    consent = case.consents.get(scope="referral")
    cases.withdraw_consent(worker, case.pk, consent.pk, "2014-06-01")
    run_once(strict=True)
    assert told(iom, records).ended == 1
    assert {hint.state for hint in Hint.objects.all()} == {"ended"}


def test_the_police_are_asked_in_their_own_zone(iom: Actor, cast: Any, worker: Actor, records: list[str]) -> None:
    tomas = cast.actor("tomas")
    data = {**WHOLE, "consents": [], "authority_kind": "police", "legal_duty": "on", "legal_basis": "BPK 1 str."}
    case = proceedings.open_case(tomas, data)
    proceedings.submit(tomas, case.pk)
    run_once(strict=True)
    told(iom, [records[0], str(case.record_id)])
    (hint,) = own.own(POLICE, tomas)
    assert hint.other == "viltis"
    answer(POLICE, tomas, hint.pk, "same", "Tas pats asmuo byloje")
    run_once(strict=True)
    assert "same" in Told.objects.values_list("one_answer", "other_answer").get()


def test_outcomes() -> None:
    assert outcome("same", None) == "open"
    assert outcome("same", "same") == "confirmed"
    assert outcome("different", None) == outcome("same", "undecided") == "refused"


def test_clusters_of_the_latest_run_are_what_is_told(iom: Actor, records: list[str]) -> None:
    assert clusters.groups() == []
    run = Run.objects.create(year=2014, half=1, number=1, received_month="2014-07", people=2, low=2, high=2)
    alone, together = str(uuid.uuid4()), str(uuid.uuid4())
    Assignment.objects.create(run=run, record=str(uuid.uuid4()), cluster=alone, strength=0)
    for number in records:
        Assignment.objects.create(run=run, record=number, cluster=together, strength=97)
    assert clusters.groups() == [tuple(sorted(records))]
    assert tell(iom, clusters.groups()).new == 1


def test_pages_of_both_sides(iom: Actor, records: list[str], client_for: Any) -> None:
    told(iom, records)
    hint = Hint.objects.get(institution="viltis")
    for language in ("en", "lt"):
        client = client_for("mantas", language)
        assert client.get("/casework/duplicates/hints/").status_code == 200
        text = client.get(f"/casework/duplicates/hints/{hint.pk}/").content.decode()
        assert "Pavyzd" not in text
        assert "Prieglobstis" in text or "Shelter" in text
    address = f"/casework/duplicates/hints/{hint.pk}/"
    assert client.post(address, {"answer": "same"}).status_code == 422
    assert client.post(address, {"answer": "same", "reason": "Ta pati"}).status_code == 302
    other = Hint.objects.get(institution="prieglobstis")
    assert client.get(f"/casework/duplicates/hints/{other.pk}/").status_code == 403
    assert client.get("/register/hints/").status_code == 403


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_administrator_sees_what_both_said_and_sends(
    cast: Any, iom: Actor, records: list[str], client_for: Any, language: str
) -> None:
    cast.accounts["giedre"] = Account.objects.get(email="giedre@gija.example")
    client = client_for("giedre", language)
    assert client.get("/register/hints/").status_code == 200
    assert client.post("/register/hints/").status_code == 302
    tell(iom, [records])
    assert "Viltis" in client.get("/register/hints/").content.decode()
