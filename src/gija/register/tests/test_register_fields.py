"""The register has room for codes, years, months, counts, flags, random numbers and money, and for nothing else: not
in its models, not past Django in its tables."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connections, models, transaction
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from gija.messages.victims import VictimRecord
from gija.register import fields
from gija.register.fields import Code, Count, Flag, Id, Institution, Money, Month, Year, forbidden
from gija.register.records.models import Record, Revision
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["register"])
ROOMS = [config for config in apps.get_app_configs() if getattr(config, "zone", "") == "register"]
MODELS = [model for room in ROOMS for model in room.get_models(include_auto_created=True)]
PERSONAL = [
    "Ona Petraitytė", "ona", "ONA", "Rugilė", "+37061234567", "861234567", "48505170123", "ona@example.lt",
    "Vilniaus g. 5", "", " ", "null", "<b>", "1990-05-17", "2014-3", "2014-13", "2014-00", 48505170123, 861234567,
    -1, 1899, 2100, 3.5, b"Ona", True, None.__class__,
]  # fmt: skip


def test_the_register_has_rooms_and_models() -> None:
    assert {"register_records", "register_tables"} <= {room.label for room in ROOMS}
    assert len(MODELS) >= 12


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_field_of_the_zone_is_of_an_allowed_type(model: type[models.Model]) -> None:
    assert forbidden(model) == []


REFUSED = [
    models.JSONField, models.TextField, models.EmailField, models.DateField, models.DateTimeField, models.FloatField,
    models.BinaryField, models.FileField, models.UUIDField, models.IntegerField, models.BigIntegerField,
    models.BooleanField, models.SlugField, models.URLField, models.DurationField, models.GenericIPAddressField,
]  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED, ids=lambda k: k.__name__)
@isolate_apps("gija.register.records")
def test_a_model_with_any_other_field_is_refused(kind: Any) -> None:
    class Diary(models.Model):  # noqa: DJ008
        id = Id(primary_key=True)
        note = kind()

        class Meta:
            app_label = "register_records"

    assert forbidden(Diary) == ["register_records.Diary.note"]


@isolate_apps("gija.register.records")
def test_a_text_a_number_of_its_own_a_subclass_and_a_way_out_of_the_zone_are_refused() -> None:
    class Loose(Code):
        def allowed(self, value: Any) -> bool:
            return True

    class Named(models.Model):  # noqa: DJ008  its number is counted up by the database: the order of arrival
        name = models.CharField(max_length=100)
        code = Loose(codes=("a",))
        account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")

        class Meta:
            app_label = "register_records"

    account: Any = Named._meta.get_field("account")
    account.remote_field.model = apps.get_model("accounts", "Account")
    assert [name.rpartition(".")[2] for name in forbidden(Named)] == ["id", "name", "code", "account"]


def test_an_app_with_such_a_field_stops_the_program() -> None:
    class Room:
        @staticmethod
        def get_models(include_auto_created: bool) -> list[Any]:
            return [apps.get_model("audit", "Entry")]

    with pytest.raises(TypeError, match="no room for"):
        fields.insist(Room)


FITS = {("institution", "ona"), ("institution", "null"), ("flag", True)} | {
    (kind, number) for kind in ("count", "money") for number in (1899, 2100)
}
KINDS: dict[str, tuple[Any, Any]] = {
    "code": (Code(list="sex"), "F"),
    "institution": (Institution(), "viltis"),
    "month": (Month(), "2014-03"),
    "id": (Id(), str(uuid.uuid4())),
    "year": (Year(), 1990),
    "count": (Count(), 3),
    "money": (Money(), 999_99),
    "flag": (Flag(), True),
}


@pytest.fixture
def shelf(transactional_db: None) -> Any:
    """A table with one column of each kind, in the register's database."""
    with isolate_apps("gija.register.records"):
        columns = {name: field.clone() for name, (field, _) in KINDS.items()}
        meta = type("Meta", (), {"app_label": "register_records", "db_table": "shelf"})
        body = {"__module__": __name__, "Meta": meta, "number": Id(primary_key=True, default=fields.new_id), **columns}
        model = type("Shelf", (models.Model,), body)
        with connections["register"].schema_editor() as editor:
            editor.create_model(model)
        yield model
        with connections["register"].schema_editor() as editor:
            editor.delete_model(model)


