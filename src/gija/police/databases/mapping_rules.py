"""What a mapping must keep beyond its shape: the vocabulary's types, no secret in the file.

Also says pydantic's findings in Gija's words, in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gija.police.databases.cell_map import Choice
from gija.police.databases.yaml_lines import Lined
from gija.vocabulary.entities import entity_type, entity_types
from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation as graded
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_type
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.police.databases.connection_map import Service
    from gija.police.databases.mapping import EntityMap, Mapping, RelationMap, Table

SCHEMES = ("sqlite", "postgresql", "postgres", "mysql", "mariadb", "oracle", "mssql")
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")
PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
SECRETS = re.compile(r"(^|[?&;])\s*(password|passwd|pwd|sslpassword|secret|token)\s*=\s*(?!\$\{)[^&;]+", re.IGNORECASE)
LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)", re.IGNORECASE)
SECRET_HEADER = re.compile(r"auth|key|token|secret|cookie", re.IGNORECASE)

Place = tuple[str | int, ...]
Problem = tuple[Place, str, dict[str, object]]

REASONS = {
    "duration": Text("a duration is wanted, such as 30s, 5m, 24h or 7d", "reikia trukmės, pvz., 30s, 5m, 24h ar 7d"),
    "both_languages": Text(
        "a text is wanted in both languages: {{en: …, lt: …}}", "reikia teksto abiem kalbomis: {{en: …, lt: …}}"
    ),
    "one_origin": Text(
        "exactly one of column, columns, constant, first is wanted", "reikia vieno iš: column, columns, constant, first"
    ),
    "default_alone": Text(
        "default has a meaning only beside values or match", "default turi prasmę tik kartu su values arba match"
    ),
    "part_alone": Text("part has a meaning only beside split", "part turi prasmę tik kartu su split"),
    "pattern": Text("this is no regular expression", "tai ne reguliarioji išraiška"),
    "pattern_slow": Text(
        "on some texts this pattern would take for ever: no repeat within a repeat, no more than two of * and + "
        "(three after ^ at its beginning)",
        "kai kuriems tekstams šis šablonas užtruktų be galo: be kartojimo kartojime, ne daugiau kaip du * ir + "
        "(trys, jei prasideda ženklu ^)",
    ),
    "one_connection": Text("exactly one of url, file, service is wanted", "reikia vieno iš: url, file arba service"),
    "one_paging": Text(
        "exactly one of next, cursor, number, offset is wanted", "reikia vieno iš: next, cursor, number, offset"
    ),
    "offset_size": Text("offset needs size", "šalia offset reikia size"),
    "float_parsing": Text("a number is wanted", "reikia skaičiaus"),
    "bool_parsing": Text("true or false is wanted", "reikia true arba false"),
    "literal_error": Text("one of these is wanted: {expected}", "reikia vieno iš: {expected}"),
    "string_pattern_mismatch": Text(
        "a code of small letters, digits and _ is wanted", "reikia kodo iš mažųjų raidžių, skaitmenų ir _"
    ),
    "string_too_short": Text("it must not be empty", "reikšmė negali būti tuščia"),
    "string_too_long": Text("it is too long", "reikšmė per ilga"),
    "too_short": Text("it must not be empty", "reikšmė negali būti tuščia"),
    "string_type": Text("a text is wanted", "reikia teksto"),
    "model_type": Text("keys with values are wanted", "reikia raktų su reikšmėmis"),
    "dict_type": Text("keys with values are wanted", "reikia raktų su reikšmėmis"),
    "tuple_type": Text("a list is wanted", "reikia sąrašo"),
    "int_parsing": Text("a whole number is wanted", "reikia sveikojo skaičiaus"),
    "greater_than_equal": Text("at least {ge} is wanted", "reikia ne mažiau kaip {ge}"),
    "less_than_equal": Text("at most {le} is wanted", "reikia ne daugiau kaip {le}"),
}
OTHER = Text("the value does not fit", "reikšmė netinka")


def from_pydantic(error: ValidationError, lined: Lined, file: str) -> tuple[GijaError, ...]:
    """Pydantic's findings as errors with line, field and reason, in the order of the file."""
    places = [e["loc"] for e in error.errors()]
    # A list whose item is wrong is also reported as too short: only the deepest finding helps.
    deepest = [e for e in error.errors() if not any(p[: len(e["loc"])] == e["loc"] and p != e["loc"] for p in places)]
    found = [(lined.line(e["loc"]), _error(e, lined, file)) for e in deepest]
    return tuple(e for _, e in sorted(found, key=lambda pair: pair[0]))


def _error(error: ErrorDetails, lined: Lined, file: str) -> GijaError:
    place, line = error["loc"], lined.line(error["loc"])
    if error["type"] == "extra_forbidden":
        return GijaError("mapping.unknown_key", file=file, line=line, field=field_name(place))
    if error["type"] == "missing":
        return GijaError("mapping.missing_key", file=file, line=line, field=field_name(place))
    ctx: dict[str, Any] = dict(error.get("ctx", {}))
    if expected := ctx.get("expected"):
        ctx["expected"] = Text(expected, expected.replace(" or ", " arba "))
    reason = REASONS.get(error["type"], OTHER).fill(**ctx)
    return GijaError("mapping.value", file=file, line=line, field=field_name(place), reason=reason)


