"""The ledger as rows: in order, chained, never changed; a broken chain stops every release."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from gija.methods.disclosure.ledger import Ledger
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.gate import queries, services
from gija.rapporteur.gate.models import Entry
from gija.rapporteur.gate.protecting import passed
from gija.vocabulary.errors import GijaError

from .conftest import cited, period

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])
HALF = passed("half_year-2014-H1-v1", "2014-07-20", period("2014-H1", 40, 20), Ledger()).releases
YEAR = passed("table-2014-v1", "2015-01-20", period("2014", 80, 22), Ledger()).releases
CITED = passed("annual-2014-v1", "2015-12-31", [cited(3)], Ledger()).releases


def refused(act: Any) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


def test_what_is_put_in_is_read_back_in_order_with_its_chain() -> None:
    services.put(HALF)
    services.put(CITED)
    services.withdraw([HALF[0].name], "2014-08-01")
    found = queries.ledger()
    assert [one.name for one in found] == [HALF[0].name, CITED[0].name]
    assert [one.name for one in found.withdrawn()] == [HALF[0].name]
    assert found.digest == Entry.objects.latest("id").head
    assert list(queries.ledger(before=CITED[0].name)) == list(HALF)


def test_the_same_again_is_no_new_telling_and_another_under_its_name_is_refused() -> None:
    services.put(HALF)
    services.put(HALF)
    assert Entry.objects.count() == 1
    other = passed(HALF[0].name, "2014-07-20", period("2014-H1", 40, 21), Ledger()).releases
    assert refused(lambda: services.put(other)) == "disclosure.twice"


def test_what_is_not_safe_beside_the_ledger_does_not_get_in() -> None:
    services.put(HALF)
    assert refused(lambda: services.put(YEAR)) == "gate.unsafe"
    assert Entry.objects.count() == 1


def test_the_database_refuses_change_and_a_changed_row_breaks_the_chain() -> None:
    services.put(HALF)
    connection = connections["rapporteur"]
    assert present(connection, "gate_entry") == set(wanted(connection, "gate_entry"))
    with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
        cursor.execute("UPDATE gate_entry SET name = 'x'")
    row = Entry.objects.get()
    Entry(name="later", kind="withdrawal", content='{"name": "half_year-2014-H1-v1", "day": "2014-08-01"}',
          head="0" * 64, at=row.at).save()  # fmt: skip
    assert refused(queries.ledger) == "disclosure.ledger_broken"
