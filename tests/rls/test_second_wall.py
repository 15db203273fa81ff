"""A query that forgets to ask whose a row is still shows nobody else's: PostgreSQL itself keeps institutions apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gija.commons.rowlevel.policies import policies, zone_models

if TYPE_CHECKING:
    from tests.rls.conftest import Installation

servers = pytest.mark.servers

FORGETFUL = """
from gija.commons.rowlevel.session import acting_for
from gija.police.search.models import Candidate, DatabaseAnswer, SearchQuery
from gija.casework.cases.models import Person
from django.db import connections
models = (SearchQuery, DatabaseAnswer, Candidate, Person)

def seen():
    return [model.objects.count() for model in models]
"""


@servers
def test_the_role_of_the_pages_is_neither_owner_nor_above_the_wall(installation: Installation) -> None:
    told = installation.pages(
        FORGETFUL
        + """
with connections["police"].cursor() as cursor:
    cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    rights = cursor.fetchone()
    cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s", [SearchQuery._meta.db_table])
    result = [*rights, *cursor.fetchone()]
"""
    )
    assert told == [False, False, False]


@servers
def test_each_institution_sees_its_own_rows_and_what_hangs_on_them(installation: Installation) -> None:
    told = installation.pages(
        FORGETFUL
        + """
result = {}
for code in ("kpb", "vilnius_police", "viltis", "caritas", "elsewhere", "", "*"):
    with acting_for(code):
        result[code] = seen()
"""
    )
    assert told == {
        "kpb": [1, 1, 1, 0],
        "vilnius_police": [1, 1, 1, 0],
        "viltis": [0, 0, 0, 1],
        "caritas": [0, 0, 0, 1],
        "elsewhere": [0, 0, 0, 0],
        "": [0, 0, 0, 0],
        "*": [2, 2, 2, 2],
    }


@servers
def test_a_session_that_was_told_nothing_sees_nothing(installation: Installation) -> None:
    import psycopg

    with psycopg.connect(installation.url("casework")) as connection:
        assert connection.execute("SELECT count(*) FROM casework_cases_person").fetchone() == (0,)


@servers
def test_the_owner_sees_everything(installation: Installation) -> None:
    assert installation.owner(FORGETFUL + "with acting_for('kpb'):\n    result = seen()") == [2, 2, 2, 2]


@servers
def test_rows_of_another_institution_are_neither_written_nor_moved(installation: Installation) -> None:
    told = installation.pages(
        FORGETFUL
        + """
from django.db import transaction
from django.db.utils import ProgrammingError

def refused(act):
    try:
        with transaction.atomic(using="casework"):
            act()
    except ProgrammingError as error:
        return "row-level security" in str(error)
    return False

with acting_for("viltis"):
    own = Person.objects.get()
    result = [
        refused(lambda: Person.objects.create(institution="caritas", given_names="Eglė")),
        refused(lambda: Person.objects.filter(pk=own.pk).update(institution="caritas")),
        Person.objects.filter(institution="caritas").delete()[0],
    ]
"""
    )
    assert told == [True, True, 0]


@servers
def test_rolling_back_never_brings_back_the_institution_before(installation: Installation) -> None:
    told = installation.pages(
        FORGETFUL
        + """
from django.db import transaction

def whose():
    return list(Person.objects.values_list("institution", flat=True))

def broken(savepoint):
    try:
        with transaction.atomic(using="casework", savepoint=savepoint):
            with acting_for("caritas"):
                whose()
            raise ValueError
    except ValueError:
        pass

result = []
with acting_for("viltis"):
    result.append(whose())
with acting_for("caritas"):
    broken(True)
    result.append(whose())
    with transaction.atomic(using="casework"):
        with acting_for("viltis"):
            broken(True)
            result.append(whose())
        result.append(whose())
    connections["casework"].close()
    result.append(whose())
"""
    )
    assert told == [["viltis"], ["caritas"], ["viltis"], ["caritas"], ["caritas"]]


@servers
def test_the_trail_can_only_be_added_to_by_the_pages(installation: Installation) -> None:
    told = installation.pages(
        """
from django.db import connections, transaction
from django.db.utils import ProgrammingError
from gija.commons.audit.services import record, verify

with transaction.atomic(using="police"):
    record("police", None, "test.act")
