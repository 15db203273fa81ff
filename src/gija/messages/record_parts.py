"""The types of a record's fields and parts, made of the record model: code, month, count, flag, money; nothing else."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, create_model

from gija.messages.base import Message, Part
from gija.messages.fields import Atom, Code, Flag, Month, Year
from gija.vocabulary import record_model as model

SEVERAL = 60  # values of one field at most
MOST_CENTS = 99_999_999  # below a million euro: a personal code and a phone number with its prefix are larger
Cents = Annotated[int, Field(strict=True, ge=0, le=MOST_CENTS), Atom("money")]


def _one(field: model.Field) -> Any:
    if field.kind == "code":
        return Annotated[str, Code(field.list)]
    if field.kind == "count":
        return Annotated[int, Field(strict=True, ge=0, le=field.most), Atom("count")]
    return {"month": Month, "year": Year, "flag": Flag, "money": Cents}[field.kind]


def _typed(field: model.Field, *, must: bool) -> tuple[Any, Any]:
    """Annotation and default of one field. `must`: it has to be there."""
    one = _one(field)
    if field.many:
        return Annotated[_tuple(one), Field(max_length=SEVERAL)], ()
    return (one, ...) if must else (one | None, None)


def _tuple(of: Any) -> Any:
    """`tuple[of, ...]`, for a type that is only known when the program runs."""
    return tuple.__class_getitem__((of, ...))


def part(group: model.Group) -> type[Part]:
    """The type of one part of a group: its fields under their names."""
    fields = {
        one.name: _typed(one, must=one.required == "always" and group.code != "further_event")
        for one in group.fields
        if one.leaves
    }
    named: Any = fields
    made: type[Part] = create_model(
        "".join(word.title() for word in group.code.split("_")), __base__=Part, __module__=__name__, **named
    )
    return made


PARTS: dict[str, type[Part]] = {one.code: part(one) for one in model.groups()}


def with_model(base: type[Message]) -> type[Message]:
    """A message with every field and group of the model that is not written out in the class made of it."""
    fields: Any = {one.code: _typed(one, must=False) for one in model.sent_answers()}
    for group in model.groups():
        fields[group.message] = (Annotated[_tuple(PARTS[group.code]), Field(max_length=group.most)], ())
    made: type[Message] = create_model(f"{base.__name__}WithModel", __base__=base, __module__=__name__, **fields)
    return made
