"""Every address of the house, by everybody: what is not allowed is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gija.commons.accounts.models import Account
from gija.commons.accounts.services import make_account
from gija.commons.directory.services import make_institution
from gija.commons.permissions.declare import BY_TOKEN, PUBLIC, SIGNED_IN, UNPROVEN, permission_of, third_party
from gija.commons.permissions.matrix import actions, matrix
from gija.rapporteur.conftest import under_contract

pytestmark = pytest.mark.django_db(databases="__all__")

SAMPLES = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000"}

RELEASE = "2015-03-01-annual-2014-0123456789ab"


def every_view(
    patterns: Any = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """(address with sample values, view name, view) of every pattern, included ones too."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        address = prefix + _sample(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every_view(pattern.url_patterns, address, inner)
        elif isinstance(pattern, URLPattern):
            yield address, f"{space}{pattern.name or ''}", pattern.callback


def _sample(pattern: Any) -> str:
    """A part of an address, with a value that fits in each place."""
    text = str(pattern.pattern)
    if not text.startswith("^"):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m[1] or "str"], text)
    values = [*SAMPLES.values(), "X" * 26, "confirm", "lt", RELEASE]
    fitting = re.sub(r"\(\?P<\w+>([^)]*)\)", lambda m: next(v for v in values if re.fullmatch(m[1], v)), text)
    return fitting.removeprefix("^").removesuffix("$").replace("\\", "")


VIEWS = {name: ("/" + address, view) for address, name, view in every_view()}


def test_the_walk_finds_the_views_of_all_rooms_and_of_packages() -> None:
    assert {"pages:home", "audit:list", "account_login", "mfa_activate_totp"} <= set(VIEWS)
    assert len(VIEWS) > 25


@pytest.mark.parametrize("name", VIEWS)
def test_every_address_declares_a_permission_that_is_known(name: str) -> None:
    permission = permission_of(VIEWS[name][1], name)
    assert permission is not None, f"{name} declares no permission"
    assert permission in {PUBLIC, SIGNED_IN, UNPROVEN, BY_TOKEN} | actions()


def test_permissions_of_packages_are_declared_only_for_views_there_are() -> None:
    mail = {n for n in third_party() if n.startswith("account_reset_password")}  # there when mail is set up
    assert set(third_party()) - mail <= set(VIEWS)


def test_nothing_is_public_but_sign_in_help_and_language() -> None:
    public = {name for name, (_, view) in VIEWS.items() if permission_of(view, name) == PUBLIC}
    assert public == {
        "account_login",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "pages:help",
        "pages:language",
        "courier:receive",
        "api:openapi",
        "public:start",
        "public:releases",
        "public:release",
        "public:archive",
        "public:library",
        "public:offer",
        "public:place",
        "public:newest",
        "public:file",
        "public:tips",
        "public:tips_advice",
        "public:tips_sealed",
        "public:tips_answers",
        "public:tips_opened",
        "duties:subscribe",  # a calendar program cannot sign in: the address is the key; it tells duties and days
        "clocks:subscribe",  # the same, of numbers of cases and days
    }


def test_every_operation_of_the_api_declares_an_action_that_is_known() -> None:
    from gija.commons.api import build

    open_ = [f"{one.method} {one.path}" for one in build.operations() if one.action not in actions()]
    assert open_ == [], "closed to everybody: declare the action with by_token"
    by_token = {name for name, (_, view) in VIEWS.items() if permission_of(view, name) == BY_TOKEN}
    assert by_token == {name for name in VIEWS if name.startswith("api:v1:")}


def missing_release(name: str, answer: Any) -> bool:
    """Nothing has been published, or no feed has this key."""
    return name.startswith(("public:", "duties:subscribe", "clocks:subscribe")) and answer.status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_sign_in_from_every_page_that_is_not_public(client: Client, method: str) -> None:
    for name, (address, view) in VIEWS.items():
        answer = getattr(client, method)(address)
        if permission_of(view, name) == PUBLIC:
            # 400: the courier takes signed packets only; 404: nothing has been published
            assert answer.status_code in (200, 302, 400, 405) or missing_release(name, answer), name
        elif permission_of(view, name) == BY_TOKEN:
            assert answer.status_code in (401, 405), name  # programs are told, not led anywhere
        else:
            assert answer.status_code == 302, name
            assert answer["location"].startswith("/accounts/sign-in/"), name