@pytest.mark.django_db(databases=["register"], transaction=True)
def test_each_kind_takes_what_it_is_for_and_refuses_all_else_in_python_and_in_the_database(shelf: Any) -> None:
    good = {name: value for name, (_, value) in KINDS.items()}
    shelf(**good).save(using="register")
    for name, (field, _) in KINDS.items():
        for bad in PERSONAL:
            if field.allowed(bad):  # "ona" has the shape of an institution's code: the courier asks the directory
                assert (name, bad) in FITS
                continue
            with pytest.raises(GijaError) as refused:
                shelf(**{**good, name: bad}).save(using="register")
            assert refused.value.code == "register.not_allowed"
            assert str(bad) not in refused.value.text.en or not str(bad).strip()
            if isinstance(bad, str | int | float | bytes):
                _past_django(shelf, name, bad)
    assert shelf.objects.using("register").count() == 1


def _past_django(shelf: Any, column: str, value: Any) -> None:
    connection = connections["register"]
    if isinstance(value, bool) and column in ("year", "count", "money"):
        return  # true is 1 to a database
    if isinstance(value, bool) and column == "institution":
        return  # PostgreSQL writes it as "true", which has the shape of a code; nobody is told by it
    if isinstance(value, float) and connection.vendor == "postgresql":
        return  # rounded to a whole number, which the column may hold
    with pytest.raises(DatabaseError), transaction.atomic(using="register"), connection.cursor() as cursor:
        cursor.execute(f'UPDATE shelf SET "{column}" = %s', [value])


TEXT = st.one_of(st.text(max_size=60), st.sampled_from([p for p in PERSONAL if isinstance(p, str)]))


@given(TEXT)
def test_no_text_fits_a_field_but_codes_months_and_random_numbers(text: str) -> None:
    for name, (field, _) in KINDS.items():
        if field.allowed(text):
            assert name in ("code", "institution", "month", "id")
            assert text.isascii()
            assert " " not in text
            assert "@" not in text


@pytest.mark.django_db(databases=["register"], transaction=True)
def test_names_written_past_django_into_the_real_tables_are_refused() -> None:
    connection = connections["register"]
    for model in (Record, Revision):
        for field in model._meta.local_concrete_fields:
            if field.remote_field:
                continue
            refused = f'INSERT INTO {model._meta.db_table} ("{field.column}") VALUES (%s)'
            with pytest.raises(DatabaseError), transaction.atomic(using="register"), connection.cursor() as cursor:
                cursor.execute(refused, ["Ona Petraitytė"])


def test_every_code_field_takes_all_codes_of_the_message(db: None) -> None:
    """The models know every list the message does: nothing that may be sent is refused here."""
    from gija.vocabulary.lists import code_list

    for model in MODELS:
        for field in model._meta.local_fields:
            if isinstance(field, Code) and field.list:
                assert set(field.codes) == {code.code for code in code_list(field.list)}
    plain = {f.name for f in Revision._meta.local_fields} & set(VictimRecord.model_fields)
    assert len(plain) == 10


@pytest.mark.django_db(databases="__all__")
def test_a_code_that_a_list_gains_asks_for_a_migration() -> None:
    call_command("makemigrations", "register_records", "register_tables", check=True, dry_run=True, verbosity=0)


DEFINITION = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s",
    "postgresql": "SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_constraint WHERE conrelid = %s::regclass",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_the_table_takes_every_code_that_the_model_takes(model: type[models.Model]) -> None:
    """A list that gains a code asks for `CheckAnew` in its migration: PostgreSQL keeps the old condition otherwise."""
    connection = connections["register"]
    with connection.cursor() as cursor:
        cursor.execute(DEFINITION[connection.vendor], [model._meta.db_table])
        said = cursor.fetchone()[0] or ""
    for field in model._meta.fields:
        if isinstance(field, Code):
            assert [code for code in field.codes if f"'{code}'" not in said] == []
