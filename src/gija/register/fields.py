"""The only field types a model of this zone is built of: Code, Year, Month, Count, Flag, Id, Money.

Each refuses anything else when it is saved (`register.not_allowed`, which never repeats the value) and again in the
database, by a CHECK of its column: what comes past Django is refused too. No type has room for a text. `forbidden`
names the fields of a model that are of another type; a model with one stops the program at its start.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models

from gija.messages.fields import MONTH, UUID4
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

INSTITUTION = r"^[a-z][a-z0-9_]{0,59}$"  # a code of the directory; the courier lets no other sender in
MOST = 999_999  # of a count: a phone number or a personal code is larger
MOST_CENTS = 99_999_999  # below a million euro: a personal code and a phone number with its prefix are larger


def new_id() -> str:
    """A number from nothing: random, and derived from nobody."""
    return str(uuid.uuid4())


class _Checked:
    """A field that says what it allows, in Python and as a condition of its column."""

    def allowed(self, value: Any) -> bool:
        raise NotImplementedError

    def condition(self, column: str, vendor: str) -> str:
        raise NotImplementedError

    def db_check(self, connection: Any) -> str:
        column = connection.ops.quote_name(self.column)  # type: ignore[attr-defined]
        return self.condition(column, connection.vendor)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is not None and not hasattr(value, "as_sql") and not self.allowed(value):
            raise GijaError("register.not_allowed", field=self.name)  # type: ignore[attr-defined]
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]


def _like(column: str, vendor: str, shape: str, glob: str) -> str:
    """The condition that a column has a shape: a regular expression, which SQLite knows only as a simpler pattern."""
    return f"{column} GLOB '{glob}'" if vendor == "sqlite" else f"{column} ~ '{shape}'"


class Code(_Checked, models.CharField):  # type: ignore[type-arg]
    """A code of one list of the vocabulary (`list`), or of a few that stand here (`codes`).

    The codes stand in the migration, so a code that a list gains asks for a migration: what the register takes in
    changes by a decision, not by the way.
    """

    def __init__(self, *args: Any, list: str = "", codes: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: A002
        self.list = list
        self.codes = tuple(codes) or tuple(code.code for code in code_list(list)) if list or codes else ()
        if not all(re.fullmatch(r"[A-Za-z0-9_+\-]+", code) for code in self.codes):
            raise ValueError("a code has letters, digits, _ + - only")
        kwargs["max_length"] = 60
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, {**kwargs, "list": self.list, "codes": self.codes}

    def allowed(self, value: Any) -> bool:
        return value in self.codes

    def condition(self, column: str, vendor: str) -> str:
        return f"{column} IN ({', '.join(repr(code) for code in self.codes)})"


class Institution(Code):
    """A code of the directory of institutions, which changes without us: only its shape is checked here. Whether it is
    known there, the courier asks before a record comes in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {k: v for k, v in kwargs.items() if k not in ("list", "codes")}

    def allowed(self, value: Any) -> bool:
        return isinstance(value, str) and bool(re.fullmatch(INSTITUTION, value))

    def condition(self, column: str, vendor: str) -> str:
        if vendor != "sqlite":
            return f"{column} ~ '{INSTITUTION}'"
        return f"{column} GLOB '[a-z]*' AND {column} NOT GLOB '*[^a-z0-9_]*' AND length({column}) <= 60"


class Month(_Checked, models.CharField):  # type: ignore[type-arg]
    """A month, `2014-03`. A day has no room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 7
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def allowed(self, value: Any) -> bool:
        return isinstance(value, str) and bool(re.fullmatch(MONTH, value))

    def condition(self, column: str, vendor: str) -> str:
        shape = _like(column, vendor, MONTH, "[12][09][0-9][0-9]-[01][0-9]")
        return f"{shape} AND {column} BETWEEN '1900-01' AND '2099-12' AND substr({column}, 6, 2) BETWEEN '01' AND '12'"


class Id(_Checked, models.CharField):  # type: ignore[type-arg]
    """A random number (UUID 4)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 36
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def allowed(self, value: Any) -> bool:
        return isinstance(value, str) and bool(re.fullmatch(UUID4, value))

    def condition(self, column: str, vendor: str) -> str:
        hexa = "[0-9a-f]"
        glob = "-".join([hexa * 8, hexa * 4, "4" + hexa * 3, "[89ab]" + hexa * 3, hexa * 12])
        return _like(column, vendor, UUID4, glob)


class _Whole(_Checked):
    """A whole number between two others. SQLite would keep a text in a column of numbers; its CHECK does not."""

    least, most = 0, MOST

    def allowed(self, value: Any) -> bool:
        return type(value) is int and self.least <= value <= self.most

    def condition(self, column: str, vendor: str) -> str:
        typed = f" AND typeof({column}) IN ('integer', 'null')" if vendor == "sqlite" else ""
        return f"{column} BETWEEN {self.least} AND {self.most}{typed}"


class Year(_Whole, models.SmallIntegerField):  # type: ignore[type-arg]
    """A year of 1900 to 2099."""

    least, most = 1900, 2099


class Count(_Whole, models.IntegerField):  # type: ignore[type-arg]
    """How many, or the how-manieth: below a million."""


class Money(_Whole, models.BigIntegerField):  # type: ignore[type-arg]
    """An amount in euro cents."""

    most = MOST_CENTS


class Flag(_Checked, models.BooleanField):  # type: ignore[type-arg]
    """Yes or no."""

    def allowed(self, value: Any) -> bool:
        return isinstance(value, bool)

    def condition(self, column: str, vendor: str) -> str:
        return f"{column} IN (0, 1)" if vendor == "sqlite" else f"{column} IN (true, false)"


ALLOWED: tuple[type[models.Field[Any, Any]], ...] = (Code, Institution, Year, Month, Count, Flag, Id, Money)


def forbidden(model: type[models.Model]) -> list[str]:
    """The fields of a model of this zone that are of no allowed type. A reference is allowed to a model of this zone
    whose number is an `Id`."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [f"{model._meta.label}.{field.name}" for field in fields if not _fits(model, field)]


def _fits(model: type[models.Model], field: Any) -> bool:
    if isinstance(field, models.ForeignKey):
        target = field.remote_field.model
        here = str(target._meta.app_label).startswith("register_")
        return here and type(field) in (models.ForeignKey, models.OneToOneField) and type(field.target_field) is Id
    return type(field) in ALLOWED


def insist(app: Any) -> None:
    """Stop the program where a model of this app has a field that is not allowed. For the `ready` of each app."""
    if wrong := [name for model in app.get_models(include_auto_created=True) for name in forbidden(model)]:
        raise TypeError(f"fields that the register has no room for: {', '.join(wrong)}")
