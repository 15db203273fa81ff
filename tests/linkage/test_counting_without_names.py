"""The whole way: two organisations help one woman, nobody shares a name, and she counts once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.db import connections
from django.utils import timezone

from gija.casework.cases import services
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.casefile import linking_keys as keys
from gija.commons.casefile import linking_letters, linking_sending
from gija.commons.courier import keys as courier_keys
from gija.commons.courier import sealed
from gija.commons.courier.keys import Identity, card, read_card
from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.peers import add_peer
from gija.commons.courier.work import run_once
from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor
from gija.commons.testing import PASSWORD
from gija.linkage_unit import home as homes
from gija.linkage_unit.running import run
from gija.messages.crossings import crossings
from gija.messages.linkage import Encoding, unseal
from gija.messages.victims import LinkageRecord
from gija.register.clusters import queries
from gija.register.clusters.handlers import keep
from gija.register.clusters.models import Assignment, Run
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")

SHE = {
    "registered_on": "2014-03-05", "reference": "2014-017", "given_names": "Ona", "family_name": "Pavyzdienė",
    "birth_date": "1990-05-17", "sex": "F", "citizenship": ["LTU"], "municipality": "LT-57",
    "status": "presumed", "status_on": "2014-03-05", "authority_kind": "ngo",
    "exploitation_main": "sexual", "exploitation_realised": "realised", "recruitment_methods": ["friends"],
    "means": ["deception"], "countries_recruitment": ["LTU"], "countries_exploitation": ["GBR"],
    "consents": ["service", "statistics"], "consents_on": "2014-03-05",
}  # fmt: skip
SHE_ELSEWHERE = {**SHE, "family_name": "Pavyzdytė", "given_names": "Onutė", "reference": "7/14"}
ANOTHER = {**SHE, "given_names": "Rūta", "family_name": "Žvirblytė", "birth_date": "1985-11-02", "reference": "8/14"}


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The present half-year; the key ring of this test is its own."""
    monkeypatch.setenv("GIJA_KEYS", str(tmp_path / "keys"))
    return linking_letters.period_of(timezone.localdate())


@pytest.fixture
def unit(cast: Any, tmp_path: Path) -> homes.Home:
    """A linkage unit that knows this installation, and is known to it."""
    made = homes.make(tmp_path / "unit")
    add_peer(read_card(made.card.model_dump_json()))
    (tmp_path / "card.json").write_text(card().model_dump_json())
    homes.know(made, homes.read_card(tmp_path / "card.json"))
    (tmp_path / "in").mkdir()
    return made


@pytest.fixture
def nijole(cast: Any) -> Actor:
    if not Institution.objects.filter(code="prieglobstis").exists():
        make_institution("prieglobstis", "Shelter (invented)", "Prieglobstis (išgalvota)", "ngo")
    return actor_of(make_account("nijole@gija.example", "Nijolė Kitokia", PASSWORD, "case_worker", "prieglobstis"))


@pytest.fixture
def sent(cast: Any, nijole: Actor) -> Callable[[], list[Any]]:
    """`sent()`: she at both organisations, another woman at one; their records leave for the register."""

    def all_three() -> list[Any]:
        mantas = cast.actor("mantas")
        cases = []
        for actor, data in [(mantas, SHE), (nijole, SHE_ELSEWHERE), (nijole, ANOTHER)]:
            case = services.open_case(actor, data)
            services.submit(actor, case.pk)
            cases.append(case)
        return cases

    return all_three


def encodings(**more: Any) -> Any:
    return Outgoing.objects.using("casework").filter(kind=LinkageRecord.kind, **more)