result = [verify("police")]
for statement in (
    "UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL", "SET session_replication_role = replica",
    "DELETE FROM django_migrations", "ALTER TABLE casework_cases_person DISABLE ROW LEVEL SECURITY",
):
    try:
        with transaction.atomic(using="casework"), connections["casework"].cursor() as cursor:
            cursor.execute(statement)
        result.append("done")
    except ProgrammingError:
        result.append("refused")
"""
    )
    assert told == [[], *["refused"] * 7]


@servers
def test_the_pages_work_behind_the_wall_and_hide_the_others(installation: Installation) -> None:
    """Rasa of the bureau and Tomas of the commissariat, one after the other through the same connections."""
    told = installation.pages(
        """
from django.test import Client
from gija.commons.accounts.models import Account
from gija.commons.rowlevel.session import acting_for, institution
from gija.police.search.models import SearchQuery

own = dict(SearchQuery.objects.values_list("institution", "id"))
result = {}
for key, code, other in (("rasa", "kpb", "vilnius_police"), ("tomas", "vilnius_police", "kpb")) * 2:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(email=f"{key}@gija.example"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/police/search/history/")
    result[key] = [
        page.status_code, own[code] in page.text, own[other] in page.text,
        client.get(f"/police/search/{own[code]}/").status_code, client.get(f"/police/search/{own[other]}/").status_code,
        institution(),
    ]
"""
    )
    assert told == {key: [200, True, False, 200, 404, "*"] for key in ("rasa", "tomas")}


@servers
def test_an_answer_passes_the_wall_where_it_is_meant_to_and_nothing_else(installation: Installation) -> None:
    """Whether somebody may be expelled is asked over all institutions; a calendar shows those of its own."""
    told = installation.pages(
        """
from django.test import Client
from gija.casework.cases import services as cases
from gija.casework.clocks import feed, protection, services
from gija.casework.clocks.services import REFLECTION, Begun
from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_of
from gija.commons.accounts.services import make_account
from gija.commons.directory.services import make_institution
from gija.commons.rowlevel.session import acting_for
from django.utils import timezone

make_institution("migracija", "Migration", "Migracija", "immigration")
officer = actor_of(make_account("v@gija.example", "V", "x", "migration_officer", "migracija", demo=True))
worker = actor_of(Account.objects.get(email="mantas@gija.example"))
said = {"registered_on": "2026-01-05", "given_names": "Olena", "family_name": "Vyhadana", "birth_date": "1995-02-03",
        "sex": "F", "citizenship": ["UKR"], "reference": "1"}
with acting_for("viltis"):
    case = cases.open_case(worker, said)
    services.begin(worker, case.pk, Begun(REFLECTION, timezone.localdate()))
    key = feed.FEEDS.renew(worker)
with acting_for("migracija"):
    asked = protection.Asked(given_names="Olena", family_name="Vyhadana", birth_date="1995-02-03", purpose="x")
    result = [protection.ask(officer, asked).institution]
answer = Client(headers={"host": "127.0.0.1"}).get(f"/casework/periods/feed/{key}.ics")
result += [answer.status_code, answer.content.count(b"BEGIN:VEVENT")]
"""
    )
    assert told == ["viltis", 200, 1]


@servers
def test_every_table_named_has_its_policy_in_the_database(installation: Installation) -> None:
    told = installation.owner(
        """
from django.db import connections
from gija.commons.rowlevel.policies import policies

result = {}
for database in ("police", "casework"):
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies JOIN pg_class ON relname = tablename WHERE relrowsecurity")
        result[database] = [sorted(row[0] for row in cursor), sorted(policy.table for policy in policies(database))]
"""
    )
    for standing, named in told.values():
        assert standing == named != []


@pytest.mark.parametrize("zone", ["police", "casework"])
def test_every_table_of_a_zone_with_people_stands_behind_the_wall(zone: str) -> None:
    behind = {policy.table for policy in policies(zone)}
    without = {model._meta.label for model in zone_models(zone) if model._meta.db_table not in behind}
    assert not without, "give the model a column `institution` or a foreign key to one that has it"
    assert len(behind) >= 5


def test_zones_without_people_have_no_wall() -> None:
    assert policies("register") == policies("default") == ()


def test_a_row_without_an_institution_goes_with_the_row_it_belongs_to() -> None:
    found = {policy.table: policy for policy in policies("police")}
    candidate = next(policy for table, policy in found.items() if table.endswith("_candidate"))
    assert candidate.parent
    assert candidate.parent[0] in found
