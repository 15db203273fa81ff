"""One way, and only one, to write an entry as bytes: what the hash is taken of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models

if TYPE_CHECKING:  # the class takes no types at run time
    TextField = models.TextField[Any, Any]
else:
    TextField = models.TextField

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

FIRST = "0" * 64  # what the first entry of a chain is linked to


def canonical(value: object) -> str:
    """JSON with sorted keys, no spaces and letters as they are. Refuses NaN and whatever JSON does not know."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def written_time(moment: dt.datetime) -> str:
    """A moment in UTC to the microsecond, the same from every database."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chained(previous: str, fields: Mapping[str, object]) -> str:
    """SHA-256 (hex) over the hash before and the canonical JSON of all fields of this entry."""
    return hashlib.sha256(f"{previous}\n{canonical(dict(fields))}".encode()).hexdigest()


class CanonicalJSON(TextField):
    """JSON kept as its canonical text: a `jsonb` column would give back other bytes than were hashed."""

    if TYPE_CHECKING:  # what the Django plugin of mypy reads: anything JSON knows
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: object) -> object:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: object) -> str:
        return canonical(value)