def test_she_counts_once_though_nobody_shares_a_name(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]], tmp_path: Path
) -> None:
    keys.make(now)
    cases = sent()
    run_once()
    assert linking_sending.send_all(now, tmp_path / "in" / "letters.age") == linking_sending.Sent(3, 4)
    done = run(unit, tmp_path / "in", tmp_path / "out", now)
    assert (done.records, done.people) == (7, 6)  # four of them invented
    read = sealed.receive_file(tmp_path / "out" / f"{now}-1-gija-letters.age")
    assert (read.new, read.refused) == (1, 0)
    of = queries.person_of([case.record_id for case in cases])
    assert of[cases[0].record_id] == of[cases[1].record_id] != of[cases[2].record_id]
    counted = queries.count(int(now[:4]), int(now[-1]))
    assert counted is not None
    assert (counted.value, counted.records) == (2, 3)
    assert queries.interval([case.record_id for case in cases]) == (counted.low, counted.high)
    assert queries.interval([cases[0].record_id]) is None
    receipts = sealed.receive_file(tmp_path / "out" / f"{now}-1-gija-receipts.age")
    assert receipts.refused == 0
    assert encodings(state="delivered").count() == 7


def test_nobody_holds_both_the_record_and_the_encoding(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]], tmp_path: Path
) -> None:
    keys.make(now)
    sent()
    run_once()
    linking_sending.send_all(now, tmp_path / "in" / "letters.age")
    letters = [json.loads(one.body) for one in encodings(state="filed")]
    inside = [unseal(one["sealed"], unit.sealing) for one in letters]
    telling = {one.bits for one in inside} | {one["sealed"] for one in letters}
    run(unit, tmp_path / "in", tmp_path / "out", now)
    sealed.receive_file(tmp_path / "out" / f"{now}-1-gija-letters.age")
    register = _everything("register")
    assert not any(bits in register for bits in telling)
    # The unit: random number, list, bits and how they were made; no code, month or year of a record, no institution.
    assert {name for one in letters for name in one} == {"record_id", "sealed"}
    names = {"form", "scheme", "names", "period", "key", "held", "bits"}
    assert set(Encoding.model_fields) == names
    opened = "".join(one.model_dump_json() for one in inside)
    assert not any(code in opened for code in ("viltis", "prieglobstis", "presumed", "sexual", "LTU", "1990", "Ona"))
    assert len({len(one.model_dump_json()) for one in inside}) == 1


def _everything(database: str) -> str:
    """All that stands in the tables of a zone's own rooms, and in its inbox."""
    models = [m for m in apps.get_models() if m._meta.app_label.startswith("register_")]
    models += [m for m in apps.get_models() if m._meta.label == "courier.Incoming"]
    rows = [list(model._default_manager.using(database).values_list()) for model in models]
    assert any(rows)
    return str(rows)


def test_the_encoding_leaves_with_the_record_or_neither_does(
    unit: homes.Home, now: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.make(now)
    mantas = cast.actor("mantas")
    case = services.open_case(mantas, SHE)

    def fails(*rest: object) -> None:
        raise GijaError("linking.nothing_open")

    with monkeypatch.context() as broken:
        broken.setattr(linking_letters, "seal", fails)
        with pytest.raises(GijaError):
            services.submit(mantas, case.pk)
    assert not Outgoing.objects.using("casework").exists()
    services.submit(mantas, case.pk)
    letter = encodings().get()
    record = Outgoing.objects.using("casework").get(kind="victim_record")
    assert json.loads(letter.body)["record_id"] == json.loads(record.body)["record_id"]


def test_a_withdrawal_takes_back_an_encoding_that_has_not_left_and_it_is_not_sent_again(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]], cast: Any
) -> None:
    keys.make(now)
    cases = sent()
    services.withdraw(cast.actor("mantas"), cases[0].pk, "consent withdrawn")
    assert encodings(state="undone").count() == 1
    assert linking_sending.send_all(now) == linking_sending.Sent(2, 2)
    assert encodings(state="waiting").count() == 4