@pytest.fixture
def of_role(settings: Any) -> dict[str, Client]:
    """A client for each role of the matrix, in an institution where it can be held, and one without role."""
    settings.DEMO = True
    make_institution("everything", "Everything", "Viskas", "police")
    under_contract("everything")  # else its evaluator would have no role
    make_institution("arrivals", "Arrivals", "Atvykimai", "immigration")  # its officers have a role of their own
    make_institution("funds", "Funds", "Lėšos", "ministry")  # and so has who grants money
    places = {"migration_officer": "arrivals", "grant_officer": "funds"}
    clients = {}
    for role in [*matrix(), ""]:
        email = f"{role or 'nobody'}@gija.example"
        where = places.get(role, "everything")
        account: Account = make_account(email, role, "x", role or "evaluator", where, demo=True)
        if not role:
            account.roles.all().delete()
        clients[role] = Client(headers={"host": "127.0.0.1"})
        clients[role].force_login(account, backend=configured.AUTHENTICATION_BACKENDS[-1])
    return clients


@pytest.mark.slow
@pytest.mark.parametrize("role", [*sorted(matrix()), ""])
def test_every_page_is_refused_to_every_role_that_the_matrix_does_not_let_in(
    of_role: dict[str, Client], role: str
) -> None:
    """By role: no worker is left with the whole walk of seven thousand pages while the other has nothing to do."""
    wrong, client = [], of_role[role]
    for name, (address, view) in VIEWS.items():
        permission = permission_of(view, name)
        if permission in (PUBLIC, SIGNED_IN, UNPROVEN, BY_TOKEN):
            continue
        refused = client.get(address).status_code == 403
        if refused is not (permission not in matrix().get(role, {})):
            wrong.append(f"{'refused' if refused else 'let in'}: {name} ({permission})")
    assert wrong == []


def test_every_refusal_leaves_one_entry(of_role: dict[str, Client], audit_entries: Callable[[str], list[Any]]) -> None:
    before = len(audit_entries("default"))
    of_role["case_worker"].get("/audit/")
    new = audit_entries("default")[before:]
    assert [(e.action, e.outcome, e.role) for e in new] == [("audit.read", "refused", "case_worker")]


