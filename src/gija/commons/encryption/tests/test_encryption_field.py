"""An encrypted value opens in its own row and field only, and nothing plain goes to the database."""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.serializers import serialize
from django.db import connection, models
from django.test.utils import isolate_apps

from gija.commons.encryption.fields import EncryptedText, blind_index, blind_indexes
from gija.commons.encryption.ring import add_key
from gija.commons.encryption.sealing import Place, Token, seal, unseal
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db


def _stored(column: str, pk: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM encryption_someone WHERE id = %s", [_key(pk)])
        return cursor.fetchone()[0]


def _key(pk: Any) -> Any:
    return pk if connection.vendor == "postgresql" else uuid.UUID(str(pk)).hex


def _store(column: str, pk: Any, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE encryption_someone SET {column} = %s WHERE id = %s", [value, _key(pk)])


def test_a_value_comes_back_and_the_database_holds_none_of_it(person: Any) -> None:
    someone = person.objects.create(name="Ona Žydrūnė", phone="+37061234567")
    assert person.objects.get(pk=someone.pk).name == "Ona Žydrūnė"
    raw = _stored("name", someone.pk)
    assert raw.startswith("g1.")
    assert "Ona" not in raw
    assert _stored("phone", someone.pk) != raw


def test_equal_values_are_stored_differently_each_time(person: Any) -> None:
    one, two = (person.objects.create(name="Ona") for _ in range(2))
    assert _stored("name", one.pk).rpartition(".")[2] != _stored("name", two.pk).rpartition(".")[2]
    before = _stored("name", one.pk)
    one.save()
    assert _stored("name", one.pk) != before


@pytest.mark.parametrize("empty", ["", None])
def test_what_is_empty_stays_empty(person: Any, empty: str | None) -> None:
    someone = person.objects.create(name="", phone=empty)
    again = person.objects.get(pk=someone.pk)
    assert (again.name, again.phone, again.name_index) == ("", empty, "")
    assert person.objects.filter(name="").count() == 1


def test_a_value_moved_to_another_row_is_refused(person: Any) -> None:
    one, two = person.objects.create(name="Ona"), person.objects.create(name="Eglė")
    _store("name", two.pk, _stored("name", one.pk))
    moved = person.objects.get(pk=two.pk)
    with pytest.raises(GijaError, match="does not open") as refused:
        _ = moved.name
    assert refused.value.code == "encryption.wrong_place"
    with pytest.raises(GijaError):
        moved.save()  # nor is it written on unseen


def test_a_value_moved_to_another_field_is_refused(person: Any) -> None:
    someone = person.objects.create(name="Ona", phone="+37061234567")
    _store("phone", someone.pk, _stored("name", someone.pk))
    with pytest.raises(GijaError) as refused:
        _ = person.objects.get(pk=someone.pk).phone
    assert refused.value.code == "encryption.wrong_place"


def test_a_value_moved_to_another_model_is_refused(own_keys: None) -> None:
    token = seal("Ona", Place("casework_cases.person", "name", "1"))
    assert unseal(token, Place("casework_cases.person", "name", "1")) == "Ona"
    with pytest.raises(GijaError) as refused:
        unseal(token, Place("police_proceedings.person", "name", "1"))
    assert refused.value.code == "encryption.wrong_place"


@pytest.mark.parametrize("place", range(14, 60, 3))
def test_an_altered_letter_is_refused(own_keys: None, place: int) -> None:
    where = Place("a.b", "c", "1")
    token = seal("Ona Žydrūnė iš Šiaulių", where).text
    other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    with pytest.raises(GijaError) as refused:
        unseal(Token(other), where)
    assert refused.value.code == "encryption.wrong_place"


def test_a_plain_value_in_the_database_is_refused(person: Any) -> None:
    someone = person.objects.create(name="Ona")
    _store("name", someone.pk, "Ona")
    with pytest.raises(GijaError) as refused:
        _ = person.objects.get(pk=someone.pk).name
    assert refused.value.code == "encryption.not_encrypted"


def test_a_key_that_is_gone_is_named(own_keys: None) -> None:
    with pytest.raises(GijaError) as refused:
        unseal(Token("g1.deadbeef.AAAA"), Place("a.b", "c", "1"))
    assert refused.value.values == {"key": "deadbeef"}


def test_nothing_plain_goes_round_the_row_into_the_database(person: Any) -> None:
    someone = person.objects.create(name="Ona")
    someone.name = "Eglė"
    attempts: tuple[Callable[[], object], ...] = (
        lambda: person.objects.update(name="Eglė"),
        lambda: person.objects.bulk_update([someone], ["name"]),
        lambda: person.objects.filter(name="Ona").exists(),
        lambda: person.objects.filter(name__startswith="O").exists(),
        lambda: serialize("json", [someone]),
    )
    for attempt in attempts:
        with pytest.raises(GijaError):
            attempt()
    assert person.objects.get(pk=someone.pk).name == "Ona"


def test_many_rows_are_written_at_once(person: Any) -> None:
    person.objects.bulk_create([person(name=f"Vardas {n}") for n in range(50)])
    assert {p.name for p in person.objects.all()} == {f"Vardas {n}" for n in range(50)}
    assert all(p.name_index for p in person.objects.all())


def test_what_was_not_read_is_written_on_as_it_was(person: Any) -> None:
    someone = person.objects.create(name="Ona", phone="+37061234567")
    before = _stored("name", someone.pk)
    again = person.objects.defer("name").get(pk=someone.pk)
    again.phone = "+37069999999"
    again.save()
    assert _stored("name", someone.pk) == before
    assert person.objects.get(pk=someone.pk).phone == "+37069999999"
    assert person.objects.defer("name").get(pk=someone.pk).name == "Ona"


def test_a_copy_to_another_row_is_encrypted_for_that_row_or_refused(person: Any) -> None:
    first = person.objects.create(name="Ona").pk
    someone = person.objects.get(pk=first)
    someone.pk = uuid.uuid4()
    with pytest.raises(GijaError):  # never opened: nobody can say any more where it belongs
        someone.save(force_insert=True)
    someone = person.objects.get(pk=first)
    assert someone.name == "Ona"
    someone.pk = uuid.uuid4()
    someone.save(force_insert=True)
    assert person.objects.get(pk=someone.pk).name == "Ona"


def test_a_row_goes_through_pickle_and_refresh(person: Any) -> None:
    someone = person.objects.get(pk=person.objects.create(name="Ona").pk)
    state = pickle.loads(pickle.dumps(dict(someone.__dict__, _state=None)))
    assert isinstance(state["name"], Token)
    someone.name = "x"
    someone.refresh_from_db()
    assert someone.name == "Ona"


def test_a_token_never_shows_itself(person: Any) -> None:
    person.objects.create(name="Ona")
    (value,) = person.objects.values_list("name", flat=True)
    assert (str(value), repr(value), f"{value}") == ("•••",) * 3


def test_a_row_without_a_key_of_its_own_yet_is_refused(person: Any) -> None:
    with pytest.raises(GijaError) as refused:
        person(pk=None, name="Ona")._meta.get_field("name").pre_save(person(pk=None, name="Ona"), True)
    assert refused.value.code == "encryption.no_row"


def test_rows_are_found_by_blind_index_before_and_after_a_new_key(person: Any) -> None:
    person.objects.create(name="Ona")
    old = blind_index(person, "name_index", "ona")
    add_key()
    person.objects.create(name="ONA")
    assert blind_index(person, "name_index", "ona") != old
    assert person.objects.filter(name_index=old).count() == 1
    assert person.objects.filter(name_index__in=blind_indexes(person, "name_index", "ona")).count() == 2


def test_a_blind_index_differs_by_field_and_model_and_tells_nothing(own_keys: None) -> None:
    made = {blind_index(*place, "ona") for place in (("a.b", "c"), ("a.b", "d"), ("a.e", "c"))}
    assert len(made) == 3
    assert all("ona" not in one and len(one) <= 60 for one in made)


@isolate_apps("gija.commons.encryption")
def test_a_model_with_counted_ids_or_an_index_is_refused_by_the_checks() -> None:
    class Counted(models.Model):
        name = EncryptedText(db_index=True)

        class Meta:
            app_label = "encryption"

        def __str__(self) -> str:
            return ""

    found = {message.id for message in Counted._meta.get_field("name").check()}
    assert {"encryption.E001", "encryption.E002"} <= found


@isolate_apps("gija.commons.encryption")
def test_a_renamed_field_still_opens_what_was_written_under_its_old_name(own_keys: None) -> None:
    class Renamed(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        surname = EncryptedText(bound_to="encryption.someone.name")

        class Meta:
            app_label = "encryption"

        def __str__(self) -> str:
            return ""

    row = Renamed()
    row.surname = seal("Ona", Place("encryption.someone", "name", str(row.pk)))
    assert row.surname == "Ona"
    *_, kwargs = Renamed._meta.get_field("surname").deconstruct()
    assert kwargs == {"bound_to": "encryption.someone.name"}
