"""Model fields: text that is encrypted in the database, and a keyed hash to find a row by.

    name = EncryptedText(blank=True)
    name_index = BlindIndex(of="name_to_find_by")  # attribute or method of the model: the normalised value, "" for none

Values are plain in Python and encrypted on their way to the database. A row must know its primary key before it is
saved (a random id does). What is empty is stored empty. An encrypted field cannot be filtered by, nor written by
`update()` or `bulk_update()`: these do not know the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from gija.commons.encryption.ring import ring
from gija.commons.encryption.sealing import Place, Token, index, seal, unseal
from gija.vocabulary.errors import GijaError

if TYPE_CHECKING:  # the classes take no types at run time
    TextField = models.TextField[Any, Any]
    CharField = models.CharField[Any, Any]
else:
    TextField, CharField = models.TextField, models.CharField

INDEX_LENGTH = 60  # 8 letters of the key's id, a dot, 43 of the hash; some room


class _Opening(DeferredAttribute):
    """Opens a token when it is first read: rows of which only other columns are needed cost nothing."""

    field: EncryptedText

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is not None and isinstance(value, Token):
            value = instance.__dict__[self.field.attname] = unseal(value, self.field.place(instance))
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        # Without a setter Python would hand out what lies in `__dict__` and never ask `__get__`.
        instance.__dict__[self.field.attname] = value


class EncryptedText(TextField):
    """Text, encrypted and bound to model, field and row.

    `bound_to` ("app.model.field") keeps what was written under a former name of the model or field readable.
    """

    descriptor_class = _Opening

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"bound_to": self.bound_to} if self.bound_to else {})

    def place(self, instance: models.Model) -> Place:
        """Where this field of this row stands; `encryption.no_row` while the row has no primary key."""
        model, _, field = (self.bound_to or f"{self.model._meta.label_lower}.{self.name}").rpartition(".")
        if instance.pk is None:
            raise GijaError("encryption.no_row", model=model, field=field)
        return Place(model, field, str(instance.pk))

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Token | str | None:
        return Token(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Token | str | None:
        """The value as it goes to the database. One that was read and not touched is proven to be in its place."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Token):
            unseal(value, self.place(model_instance))
            return value
        plain = super().pre_save(model_instance, add)
        return seal(str(plain), self.place(model_instance)) if plain else plain

    def get_prep_value(self, value: Any) -> str | None:
        """Only a token, or nothing, may go to the database."""
        if isinstance(value, Token):
            return value.text
        if not value:
            return None if value is None else ""
        raise self._refused()

    def get_lookup(self, lookup_name: str) -> Any:
        """By an encrypted field one can ask only whether it is empty."""
        if lookup_name not in ("exact", "in", "isnull"):
            raise self._refused()
        return super().get_lookup(lookup_name)

    def _refused(self) -> GijaError:
        return GijaError("encryption.plain_refused", model=self.model._meta.label_lower, field=self.name)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Token) else super().to_python(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Refused: `dumpdata` would write it in plain. `gija backup` keeps data and keys together, encrypted."""
        raise GijaError("encryption.not_dumped", model=self.model._meta.label_lower, field=self.name)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = [*super().check(**kwargs)]
        key = self.model._meta.pk
        if isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField):
            said = "EncryptedText needs a primary key that is known before the row is saved."
            found.append(checks.Error(said, hint="Use a random id.", obj=self, id="encryption.E001"))
        if self.unique or getattr(self, "db_index", False):
            said = "EncryptedText cannot be unique or indexed: equal values differ."
            found.append(checks.Error(said, hint="Use a BlindIndex.", obj=self, id="encryption.E002"))
        return found


class BlindIndex(CharField):
    """A keyed hash of what `of` gives (a normalised text; "" for nothing), made anew at each save."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(
            *args, **{"max_length": INDEX_LENGTH, "blank": True, "editable": False, "db_index": True} | kwargs
        )

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def value_of(self, instance: models.Model) -> str:
        """The hash for a row, under the active key."""
        if not hasattr(instance, self.of) and type(instance).__module__ == "__fake__":
            return str(getattr(instance, self.attname))  # in a migration models have no methods: it stays as it is
        said = getattr(instance, self.of)
        plain = said() if callable(said) else said
        return blind_index(type(instance), self.name, str(plain)) if plain else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.value_of(model_instance)
        setattr(model_instance, self.attname, value)
        return value


def _label(model: str | type[models.Model]) -> str:
    return model.lower() if isinstance(model, str) else model._meta.label_lower


def blind_index(model: str | type[models.Model], field: str, value: str) -> str:
    """HMAC-SHA-256 of a normalised value (the caller's task), under a key of this field's own; what is stored."""
    return index(value, _label(model), field)


def blind_indexes(model: str | type[models.Model], field: str, value: str) -> tuple[str, ...]:
    """What a stored index of this value may be, under every key of the ring: for `filter(name_index__in=…)`.

    While the keys are being rotated, rows of both the old and the new key are found.
    """
    keys = ring()
    return tuple(index(value, _label(model), field, key.id, keys) for key in keys.usable)