# The matrix as it is meant, written a second time by hand: whoever changes a right changes it here too, knowingly.
MEANT = {
    "data_protection_officer": "police.subject.handle police.subject.export police.request.send "
    "police.request.answer police.request.read",
    "criminal_analyst": "police.alert.save police.alert.read police.batch.ask police.batch.read police.batch.export "
    "police.glass.open police.request.send police.request.read police.search.ask police.search.read "
    "police.search.confirm police.dossier.gather police.dossier.read police.dossier.export police.dossier.change "
    "police.database.read",
    "investigator": "police.tip.read police.tip.handle police.tip.key police.tip.table police.hotline.read "
    "police.hotline.record police.alert.save police.alert.read police.batch.ask police.batch.read police.batch.export "
    "police.glass.open police.request.send police.request.answer police.request.read police.search.ask "
    "police.search.read police.search.confirm police.dossier.gather police.dossier.read police.dossier.export "
    "police.dossier.change police.database.read police.hint.read police.hint.answer police.duplicate.read "
    "police.criminal.read police.criminal.write police.criminal.table "
    "police.duplicate.decide police.duplicate.join police.proceeding.read police.proceeding.write "
    "police.proceeding.import police.proceeding.submit police.proceeding.export register.record.read "
    "register.member.read register.analysis.own register.analysis.common register.sample.enter",
    "case_worker": "casework.hint.read casework.hint.answer casework.duplicate.read casework.duplicate.decide "
    "casework.period.read casework.period.write casework.period.export casework.referral.read "
    "casework.referral.send casework.referral.answer casework.referral.export "
    "casework.claim.read casework.claim.write casework.claim.export "
    "casework.assistance.read casework.assistance.write casework.assistance.export "
    "casework.figure.read casework.figure.make casework.figure.export "
    "casework.team.read casework.team.write casework.handover.take casework.memorandum.read "
    "casework.memorandum.write casework.memorandum.export casework.return.read casework.return.write "
    "casework.return.export casework.signal.read casework.signal.write "
    "casework.pathway.read casework.pathway.write casework.pathway.export "
    "casework.exchange.read casework.exchange.ask casework.exchange.export casework.case.read casework.case.write "
    "casework.case.import casework.case.submit register.record.read register.member.read register.analysis.own "
    "register.analysis.common register.sample.enter",
    "case_supervisor": "casework.hint.read casework.hint.answer casework.duplicate.read casework.duplicate.decide "
    "casework.period.read casework.period.write casework.period.export casework.referral.read "
    "casework.referral.send casework.referral.answer casework.referral.export "
    "casework.claim.read casework.claim.write casework.claim.export "
    "casework.assistance.read casework.assistance.write casework.assistance.export casework.plan.approve "
    "casework.figure.read casework.figure.make casework.figure.export casework.figure.approve "
    "casework.team.read casework.team.write casework.handover.take casework.memorandum.read "
    "casework.memorandum.write casework.memorandum.export casework.return.read casework.return.write "
    "casework.return.export casework.signal.read casework.signal.write "
    "casework.handover.write "
    "casework.pathway.read casework.pathway.write casework.pathway.approve casework.pathway.export "
    "casework.exchange.read casework.exchange.ask casework.exchange.export casework.duplicate.join "
    "casework.referral.review casework.exchange.give casework.case.read casework.case.write "
    "casework.case.import casework.case.submit "
    "casework.case.export register.record.read register.member.read register.analysis.own register.analysis.common "
    "register.sample.enter",
    "migration_officer": "casework.period.ask",
    "register_administrator": "register.hint.read register.hint.send register.run.read register.record.read "
    "register.member.read register.member.manage register.analysis.own register.analysis.common register.table.read "
    "register.table.build register.table.approve",
    "liaison_officer": "police.hotline.read police.hotline.record police.alert.save police.alert.read "
    "police.request.send police.request.answer "
    "police.request.read police.search.ask police.search.read police.database.read",
    "grant_officer": "rapporteur.grant.read rapporteur.grant.decide rapporteur.grant.export",
    "grant_assessor": "rapporteur.grant.assess",
    "data_supplier": "rapporteur.grant.apply rapporteur.body.read rapporteur.recommendation.read "
    "rapporteur.recommendation.answer "
    "rapporteur.task.do rapporteur.duty.read rapporteur.reconciliation.answer "
    "rapporteur.selfservice.ask rapporteur.selfservice.export rapporteur.plan.read rapporteur.plan.report "
    "rapporteur.collection.fill",
    "supplier_head": "rapporteur.grant.apply rapporteur.body.read rapporteur.recommendation.read "
    "rapporteur.recommendation.answer "
    "rapporteur.task.do rapporteur.duty.read rapporteur.duty.do rapporteur.reconciliation.answer "
    "rapporteur.selfservice.ask rapporteur.selfservice.export rapporteur.plan.read rapporteur.plan.report "
    "rapporteur.collection.fill rapporteur.collection.approve",
    "national_rapporteur": "rapporteur.holding.read rapporteur.holding.keep "
    "rapporteur.grant.read rapporteur.grant.export "
    "rapporteur.cooperation.read rapporteur.cooperation.keep rapporteur.cooperation.export "
    "rapporteur.body.read rapporteur.recommendation.read rapporteur.recommendation.answer "
    "rapporteur.body.keep rapporteur.recommendation.keep rapporteur.tender.read rapporteur.tender.keep "
    "rapporteur.handover.export "
    "rapporteur.statistics.inner "
    "rapporteur.monitoring.read rapporteur.monitoring.children rapporteur.monitoring.watch "
    "rapporteur.note.read rapporteur.note.write rapporteur.task.give rapporteur.task.do rapporteur.duty.read "
    "rapporteur.duty.keep rapporteur.duty.do rapporteur.official.read rapporteur.official.load "
    "rapporteur.official.explain rapporteur.delivery.read rapporteur.delivery.export rapporteur.selfservice.ask "
    "rapporteur.selfservice.export rapporteur.selfservice.watch rapporteur.plan.read rapporteur.plan.write "
    "rapporteur.plan.adopt rapporteur.plan.approve rapporteur.plan.evaluate rapporteur.collection.watch "
    "rapporteur.collection.call rapporteur.collection.accept rapporteur.statistics.read rapporteur.statistics.load "
    "rapporteur.reconciliation.read rapporteur.reconciliation.settle rapporteur.report.read rapporteur.report.author "
    "rapporteur.report.draft rapporteur.report.approve rapporteur.report.publish rapporteur.estimate.read "
    "rapporteur.estimate.run "
    "rapporteur.estimate.export rapporteur.ledger.read",
    "national_coordinator": "rapporteur.holding.read rapporteur.grant.read "
    "rapporteur.cooperation.read rapporteur.cooperation.keep rapporteur.cooperation.export "
    "rapporteur.body.read rapporteur.recommendation.read rapporteur.recommendation.answer "
    "rapporteur.body.keep rapporteur.recommendation.keep rapporteur.tender.read rapporteur.tender.keep "
    "rapporteur.handover.export "
    "rapporteur.monitoring.read rapporteur.monitoring.children rapporteur.note.read "
    "rapporteur.task.give rapporteur.task.do rapporteur.estimate.read rapporteur.duty.read rapporteur.duty.keep "
    "rapporteur.duty.do rapporteur.official.read rapporteur.delivery.read rapporteur.reconciliation.read "
    "rapporteur.selfservice.ask rapporteur.selfservice.export rapporteur.selfservice.watch rapporteur.plan.read "
    "rapporteur.plan.write rapporteur.plan.adopt rapporteur.plan.approve rapporteur.collection.watch "
    "rapporteur.statistics.read rapporteur.statistics.inner rapporteur.report.read rapporteur.report.approve "
    "rapporteur.ledger.read",
    "childrens_ombudsman": "rapporteur.body.read rapporteur.recommendation.read rapporteur.recommendation.answer "
    "rapporteur.monitoring.children rapporteur.task.do rapporteur.duty.read "
    "rapporteur.duty.do rapporteur.selfservice.ask rapporteur.selfservice.export rapporteur.plan.read",
    "evaluator": "rapporteur.holding.read "
    "rapporteur.cooperation.read rapporteur.body.read rapporteur.recommendation.read "
    "rapporteur.tender.read rapporteur.handover.export "
    "rapporteur.monitoring.read rapporteur.duty.read rapporteur.official.read "
    "rapporteur.reconciliation.read rapporteur.selfservice.ask rapporteur.selfservice.export rapporteur.plan.read "
    "rapporteur.plan.evaluate rapporteur.statistics.read rapporteur.report.read "
    "rapporteur.report.author",
    "auditor": "police.glass.review audit.read audit.verify directory.read",
    "administrator": "api.token.manage account.read account.manage account.staff_session directory.read courier.read "
    "courier.manage police.database.read police.database.index",
}
ANYWHERE = {
    "account.staff_session", "audit.read", "audit.verify", "courier.manage", "courier.read", "directory.read",
    "police.database.index", "police.database.read", "police.glass.review", "police.search.ask",
    "rapporteur.collection.accept", "rapporteur.collection.call", "rapporteur.collection.watch",
    "rapporteur.delivery.export", "rapporteur.delivery.read", "rapporteur.duty.keep", "rapporteur.duty.read",
    "rapporteur.estimate.export", "rapporteur.estimate.read", "rapporteur.estimate.run", "rapporteur.ledger.read",
    "rapporteur.monitoring.children", "rapporteur.monitoring.read", "rapporteur.monitoring.watch",
    "rapporteur.note.read", "rapporteur.note.write", "rapporteur.official.explain", "rapporteur.official.load",
    "rapporteur.official.read", "rapporteur.plan.adopt", "rapporteur.plan.approve", "rapporteur.plan.evaluate",
    "rapporteur.plan.read", "rapporteur.plan.write", "rapporteur.reconciliation.read",
    "rapporteur.reconciliation.settle", "rapporteur.report.approve", "rapporteur.report.draft",
    "rapporteur.report.publish", "rapporteur.report.read", "rapporteur.selfservice.watch",
    "rapporteur.statistics.inner", "rapporteur.statistics.load", "rapporteur.statistics.read", "rapporteur.task.give",
    "rapporteur.cooperation.export", "rapporteur.cooperation.keep", "rapporteur.cooperation.read",
    "rapporteur.grant.assess", "rapporteur.grant.decide", "rapporteur.grant.export", "rapporteur.grant.read",
    "rapporteur.body.keep", "rapporteur.body.read", "rapporteur.handover.export", "rapporteur.recommendation.keep",
    "rapporteur.recommendation.read", "rapporteur.tender.keep", "rapporteur.tender.read",
    "register.table.approve", "register.table.build", "register.table.read",
    "rapporteur.holding.keep", "rapporteur.holding.read",
}  # fmt: skip
# Everybody else has these for their own institution only.
REGISTER_ADMINISTRATOR = {
    "register.hint.read", "register.hint.send", "register.run.read",
    "register.record.read", "register.member.read", "register.member.manage", "register.analysis.own",
    "register.analysis.common",
}  # fmt: skip


@pytest.mark.parametrize("role", sorted(matrix()))
def test_matrix_is_as_meant(role: str) -> None:
    assert set(matrix()[role]) == set(MEANT.get(role, "").split())
    wide = ANYWHERE | (REGISTER_ADMINISTRATOR if role == "register_administrator" else set())
    assert {a for a, reach in matrix()[role].items() if reach == "any"} == set(matrix()[role]) & wide
    assert set(matrix()[role].values()) <= {"any", "own"}