def field_name(place: Sequence[str | int]) -> str:
    """`tables[1].entities.person` from ("tables", 0, "entities", "person"); people count from 1."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".") or "-"


def problems(mapping: Mapping, lined: Lined, file: str) -> tuple[GijaError, ...]:
    """Everything in a well-formed mapping that the vocabulary or the rules on secrets refuse."""
    found = [*_connection(mapping), *_grades(mapping, ()), *_tables(mapping)]
    return tuple(
        GijaError(code, file=file, line=lined.line(place), field=field_name(place), **values)
        for place, code, values in found
    )


def _connection(mapping: Mapping) -> Iterator[Problem]:
    url, place = mapping.connection.url, ("connection", "url")
    if mapping.connection.service:
        yield from _service(mapping.connection.service, ("connection", "service"))
    if mapping.connection.file and not mapping.connection.file.lower().endswith(SUFFIXES):
        yield ("connection", "file"), "mapping.file_type", {"types": ", ".join(SUFFIXES)}
    if not url or PLACEHOLDER.fullmatch(url):
        return
    scheme = url.partition(":")[0].partition("+")[0].lower()
    if "://" not in url or scheme not in SCHEMES:
        yield place, "mapping.scheme", {"schemes": ", ".join(SCHEMES)}
    elif has_password(url):
        yield place, "mapping.password", {}


def _service(service: Service, place: Place) -> Iterator[Problem]:
    url = service.url
    if not PLACEHOLDER.match(url):
        if not url.lower().startswith(("https://", "http://")):
            yield (*place, "url"), "mapping.scheme", {"schemes": "https, http"}
        elif not url.lower().startswith("https://") and not LOOPBACK.match(url):
            yield (*place, "url"), "mapping.plain_http", {}
        if has_password(url):
            yield (*place, "url"), "mapping.password", {}
    if service.token and not PLACEHOLDER.fullmatch(service.token):
        yield (*place, "token"), "mapping.secret_bare", {}
    for name, value in service.headers.items():
        if SECRET_HEADER.search(name) and not PLACEHOLDER.fullmatch(value):
            yield (*place, "headers", name), "mapping.secret_bare", {}


def has_password(url: str) -> bool:
    """Does the URL itself hold a secret, rather than the name of an environment variable?"""
    account = re.match(r"[^:/]+://(?:[^/?#]*@)?", url)
    user = account[0].partition("://")[2].removesuffix("@") if account else ""
    password = user.partition(":")[2]
    return bool((password and not PLACEHOLDER.fullmatch(password)) or SECRETS.search(url.partition("?")[2]))


def _grades(item: Mapping | Table | EntityMap, place: Place) -> Iterator[Problem]:
    category: Choice | None = getattr(item, "category", None)
    evaluation: Choice | None = getattr(item, "evaluation", None)
    for value in category.possible if category else ():
        if value not in (known := code_list("person_category")):
            names = ", ".join(one.code for one in known)
            yield (*place, "category"), "mapping.category", {"value": value, "categories": names}
    for value in evaluation.possible if evaluation else ():
        try:
            _ = graded(value) if value else None
        except GijaError:
            yield (*place, "evaluation"), "mapping.evaluation", {"value": value}


def _graded(table: Table, place: Place) -> Iterator[Problem]:
    lists = {"handling": "handling_code", "kind": "information_kind"}
    for name, cell in table.graded:
        for value in cell.possible if name in lists and isinstance(cell, Choice) else ():
            if value and value not in (known := code_list(lists[name])):
                yield (*place, name), "mapping.grade", {"value": value, "known": ", ".join(k.code for k in known)}


def _tables(mapping: Mapping) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, table in enumerate(mapping.tables):
        place: Place = ("tables", number)
        if table.name in seen:
            yield (*place, "name"), "mapping.table_twice", {"table": table.name}
        seen.add(table.name)
        yield from _grades(table, place)
        yield from _graded(table, place)
        if table.changed and mapping.connection.file:
            yield (*place, "changed"), "mapping.changed_file", {}
        for alias, entity in table.entities.items():
            yield from _entity(entity, (*place, "entities", alias))
        for at, relation in enumerate(table.relations):
            yield from _relation(table, relation, (*place, "relations", at))


def _entity(entity: EntityMap, place: Place) -> Iterator[Problem]:
    yield from _grades(entity, place)
    try:
        known = entity_type(entity.type)
    except KeyError:
        names: Any = ", ".join(t.code for t in entity_types())
        yield (*place, "type"), "mapping.entity_type", {"value": entity.type, "types": names}
        return
    fields = [f.code for f in known.fields]
    for name in entity.fields:
        if name not in fields:
            values: dict[str, object] = {"value": name, "type": entity.type, "fields": ", ".join(fields)}
            yield (*place, "fields", name), "mapping.entity_field", values


def _relation(table: Table, relation: RelationMap, place: Place) -> Iterator[Problem]:
    try:
        known = relation_type(relation.type)
    except KeyError:
        yield (*place, "type"), "mapping.relation_type", {"value": relation.type}
        return
    ends = [("from", relation.from_), ("to", relation.to)]
    missing = [(end, alias) for end, alias in ends if alias not in table.entities]
    for end, alias in missing:
        yield (*place, end), "mapping.alias", {"value": alias, "aliases": ", ".join(table.entities)}
    if missing:
        return
    source, target = table.entities[relation.from_].type, table.entities[relation.to].type
    if not known.fits(source, target):
        yield place, "mapping.relation_fit", {"value": relation.type, "source": source, "target": target}
