"""Tenders: criteria and scores, award, contract; the evaluator's rights begin and end with it; hand-over."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from gija.commons.accounts.queries import roles_of
from gija.commons.accounts.services import give_role
from gija.commons.permissions import NotPermittedError
from gija.commons.testing import Cast
from gija.methods.money import money
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.bodies import trail
from gija.rapporteur.evaluators import delivering, package, queries, seeds, services
from gija.rapporteur.evaluators.models import Handover, Score, Tender
from gija.rapporteur.evaluators.services import Criterion
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
Called = Callable[[str], Tender]
Signed = Callable[..., Tender]
BASE = "/rapporteur/evaluators/"
SAID = Text("Report", "Ataskaita")


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(GijaError) as error:
        act()
    assert error.value.code == code


def test_the_contractors_of_the_source_are_entered_once(cast: Cast) -> None:
    vaida = cast.actor("vaida")
    assert len(services.load(vaida)) == 3
    assert services.load(vaida) == []
    found = {one.code: one.contract for one in Tender.objects.filter(code__in=seeds.known())}
    assert found["report-2007"].name == "UAB „Pramogų akademija“"
    assert found["report-2006"].name == found["report-2005-2008"].name == "Lietuvos žmogaus teisių lygos asociacija"
    assert {one.source[:6] for one in found.values()} == {"S2 L23"}
    assert not any(queries.holds(one) for one in found.values())  # no days are told: nothing is in force
    assert Handover.objects.filter(office="coordinator").count() == 1


def test_bids_are_ranked_by_the_weights_and_the_mean_of_the_members(cast: Cast, called: Called) -> None:
    vaida, of = cast.actor("vaida"), called("tender-ranked")
    first, second = of.bids.all()
    services.score(vaida, first.pk, "Chair", {"quality": 80, "price": 50})
    services.score(vaida, first.pk, "Member", {"quality": 60, "price": 50})
    assert next(iter(queries.ranking(of))).whole == 62  # 0.6 * 70 + 0.4 * 50
    refused("evaluators.not_scored", lambda: services.award(vaida, of.code, of.version, first.pk))
    services.score(vaida, second.pk, "Chair", {"quality": 90, "price": 40})
    assert {one.bid.pk: one.whole for one in queries.ranking(of)} == {second.pk: Fraction(70), first.pk: Fraction(62)}
    assert queries.ranking(of)[0].bid.pk == second.pk
    services.score(vaida, second.pk, "Chair", {"quality": 10, "price": 40})  # a correction: the last one counts
    assert queries.ranking(of)[0].bid.pk == first.pk
    refused("bodies.reason", lambda: services.award(vaida, of.code, of.version, second.pk))
    services.award(vaida, of.code, of.version, second.pk, "The first withdrew its bid in writing.")
    assert services.winner(of) == second


def test_rights_of_the_author_hold_for_the_years_and_the_days_of_the_contract(cast: Cast, signed: Signed) -> None:
    of, day = signed("tender-rights"), timezone.localdate()
    edita = cast.actor("edita")
    for period, holds in {"2014": True, "2013-H2": True, "2013-2014": True, "2012-2014": False, "2015": False}.items():
        assert (queries.author_of(edita, period) is not None) is holds, period
    assert queries.author_of(edita, "whenever") is None
    assert queries.author_of(cast.actor("vaida"), "2014") is None
    assert queries.author_of(None, "2014") is None
    contract = of.contract
    assert [queries.holds(contract, day + dt.timedelta(days=n)) for n in (-1, 0, 365, 366)] == [
        False,
        True,
        True,
        False,
    ]
    services.end(cast.actor("vaida"), of.code, 1, day, "They wrote that they stop today.")
    contract.refresh_from_db()
    assert not queries.holds(contract, day + dt.timedelta(days=1))


def test_the_role_begins_with_the_contract_and_ends_with_its_last_day_by_itself(
    client_for: Any, cast: Cast, signed: Signed
) -> None:
    day, edita = timezone.localdate(), client_for("edita")

    def reads() -> bool:
        held = [one.role for one in roles_of(cast["edita"])]
        answers = {edita.get(BASE).status_code, edita.get("/rapporteur/reports/").status_code}
        assert (held, answers) in (([], {403}), (["evaluator"], {200}))
        return bool(held)

    assert not reads()
    refused("accounts.no_role", lambda: cast.actor("edita"))
    contract = signed("tender-begins", 1, 10).contract
    for starts, ends, holds in ((1, 10, False), (0, 10, True), (-10, 0, True), (-10, -1, False)):
        contract.starts, contract.ends = day + dt.timedelta(days=starts), day + dt.timedelta(days=ends)
        contract.save()
        assert reads() is holds, (starts, ends)
    contract.organisation, contract.ends = "kpb", day
    contract.save()
    assert not reads()  # another house's contract
    assert cast.actor("vaida").role == "national_rapporteur"  # no other role is held by a contract


def test_a_second_role_of_an_evaluator_stays_when_the_contract_ends(cast: Cast, signed: Signed) -> None:
    give_role(cast["edita"], "case_worker", "viltis")
    assert {one.role for one in roles_of(cast["edita"])} == {"case_worker"}
    signed("tender-second")
    assert {one.role for one in roles_of(cast["edita"])} == {"case_worker", "evaluator"}


def test_the_package_is_for_the_contractor_while_the_contract_is_in_force(cast: Cast, signed: Signed) -> None:
    edita = replace(cast.actor("vaida"), role="evaluator", institution="viltis")  # as a session of before would say
    refused("evaluators.no_contract", lambda: package.package(edita))
    signed("tender-later", 1)
    refused("evaluators.no_contract", lambda: package.package(edita))
    signed("tender-now")
    content = package.package(edita)
    assert content == package.package(cast.actor("vaida"))
    with pytest.raises(NotPermittedError):
        package.package(cast.actor("dalia"))


def test_the_package_is_whole_and_the_same_data_give_the_same_bytes(cast: Cast) -> None:
    services.load(cast.actor("vaida"))
    content = package.package(cast.actor("vaida"))
    assert content == package.package(cast.actor("vaida"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = json.loads(archive.read("manifest.json"))
        assert sorted([*(one["path"] for one in told["files"]), "manifest.json"]) == archive.namelist()
        for one in told["files"]:
            assert hashlib.sha256(archive.read(one["path"])).hexdigest() == one["sha256"]
        reports = list(csv.DictReader(io.StringIO(archive.read("reports.csv").decode())))
        names = archive.namelist()
    assert {one["contractor"] for one in reports if one["tender"] == "report-2007"} == {"UAB „Pramogų akademija“"}
    assert {"methods/disclosure.txt", "code_lists/indicator.yaml", "plans/evaluations.csv"} <= set(names)
    assert not any("bid" in name or "score" in name for name in names)


def test_a_report_is_delivered_returned_accepted_and_paid_up_to_the_amount(cast: Cast, signed: Signed) -> None:
    vaida, of, today = cast.actor("vaida"), signed("tender-paid"), timezone.localdate()
    one = of.contract.deliverables.get()
    one = delivering.deliver(vaida, one.pk, 1, today, "Reg. Nr. 8", "AB" * 32)
    one = delivering.send_back(vaida, one.pk, 2, "The English text is missing.")
    one = delivering.deliver(vaida, one.pk, 3, today, "Reg. Nr. 9", "")
    one = delivering.accept(vaida, one.pk, 4)
    refused("evaluators.money", lambda: delivering.pay(vaida, one.pk, 5, today, money("4800,01", "EUR")))
    refused("evaluators.money", lambda: delivering.pay(vaida, one.pk, 5, today, money("100", "LTL")))
    assert delivering.pay(vaida, one.pk, 5, today, money("4800", "EUR")).state == "paid"
    acts = [act.act for act in trail.acts("tender", of.code)][-5:]
    assert acts == ["deliver", "return", "deliver", "accept", "pay"]


def test_what_does_not_fit_is_refused(cast: Cast, called: Called) -> None:
    vaida, of, today = cast.actor("vaida"), called("tender-refused"), timezone.localdate()
    first = of.bids.first()
    assert first is not None
    half = (Criterion("a", SAID, 50),)
    refused("evaluators.weights", lambda: services.prepare(vaida, "tender-w", SAID, (2013, 2014), SAID, half))
    refused("bodies.order", lambda: services.prepare(vaida, "tender-o", SAID, (2014, 2013), SAID, half))
    late = today + dt.timedelta(days=31)
    refused("evaluators.late", lambda: services.bid(vaida, of.code, "Third", "", late, None))
    refused("evaluators.bidder", lambda: services.bid(vaida, of.code, " Viltis ", "", today, None))
    refused("evaluators.points", lambda: services.score(vaida, first.pk, "Chair", {"quality": 101, "price": 1}))
    refused("evaluators.points", lambda: services.score(vaida, first.pk, "Chair", {"quality": 1}))
    refused("bodies.reason", lambda: services.admit(vaida, first.pk, first.version, False, "no"))
    refused("evaluators.state", lambda: services.call(vaida, of.code, of.version, "CVP", today, today))
    refused("evaluators.handover", lambda: delivering.hand_over(vaida, "evaluator", "", "B", late, "All the methods."))
    with pytest.raises(NotPermittedError):
        services.cancel(cast.actor("dalia"), of.code, of.version, "We do not like it.")


def test_scores_and_hand_overs_are_never_changed(cast: Cast) -> None:
    made = delivering.hand_over(cast.actor("vaida"), "ombudsman", "", "Next", dt.date(2024, 1, 1), "All open files.")
    refused("statistics.never_overwritten", made.delete)
    refused("statistics.never_overwritten", Score.objects.all().delete)
    connection = connections["rapporteur"]
    for table in ("evaluators_score", "evaluators_handover"):
        assert present(connection, table) == set(wanted(connection, table))


@pytest.mark.parametrize("language", ["en", "lt"])
def test_an_evaluator_reads_tenders_but_neither_bids_nor_drafts(
    client_for: Any, cast: Cast, called: Called, signed: Signed, language: str
) -> None:
    of = called("tender-pages")
    signed("tender-read")
    services.prepare(cast.actor("vaida"), "tender-draft", SAID, (2016, 2016), SAID, (Criterion("a", SAID, 100),))
    edita, vaida = client_for("edita", language), client_for("vaida", language)
    for address in ("", f"{of.code}/", "package/"):
        assert edita.get(BASE + address).status_code == 200, address
        assert vaida.get(BASE + address).status_code == 200, address
        assert client_for("dalia", language).get(BASE + address).status_code == 403, address
    assert "UAB „Kita“" in vaida.get(f"{BASE}{of.code}/").content.decode()
    assert "UAB „Kita“" not in edita.get(f"{BASE}{of.code}/").content.decode()
    assert edita.get(f"{BASE}tender-draft/").status_code == 404
    own = ("add/", "handovers/add/", f"{of.code}/bids/add/", f"{of.code}/award/", f"bids/{of.bids.all()[0].pk}/score/")
    for address in own:
        assert vaida.get(BASE + address).status_code == 200, address
        assert edita.get(BASE + address).status_code == 403, address


def test_the_whole_way_is_walked_on_the_pages(client_for: Any, signed: Signed, audit_entries: Any) -> None:
    of, vaida = signed("tender-whole"), client_for("vaida")
    one = of.contract.deliverables.get()
    today = timezone.localdate().isoformat()
    told = {"version": 1, "day": today, "reference": "Reg. Nr. 8", "sha256": "xyz"}
    assert vaida.post(f"{BASE}deliverables/{one.pk}/deliver/", told).status_code == 422
    assert vaida.post(f"{BASE}deliverables/{one.pk}/deliver/", told | {"sha256": ""}).status_code == 302
    assert vaida.post(f"{BASE}deliverables/{one.pk}/decide/", {"version": 2, "answer": "no"}).status_code == 422
    assert vaida.post(f"{BASE}deliverables/{one.pk}/decide/", {"version": 2, "answer": "yes"}).status_code == 302
    paid = {"version": 3, "day": today, "amount": "4 800", "currency": "EUR"}
    assert vaida.post(f"{BASE}deliverables/{one.pk}/pay/", paid).status_code == 302
    assert "4800.00 EUR" in vaida.get(f"{BASE}{of.code}/").content.decode()
    before = len(audit_entries("rapporteur"))
    answer = client_for("edita").post(f"{BASE}package/handover.zip")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    entry = audit_entries("rapporteur")[before:]
    assert [(e.action, e.details["sha256"]) for e in entry] == [
        ("rapporteur.handover.export", hashlib.sha256(answer.content).hexdigest())
    ]
