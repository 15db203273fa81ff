"""Exchange of information: only on a standing consent, only for the one it is sealed for, deleted when it must be."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import pyrage
import pytest
from django.db import transaction
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.exchange import duties, queries, sealing, services
from gija.casework.exchange.models import Exchange, State
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile.reading import FaultsError
from gija.commons.courier import keys, peers, sealed
from gija.commons.courier.models import Incoming, Outgoing
from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.commons.permissions import Actor, NotPermittedError
from gija.commons.testing import PASSWORD
from gija.messages.base import canonical, sha256
from gija.messages.exchange import VictimInformationPackage
from gija.vocabulary.errors import GijaError

from ..courier.conftest import Other  # noqa: TID252  the other installation of the courier's tests
from .conftest import ONA, WHOLE

pytestmark = pytest.mark.django_db(databases="__all__")
AGREES = {**WHOLE, "consents": ["service", "statistics", "referral"]}
KINDS = ["identity", "status", "event", "assistance"]


@pytest.fixture
def chief(cast: Any, rival: Actor) -> Actor:
    """Salomėja, supervisor at the shelter."""
    return actor_of(make_account("salomeja@gija.example", "Salomėja", PASSWORD, "case_supervisor", "prieglobstis"))


@pytest.fixture
def mine(worker: Actor) -> Any:
    """Ona at Viltis; she agrees to sharing."""
    return cases.open_case(worker, AGREES)


@pytest.fixture
def theirs(rival: Actor) -> Any:
    """Ona at the shelter; she agrees there, too."""
    return cases.open_case(rival, AGREES)


def carried() -> None:
    run_once(strict=True)


def of(institution: str) -> Exchange:
    return Exchange.objects.get(institution=institution)


def asked(worker: Actor, mine: Any) -> Exchange:
    made = services.ask(worker, mine.pk, "prieglobstis", KINDS, "Ji pereina pas mus")
    carried()
    return made


def test_asked_found_given_received_and_receipted(
    worker: Actor, chief: Actor, mine: Any, theirs: Any, audit_entries: Any
) -> None:
    asked(worker, mine)
    there, about = services.asked_about(chief, of("prieglobstis").pk)
    assert about["family_name"] == ONA["family_name"]
    assert [case.pk for case in queries.candidates(chief, about)] == [theirs.pk]
    services.give(chief, there.pk, KINDS, case_id=theirs.pk)
    services.give(chief, there.pk, KINDS, case_id=theirs.pk)  # sent twice
    carried()
    assert {one.state for one in Exchange.objects.all()} == {State.RECEIVED}
    found, content = services.opened(worker, of("viltis").pk)
    assert content["identity"]["given_names"] == "Ona"
    assert content["event"]["exploitation_forms"] == ["sexual", "labour"]
    assert "note" not in content
    assert found.digest == of("prieglobstis").digest
    assert of("prieglobstis").about == ""
    acts = [one.action for one in audit_entries("casework") if one.action.startswith("casework.exchange")]
    assert acts == [
        "casework.exchange.ask", "casework.exchange.read", "casework.exchange.give", "casework.exchange.read",
    ]  # fmt: skip


def test_no_name_stands_in_a_letter_the_audit_trail_or_the_rows(
    worker: Actor, chief: Actor, mine: Any, theirs: Any, audit_entries: Any
) -> None:
    asked(worker, mine)
    services.give(chief, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    carried()
    letters = Outgoing.objects.using("casework").filter(kind__startswith="victim_information")
    assert letters.count() == 3
    for letter in letters:
        assert set(json.loads(letter.body)) == {"exchange_id", "sealed"}
    said = " ".join(json.dumps(one.details) for one in audit_entries("casework"))
    rows = " ".join(str(list(one.items())) for one in Exchange.objects.using("casework").values("partner", "kinds"))
    assert not any(str(ONA[name]) in said + rows for name in ("given_names", "family_name", "personal_code"))


def test_without_consent_to_sharing_nothing_leaves(worker: Actor, case: Any) -> None:
    for act in (services.ask, services.offer):
        with pytest.raises(GijaError) as refused:
            act(worker, case.pk, "prieglobstis", KINDS, "x")
        assert refused.value.code == "exchange.no_consent"
    assert not Outgoing.objects.using("casework").filter(kind__startswith="victim_information").exists()


def test_a_consent_taken_back_before_the_sending_stops_it(
    worker: Actor, rival: Actor, chief: Actor, mine: Any, theirs: Any
) -> None:
    asked(worker, mine)
    taken_back(rival, theirs)
    with pytest.raises(GijaError) as refused:
        services.give(chief, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    assert refused.value.code == "exchange.no_consent"
    assert of("prieglobstis").state == State.ASKED


def taken_back(who: Actor, case: Any) -> None:
    consent = case.consents.get(scope="referral")
    cases.withdraw_consent(who, case.pk, consent.pk, "2014-06-01")


def test_a_consent_taken_back_afterwards_calls_back_and_deletes_what_was_received(
    worker: Actor, rival: Actor, chief: Actor, mine: Any, theirs: Any
) -> None:
    asked(worker, mine)
    services.give(chief, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    carried()
    assert duties.recall_withdrawn() == 0
    taken_back(rival, theirs)
    assert duties.recall_withdrawn() == 1
    carried()
    assert {one.state for one in Exchange.objects.all()} == {State.RECALLED}
    with pytest.raises(GijaError) as refused:
        services.opened(worker, of("viltis").pk)
    assert refused.value.code == "exchange.nothing"


def test_what_has_expired_is_not_read_and_is_deleted(worker: Actor, chief: Actor, mine: Any, theirs: Any) -> None:
    asked(worker, mine)
    services.give(chief, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    carried()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Exchange.objects.filter(institution="viltis").update(expires_on=yesterday)
    with pytest.raises(GijaError) as refused:
        services.opened(worker, of("viltis").pk)
    assert refused.value.code == "exchange.expired"
    duties.expire()
    assert (of("viltis").content, of("viltis").state) == ("", State.EXPIRED)


def test_a_request_that_is_over_is_not_answered(chief: Actor, worker: Actor, mine: Any, theirs: Any) -> None:
    asked(worker, mine)
    Exchange.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(GijaError) as refused:
        services.give(chief, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    assert refused.value.code == "exchange.expired"
    with pytest.raises(FaultsError):
        services.offer(worker, mine.pk, "prieglobstis", KINDS, "x", expires_on=dt.date(2001, 1, 1))


def test_an_offer_names_nobody_and_is_taken_or_refused(
    worker: Actor, rival: Actor, chief: Actor, mine: Any, theirs: Any
) -> None:
    services.offer(rival, theirs.pk, "viltis", KINDS, "Ji išvyksta pas jus")
    carried()
    offered = of("viltis")
    assert (offered.state, offered.about) == (State.OFFERED, "")
    services.accept(worker, offered.pk)
    carried()
    services.give(chief, of("prieglobstis").pk, ["identity"])
    carried()
    assert set(services.opened(worker, offered.pk)[1]) == {"form", "identity"}
    services.link(worker, offered.pk, mine.pk)
    assert of("viltis").case_id == mine.pk
    with pytest.raises(GijaError):
        services.refuse(worker, offered.pk)


def test_refused_by_either_side_ends_it_for_both(worker: Actor, rival: Actor, mine: Any) -> None:
    asked(worker, mine)
    services.refuse(rival, of("prieglobstis").pk)
    carried()
    assert {one.state for one in Exchange.objects.all()} == {State.REFUSED}
    assert of("prieglobstis").about == ""


def test_a_case_worker_does_not_release_and_a_stranger_sees_nothing(
    worker: Actor, rival: Actor, mine: Any, theirs: Any
) -> None:
    made = asked(worker, mine)
    with pytest.raises(NotPermittedError):
        services.give(rival, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    with pytest.raises(NotPermittedError):
        queries.one(rival, made.pk)


# ---- sealing ----


def sealed_now(**changes: Any) -> tuple[str, dict[str, Any]]:
    given = {
        "kind": "victim_information_offer", "exchange": "00000000-0000-4000-8000-000000000001", "sender": "viltis",
        "receiver": "moi", "installation": keys.identity().code, "content": {"purpose": "x"}, **changes,
    }  # fmt: skip
    return sealing.seal(**given), given


def refused(text: str, **changes: Any) -> str:
    where = {
        "kind": "victim_information_offer", "exchange": "00000000-0000-4000-8000-000000000001",
        "installation": keys.identity().code, **changes,
    }  # fmt: skip
    with pytest.raises(GijaError) as caught:
        sealing.open_sealed(sealed=text, **where)
    return caught.value.code


def test_a_letter_opens_only_where_and_for_what_it_was_sealed(cast: Any) -> None:
    text, _ = sealed_now()
    opened = sealing.open_sealed(
        "victim_information_offer", "00000000-0000-4000-8000-000000000001", keys.identity().code, text
    )
    assert (opened.sender, opened.receiver) == ("viltis", "moi")
    assert refused(text, kind="victim_information_package") == "exchange.not_for_us"
    assert refused(text, exchange="00000000-0000-4000-8000-000000000002") == "exchange.not_for_us"
    assert refused(text[:-8] + "AAAAAAA=") == "exchange.not_opened"
    assert refused(sealed_now(receiver="nobody_known")[0]) == "courier.unknown_institution"
    stranger = pyrage.x25519.Identity.generate().to_public()
    other = base64.b64encode(pyrage.encrypt(b"x\ny", [stranger])).decode()
    assert refused(other) == "exchange.not_opened"


def test_what_was_changed_inside_is_refused_though_it_is_sealed_for_us(cast: Any) -> None:
    own = keys.identity()
    plain = bytes(pyrage.decrypt(base64.b64decode(sealed_now()[0]), [own.sealing]))
    changed = plain.replace(b'"viltis"', b'"rivalas"')
    text = base64.b64encode(pyrage.encrypt(changed, [own.sealing.to_public()])).decode()
    assert refused(text) == "exchange.bad_signature"


def test_a_package_of_another_than_the_partner_is_refused(worker: Actor, mine: Any, rival: Actor) -> None:
    made = asked(worker, mine)
    text = sealing.seal(
        VictimInformationPackage.kind, made.exchange, "moi", "viltis", keys.identity().code, {"package": {}}
    )
    with transaction.atomic(using="casework"):
        message = VictimInformationPackage(exchange_id=made.exchange, sealed=text)
        send("casework", message, to_zone="casework", to_installation=keys.identity().code)
    with pytest.raises(GijaError) as caught:
        carried()
    assert caught.value.code == "exchange.not_for_us"
    assert of("viltis").content == ""


# ---- between two installations ----


@pytest.fixture
def node(cast: Any, rival: Actor) -> Any:
    """Another installation, known here by its card, without a line."""
    other = Other()
    card = other.card.model_copy(update={"zones": ("casework",)})
    peers.add_peer(card)
    return other


def test_a_sealed_file_carries_it_to_another_installation(
    worker: Actor, mine: Any, node: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.ask(worker, mine.pk, "prieglobstis", KINDS, "Ji pereina", installation=node.code)
    assert run_once().dead == 0
    file = tmp_path / "letters.age"
    sealed.send_file(node.code, file)
    packet = json.loads(bytes(pyrage.decrypt(file.read_bytes(), [node.sealing])).partition(b"\n")[2])
    (letter,) = [one for one in packet["content"]["letters"] if one["envelope"]["kind"] == "victim_information_request"]
    assert refused(letter["message"]["sealed"], kind="victim_information_request", exchange=made.exchange) == (
        "exchange.not_opened"
    )  # we cannot read our own letter: it is sealed for the other
    plain = bytes(pyrage.decrypt(base64.b64decode(letter["message"]["sealed"]), [node.sealing]))
    said = json.loads(plain.partition(b"\n")[2])
    assert (said["to"], said["recipient"], said["content"]["about"]["given_names"]) == (
        "prieglobstis", node.code, "Ona",
    )  # fmt: skip
    assert not Incoming.objects.using("casework").exists()
    back = tmp_path / "back.age"
    answer = VictimInformationPackage(exchange_id=made.exchange, sealed=by_the_other(node, made.exchange))
    content = {"letters": [node.letter(answer, to_zone="casework")]}
    back.write_bytes(pyrage.encrypt(node.packet(content, purpose="letters"), [keys.identity().sealing.to_public()]))
    assert sealed.receive_file(back).new == 1
    assert sealed.receive_file(back).again == 1
    assert services.opened(worker, made.pk)[1]["identity"] == {"given_names": "Ona"}
    receipts = Outgoing.objects.using("casework").filter(kind="victim_information_receipt")
    assert receipts.get().to_installation == node.code


def by_the_other(node: Other, exchange: str) -> str:
    """A package that the other installation signs and seals for us."""
    package = {"form": "gija.victim_information/1", "identity": {"given_names": "Ona"}}
    until = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    body = canonical(
        {
            "kind": VictimInformationPackage.kind, "exchange": exchange, "from": "prieglobstis", "to": "viltis",
            "installation": node.code, "recipient": keys.identity().code, "at": timezone.now().isoformat(),
            "content": {"package": package, "digest": sha256(package), "expires_on": until},
        }
    )  # fmt: skip
    signature = base64.b64encode(node.signing.sign(sealing.HEAD + b"\n" + body))
    return base64.b64encode(pyrage.encrypt(signature + b"\n" + body, [keys.identity().sealing.to_public()])).decode()


def test_pages_of_an_exchange(worker: Actor, mine: Any, client_for: Any, chief: Actor, theirs: Any) -> None:
    for language in ("en", "lt"):
        client = client_for("mantas", language)
        for page in ("", "ask/", "offer/"):
            assert client.get(f"/casework/exchange/{page}").status_code == 200
    faulty = client.post("/casework/exchange/ask/", {"case": mine.pk})
    assert faulty.status_code == 422
    sent = {"case": mine.pk, "partner": "prieglobstis", "purpose": "Ji pereina", "kinds": KINDS}
    assert client.post("/casework/exchange/ask/", sent).status_code == 302
    carried()
    services.give(chief, of("prieglobstis").pk, KINDS, case_id=theirs.pk)
    carried()
    here = f"/casework/exchange/{of('viltis').pk}/"
    assert "Ona" not in client.get("/casework/exchange/").content.decode()
    for page in ("", "content/"):
        assert client.get(here + page).status_code == 200
    assert "Ona" in client.get(here + "content/").content.decode()
    assert client.get(here + "package.json").json()["identity"]["given_names"] == "Ona"
    assert client.post(here + "accept/").status_code == 422
    assert client.get(f"/casework/exchange/{of('prieglobstis').pk}/").status_code == 403


def test_a_tied_installation_sends_in_the_name_of_its_institutions_only(worker: Actor, mine: Any, node: Any) -> None:
    made = services.ask(worker, mine.pk, "prieglobstis", KINDS, "Ji pereina", installation=node.code)
    peers.tie(node.code, ["viltis"])
    sealed_there = by_the_other(node, made.exchange)
    with pytest.raises(GijaError) as caught:
        sealing.open_sealed(VictimInformationPackage.kind, made.exchange, node.code, sealed_there)
    assert caught.value.code == "courier.not_its_institution"
    peers.tie(node.code, ["prieglobstis"])
    opened = sealing.open_sealed(VictimInformationPackage.kind, made.exchange, node.code, sealed_there)
    assert opened.sender == "prieglobstis"