def test_invented_people_go_along_every_half_year_and_are_never_counted(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]], tmp_path: Path
) -> None:
    first, later = now, f"{int(now[:4]) + 1}-H1"
    cases = sent()
    run_once()
    mixed: list[set[str]] = []
    for period in (first, later):
        keys.make(period)
        linking_sending.send_all(period, tmp_path / "in" / f"{period}.age")
        numbers = {json.loads(one.body)["record_id"] for one in encodings(state="filed")}
        mixed.append(numbers - {case.record_id for case in cases})
        done = run(unit, tmp_path / "in", tmp_path / "out", period)
        assert (done.records, done.people) == (7, 6)
        sealed.receive_file(tmp_path / "out" / f"{period}-{done.run}-gija-letters.age")
        sealed.receive_file(tmp_path / "out" / f"{period}-{done.run}-gija-receipts.age")
        counted = queries.count(int(period[:4]), int(period[-1]))
        assert counted is not None
        assert (counted.value, counted.records) == (2, 3)
        assert counted.low <= 2 <= counted.high <= 3
    assert len(mixed[0]) == 4
    assert mixed[0] == mixed[1]  # the unit cannot tell them by their changing
    order = [json.loads(one.body)["record_id"] for one in encodings(state="delivered").order_by("sequence")]
    assert order[:7] == sorted(order[:7])  # nor by their place among the others
    assert (tmp_path / "keys" / "linkage-decoys.json").stat().st_mode & 0o777 == 0o600


def test_without_a_key_or_a_unit_the_record_leaves_alone_and_is_caught_up_later(
    now: str, sent: Callable[[], list[Any]], tmp_path: Path
) -> None:
    sent()
    assert not encodings().exists()
    with pytest.raises(GijaError) as refused:
        linking_sending.send_all(now)
    assert refused.value.code == "linking.key_missing"
    keys.make(now)
    with pytest.raises(GijaError) as refused:
        linking_sending.send_all(now)
    assert refused.value.code == "linking.no_unit"
    add_peer(read_card(homes.make(tmp_path / "unit").card.model_dump_json()))
    assert linking_sending.send_all(now).records == 3


def test_encodings_never_go_to_a_body_that_has_lists_of_people(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]]
) -> None:
    assert [(one.message, one.to_zone) for one in crossings() if one.to_zone == "linkage_unit"] == [
        ("linkage_record", "linkage_unit")
    ] * 2
    keys.make(now)
    for zone in ("police", "register", "casework", "rapporteur"):
        Peer.objects.filter(pk=unit.code).update(zones=["linkage_unit", zone])
        with pytest.raises(GijaError) as refused:
            linking_sending.send_all(now)
        assert refused.value.code == ("linking.unit_not_apart")
    sent()
    assert not encodings().exists()


def test_a_run_that_arrives_late_changes_nothing_and_invented_records_are_not_counted(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]]
) -> None:
    from gija.commons.casefile.ids import new_id
    from gija.messages.linkage import Assignment as Told
    from gija.messages.linkage import ClusterAssignment

    cases = sent()
    run_once()
    one, two, invented = new_id(), new_id(), new_id()

    def told(number: int, clusters: list[tuple[str, str]]) -> ClusterAssignment:
        people = len({cluster for _, cluster in clusters})
        return ClusterAssignment(
            year=2014, half=1, run=number, people=people, low=people - 1, high=people,
            assignments=tuple(Told(record=r, cluster=c, strength=50) for r, c in clusters),
        )  # fmt: skip

    records = [case.record_id for case in cases]
    keep(told(5, [(records[0], one), (records[1], one), (records[2], two), (new_id(), invented)]), None)  # type: ignore[arg-type]
    keep(told(4, [(records[0], invented)]), None)  # type: ignore[arg-type]
    assert (Run.objects.get().number, Assignment.objects.count()) == (5, 4)
    found = queries.count(2014, 1)
    assert found is not None
    assert (found.value, found.low, found.records) == (2, 1, 3)
    assert queries.count(2015, 1) is None


# ---- the keys ----


class Node:
    """An installation of its own: keys in its own folder, known to the others."""

    def __init__(self, code: str, folder: Path, patch: pytest.MonkeyPatch, zones: tuple[str, ...]) -> None:
        self.own = Identity(code, Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())
        self.folder, self.patch, self.zones = folder / code, patch, zones
        Peer.objects.create(
            code=code, zones=list(zones), signing=self.own.public, sealing=str(self.own.sealing.to_public()),
            added_at=timezone.now(),
        )  # fmt: skip

    def acts(self) -> None:
        self.patch.setenv("GIJA_KEYS", str(self.folder))
        self.patch.setattr(keys, "identity", lambda: self.own)


