"""What a class of content may be built of; walked through every field of a message when it is registered."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from gija.messages.fields import Atom, Code

RECORD = frozenset({"code", "year", "month", "count", "flag", "id", "money", "institution"})
TABLE = RECORD | {"day", "slug", "list", "label", "period", "number", "hash", "moment", "sealed", "words", "cell_key"}
ALLOWED = {
    "record": RECORD,
    "sealed": frozenset({"id", "sealed", "count"}),
    "table": TABLE,
    "public": TABLE,
}


def forbidden(model: type[BaseModel], content: str) -> list[str]:
    """Names of the fields whose type this class of content has no room for. Identified content may hold anything."""
    if content not in ALLOWED:
        return []
    return sorted(
        {
            name
            for name, field in model.model_fields.items()
            for kind in _kinds(_whole(field.annotation, field.metadata), content)
            if kind not in ALLOWED[content]
        }
    )


def _whole(annotation: Any, metadata: list[Any]) -> Any:
    """The type with the marks that pydantic has taken off its outside."""
    return Annotated[(annotation, *metadata)] if metadata else annotation


def _kinds(annotation: Any, content: str) -> Iterator[str]:
    """The kinds of value a type is built of; `other` for anything that is none."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks = [m for m in arguments[1:] if isinstance(m, Atom | Code)]
        if marks:
            yield "code" if isinstance(marks[0], Code) else marks[0].name
        else:
            yield from _kinds(arguments[0], content)
    elif origin in (tuple, dict, Union, types.UnionType):
        for argument in arguments:
            if argument not in (Ellipsis, type(None)):
                yield from _kinds(argument, content)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if forbidden(annotation, content):
            yield "other"
    else:
        yield "other"
