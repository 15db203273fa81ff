"""Finest tables with cell keys: kept once, never changed, added up with their keys, and no key in anything readable."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections, transaction

from gija.messages.registry import decode
from gija.messages.tables import Official
from gija.methods.disclosure.cellkeys.keys import BITS
from gija.rapporteur.append_only import present, wanted
from gija.rapporteur.gate import cubes, queries
from gija.rapporteur.gate.models import Entry, FineCube
from gija.rapporteur.gate.testing import fine_cube, keyed
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])
PEOPLE: dict[tuple[str, ...], int] = {
    ("presumed", "F", "adult", "sexual", "ngo"): 7,
    ("presumed", "F", "child", "labour", "ngo"): 2,
    ("presumed", "M", "adult", "labour", "ngo"): 1,
}


def test_margins_are_sums_of_counts_and_of_keys() -> None:
    fine = fine_cube(counts=PEOPLE)
    by_sex = fine.by("sex")
    keys = dict(zip((c.key for c in fine.table), fine.keys, strict=True))
    women = [key for codes, key in keys.items() if codes[1] == "F"]
    assert by_sex["F",] == (9, sum(women) % 2**BITS)
    assert by_sex["_T",] == (10, sum(keys.values()) % 2**BITS)
    assert by_sex["U",] == (0, 0)
    crossed = fine.by("form", "sex")
    assert crossed["labour", "M"] == (1, keys["presumed", "M", "adult", "labour", "ngo"])
    assert crossed["_T", "F"] == by_sex["F",]
    assert all(0 <= key < 2**BITS for _count, key in crossed.values())


def test_the_latest_vintage_holds_and_earlier_ones_stay() -> None:
    fine_cube(counts=PEOPLE)
    fine_cube(counts={**PEOPLE, ("recognised", "F", "adult", "sexual", "police"): 5}, vintage=2)
    fine_cube(period="2013-H2")
    assert [(one.period, one.vintage) for one in cubes.cubes()] == [("2014-H1", 2), ("2013-H2", 1)]
    assert cubes.cube("2014-H1", 1).by("sex")["_T",][0] == 10
    with pytest.raises(GijaError) as refused:
        cubes.cube("2009-H1")
    assert refused.value.code == "gate.no_cube"


def test_the_same_again_is_kept_once_and_another_under_its_number_is_refused() -> None:
    fine_cube(counts=PEOPLE)
    fine_cube(counts=PEOPLE)
    assert FineCube.objects.count() == 1
    with pytest.raises(GijaError) as refused:
        fine_cube()
    assert refused.value.code == "gate.cube_altered"


def test_the_ledger_learns_how_many_keys_were_joined_or_parted_and_nothing_else() -> None:
    fine_cube(counts=PEOPLE, changes=3)
    assert not Entry.objects.exists(), "keys drawn before the first table change no number that was shown"
    fine_cube(counts={**PEOPLE, ("recognised", "F", "adult", "sexual", "police"): 5}, vintage=2, changes=5)
    (entry,) = Entry.objects.all()
    (release,) = queries.ledger()
    assert (release.name, release.kind, release.changes, release.tables) == ("keys-2014-H1-v2", "revision", 2, ())
    assert "cell_key" not in entry.content


def test_the_database_refuses_change() -> None:
    fine_cube()
    connection = connections["rapporteur"]
    assert present(connection, "gate_fine_cube") == set(wanted(connection, "gate_fine_cube"))
    with pytest.raises(DatabaseError), transaction.atomic(using="rapporteur"), connection.cursor() as cursor:
        cursor.execute("UPDATE gate_fine_cube SET cells = '[]'")


def test_neither_keys_nor_counts_stand_in_what_is_written_of_a_cube() -> None:
    fine = fine_cube()
    said = repr(fine) + str(FineCube.objects.get())
    assert not any(str(key) in said or f"{key:016x}" in said for key in fine.keys)
    assert "Cell(" not in said


def test_a_message_holds_together() -> None:
    message = keyed(PEOPLE)
    assert decode("keyed_table", 1, message.data()) == message
    for change in (
        {"cells": message.cells + message.cells[:1]},
        {"cells": (message.cells[0].model_copy(update={"key": ("presumed", "F")}),)},
        {"cells": (message.cells[0].model_copy(update={"key": ("presumed", "F", "adult", "sexual", "nobody")}),)},
        {"approved_by": Official(account=1, role="register_administrator", institution="viltis")},
    ):
        raw = message.model_copy(update=change).data()
        with pytest.raises(GijaError) as refused:
            decode("keyed_table", 1, {**raw, "hash": type(message).digest(raw)})
        assert refused.value.code == "messages.malformed"
    with pytest.raises(GijaError):
        decode("keyed_table", 1, {**message.data(), "hash": "0" * 64})