@pytest.fixture
def nodes(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Node]:
    return lambda code, *zones: Node(code, tmp_path, monkeypatch, zones or ("commons", "casework"))


def test_a_key_goes_from_sender_to_sender_when_the_fingerprint_was_read_aloud(
    nodes: Callable[..., Node], tmp_path: Path, audit_entries: Any
) -> None:
    one, other = nodes("one"), nodes("other")
    one.acts()
    made = keys.make("2014-H1")
    keys.share("2014-H1", "other", tmp_path / "key.age")
    other.acts()
    with pytest.raises(GijaError) as refused:
        keys.take(tmp_path / "key.age", "0000 " * 8)
    assert refused.value.code == "linking.fingerprint_wrong"
    assert keys.all_keys() == ()
    taken = keys.take(tmp_path / "key.age", made.fingerprint.upper())
    assert (taken.secret, taken.id, taken.source) == (made.secret, made.id, "one")
    assert (other.folder / "linkage.json").stat().st_mode & 0o777 == 0o600
    with pytest.raises(GijaError) as refused:
        keys.make("2014-H1")
    assert refused.value.code == "linking.key_there"
    keys.destroy("2014-H1")
    assert keys.key_of("2014-H1") is None
    assert keys.all_keys()[0].secret is None
    done = [entry.action for entry in audit_entries("default") if entry.action.startswith("linkage.")]
    assert done == ["linkage.key_make", "linkage.key_share", "linkage.key_take", "linkage.key_destroy"]
    assert made.secret is not None
    assert made.secret.hex() not in repr(made)


def test_neither_the_unit_nor_the_register_ever_gets_a_key(nodes: Callable[..., Node], tmp_path: Path) -> None:
    one = nodes("one")
    one.acts()
    keys.make("2014-H1")
    for code, zones in {"u": ("linkage_unit",), "r": ("register",), "both": ("casework", "linkage_unit")}.items():
        nodes(code, *zones)
        with pytest.raises(GijaError) as refused:
            keys.share("2014-H1", code, tmp_path / "key.age")
        assert refused.value.code == "linking.key_not_for"
    assert not (tmp_path / "key.age").exists()


def test_a_key_of_a_stranger_or_for_another_is_not_taken(nodes: Callable[..., Node], tmp_path: Path) -> None:
    one, other, third = nodes("one"), nodes("other"), nodes("third")
    one.acts()
    made = keys.make("2014-H1")
    keys.share("2014-H1", "other", tmp_path / "key.age")
    third.acts()
    with pytest.raises(GijaError) as refused:
        keys.take(tmp_path / "key.age", made.fingerprint)
    assert refused.value.code == "linking.key_not_opened"
    Peer.objects.filter(pk="one").update(signing=third.own.public)
    other.acts()
    with pytest.raises(GijaError) as refused:
        keys.take(tmp_path / "key.age", made.fingerprint)
    assert refused.value.code == "linking.key_not_opened"


def test_the_same_person_has_other_bits_under_another_key_and_nearly_the_same_at_another_sender(
    unit: homes.Home, now: str, sent: Callable[[], list[Any]]
) -> None:
    import numpy as np

    made = keys.make(now)
    later = keys.make(f"{int(now[:4]) + 1}-H1")
    cases = sent()

    def bits(case: Any, key: keys.Key) -> Any:
        return np.unpackbits(np.frombuffer(linking_letters.encoding_of(case, case.record_id, key).raw(), np.uint8))

    def dice(a: Any, b: Any) -> float:
        return float(2 * (a & b).sum() / (a.sum() + b.sum()))

    assert dice(bits(cases[0], made), bits(cases[1], made)) > 0.7
    assert dice(bits(cases[0], made), bits(cases[0], later)) < 0.55
    assert (bits(cases[0], made) == bits(cases[0], made)).all()


def test_the_identity_of_the_courier_is_what_the_unit_knows(unit: homes.Home) -> None:
    assert homes.known(unit)["gija"].fingerprint == card().fingerprint
    assert read_card(unit.card.model_dump_json()).fingerprint == unit.card.fingerprint
    assert courier_keys.card().zones == homes.register_of(unit).zones
    assert set(connections) >= {"register", "casework"}
