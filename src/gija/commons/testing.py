"""A small cast everybody knows, and tools to act as one of them, for the tests of every room (a pytest plugin).

Nobody in the cast exists. Passwords are the same for all; none has a second factor unless a test gives one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from gija.commons.testing_again import again

if TYPE_CHECKING:
    from django.test import Client

    from gija.commons.accounts.models import Account
    from gija.commons.audit.models import Entry
    from gija.commons.permissions import Actor

PASSWORD = "Geras-slaptazodis-2013"  # noqa: S105  invented, for tests only


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast, before there is an account: what they are called, where they work, in which role."""

    key: str
    name: str
    role: str
    institution: str

    @property
    def email(self) -> str:
        return f"{self.key}@gija.example"


INSTITUTIONS = {
    "kpb": ("police", "Lithuanian Criminal Police Bureau", "Lietuvos kriminalinės policijos biuras"),
    "vilnius_police": (
        "police",
        "Vilnius County Chief Police Commissariat",
        "Vilniaus apskrities vyriausiasis policijos komisariatas",
    ),
    "viltis": ("ngo", "Viltis (an invented support organisation)", "Viltis (išgalvota pagalbos organizacija)"),
    "moi": ("ministry", "Ministry of the Interior", "Vidaus reikalų ministerija"),
}
PEOPLE = (
    Person("rasa", "Rasa Analitikė", "criminal_analyst", "kpb"),
    Person("tomas", "Tomas Tyrėjas", "investigator", "vilnius_police"),
    Person("inga", "Inga Ryšininkė", "liaison_officer", "kpb"),
    Person("aldona", "Aldona Auditorė", "auditor", "moi"),
    Person("jurga", "Jurga Administratorė", "administrator", "kpb"),
    Person("mantas", "Mantas Beteisis", "case_worker", "viltis"),  # has no right to anything of the police
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The accounts of the cast: `cast["rasa"]`, and each as an actor: `cast.actor("rasa")`."""

    accounts: dict[str, Account] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Account:
        return self.accounts[key]

    def actor(self, key: str) -> Actor:
        from gija.commons.accounts.queries import actor_of

        return actor_of(self.accounts[key])

    def join(self, people: Mapping[str, tuple[str, str, str]]) -> Cast:
        """Let a room's own people join: key -> (name, role, institution). Who is there already stays as they are."""
        whole = tuple(Person(key, *said) for key, said in people.items())
        self.accounts.update(_entered((), whole))
        return self


def make_cast() -> Cast:
    """Enter institutions and accounts of the cast that are not there yet."""
    return Cast(_entered(tuple(INSTITUTIONS.items()), PEOPLE))


def _entered(places: tuple[tuple[str, tuple[str, str, str]], ...], people: tuple[Person, ...]) -> dict[str, Account]:
    """The accounts of these people by their key; institutions and accounts that are missing are made."""
    from gija.commons.accounts.models import Account

    asked = Account.objects.filter(email__in=[one.email for one in people])
    again((places, people), lambda: _enter(places, people))
    if asked.count() < len(people):
        _enter(places, people)
    there = {account.email: account for account in asked.all()}
    return {one.key: there[one.email] for one in people}


def _enter(places: tuple[tuple[str, tuple[str, str, str]], ...], people: tuple[Person, ...]) -> None:
    from gija.commons.accounts.models import Account
    from gija.commons.accounts.services import make_account
    from gija.commons.directory.models import Institution
    from gija.commons.directory.services import make_institution

    for code, (kind, en, lt) in places:
        if not Institution.objects.filter(code=code).exists():
            make_institution(code, en, lt, kind)
    for one in people:
        if not Account.objects.filter(email=one.email).exists():
            make_account(one.email, one.name, PASSWORD, one.role, one.institution, demo=True)


@pytest.fixture(autouse=True)
def _own_anchors(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads of chains written down in one test would tell the next that its rolled-back chain was cut."""
    monkeypatch.setenv("GIJA_ANCHORS", str(tmp_path_factory.mktemp("anchors", numbered=True)))


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once() -> Iterator[None]:
    """Each client makes the middleware anew, and WhiteNoise then looks for every static file: the same ones each time,
    and for longer than a page takes to be made."""
    from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    find = WhiteNoiseMiddleware.add_files_from_finders

    def find_once(self: Any) -> None:
        asked = (self.static_prefix, self.static_root, self.max_age, self.charset, self.allow_all_origins)
        if asked not in found:
            find(self)
            found[asked] = dict(self.files)
        self.files.update(found[asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", find_once)
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Rasa the analyst, Tomas the investigator, Inga the liaison officer, Aldona the auditor, Jurga the administrator
    and Mantas without rights, with their institutions. A test that uses it needs the database `default`."""
    return make_cast()


@pytest.fixture
def client_for(cast: Cast, settings: Any) -> Callable[..., Client]:
    """`client_for("rasa", language="en")`: a client signed in as one of the cast, in demo mode over loopback."""
    from django.test import Client

    settings.DEMO = True  # the second factor is waived for the cast, as in the demo; it has tests of its own

    def signed_in(key: str, language: str = "en") -> Client:
        account = cast[key]
        if account.language != language:
            account.language = language
            account.save(update_fields=["language"])
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def audit_entries(db: None, request: pytest.FixtureRequest) -> Callable[[str], list[Entry]]:
    """`audit_entries("police")`: the entries written since the test began (its cast made), oldest first.

    Counts from a start because the trail of a transactional test remains: nothing can be removed from it.
    """
    from django.db import connections

    from gija.commons.audit.models import Entry

    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
    starts: dict[str, int] = {}
    for alias in connections:
        try:
            last = Entry.objects.using(alias).first()
        except AssertionError:  # DatabaseOperationForbidden: a database this test did not ask for
            continue
        starts[alias] = last.number if last else 0

    def since(database: str) -> list[Entry]:
        return list(Entry.objects.using(database).filter(number__gt=starts[database]).order_by("number"))

    return since
