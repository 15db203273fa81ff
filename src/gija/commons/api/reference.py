"""The OpenAPI description in rows for a page: nothing from elsewhere, no script, printable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gija.commons.api import build


@dataclass(frozen=True, slots=True)
class Field:
    """One value that is sent."""

    name: str
    place: str  # "path", "query", "body", "file"
    type: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """One operation on the page."""

    anchor: str
    method: str
    path: str
    summary: str
    text: str
    action: str
    fields: tuple[Field, ...]
    answers: tuple[str, ...]


def reference(schema: Mapping[str, Any]) -> list[tuple[str, list[Described]]]:
    """The operations by room, in the order of the description; summaries in the language of the page."""
    actions = {(one.method, one.path): one.action for one in build.operations()}
    rooms: dict[str, list[Described]] = {}
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            short = "/" + path.removeprefix(build.ROOT)
            found = _described(schema, method.upper(), path, said, actions.get((method.upper(), short), ""))
            rooms.setdefault((said.get("tags") or ["–"])[0], []).append(found)
    return list(rooms.items())


def _described(schema: Mapping[str, Any], method: str, path: str, said: Mapping[str, Any], action: str) -> Described:
    text = gettext(said["description"]) if said.get("description") else ""
    fields = tuple(_parameters(said)) + tuple(_body(schema, said))
    answers = tuple(sorted(str(code) for code in said.get("responses", {})))
    return Described(said["operationId"], method, path, gettext(said["summary"]), text, action, fields, answers)


def _parameters(said: Mapping[str, Any]) -> list[Field]:
    return [
        Field(one["name"], one["in"], _type(one.get("schema", {})), bool(one.get("required")), _text(one))
        for one in said.get("parameters", ())
    ]


def _body(schema: Mapping[str, Any], said: Mapping[str, Any]) -> list[Field]:
    found: list[Field] = []
    for content in said.get("requestBody", {}).get("content", {}).values():
        body = _resolved(schema, content["schema"])
        needed = body.get("required", ())
        for name, one in body.get("properties", {}).items():
            found.append(Field(name, "body", _type(_resolved(schema, one)), name in needed, _text(one)))
    return found


def _resolved(schema: Mapping[str, Any], one: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = one.get("$ref", "")
    name = reference.rpartition("/")[2]
    return schema["components"]["schemas"][name] if reference else one


def _type(one: Mapping[str, Any]) -> str:
    if "anyOf" in one:
        return " | ".join(dict.fromkeys(_type(each) for each in one["anyOf"]))
    if one.get("type") == "array":
        return f"[{_type(one.get('items', {}))}]"
    return str(one.get("format") or one.get("type") or one.get("const") or "object")


def _text(one: Mapping[str, Any]) -> str:
    said = one.get("description") or one.get("schema", {}).get("description") or ""
    return gettext(said) if said else ""
