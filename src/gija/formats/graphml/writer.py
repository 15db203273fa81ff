"""Write a chart as GraphML. The same chart, positions and language give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape

from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.printable import legal
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.vocabulary.entities import entity_types
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_types

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
# What each thing has beside the attributes of its type; data keys, so the same in both languages.
OF_GRAPH = ("title", "focus", "created", "handling", "sources")
OF_NODE = ("id", "type", "type_name", "label", "category", "merged", "handling", "sources", "kind")
OF_EDGE = ("id", "type", "type_name", "label", "start", "end", "handling", "sources", "kind")
_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def write(chart: Chart, positions: Mapping[str, tuple[float, float]], language: str) -> bytes:
    """The .graphml file in UTF-8, names of types and relations in `language`; places as numbers `x` and `y`.

    Nodes are numbered `n0`, `n1` ...; the real id goes with a node as data, for it may hold a personal code. Control
    characters and lone surrogates become U+FFFD. Refused: a chart without a place for an entity
    (`graph.position_missing`).
    """
    missing = sum(1 for one in chart.entities if one.id not in positions)
    if missing:
        raise GijaError("graph.position_missing", count=missing)
    return "".join(_pieces(_Book(chart, positions, language))).encode("utf-8", "replace")


@dataclass(frozen=True)
class _Book:
    """What the pieces ask for."""

    chart: Chart
    positions: Mapping[str, tuple[float, float]]
    language: str
    types: Mapping[str, str] = field(init=False)
    links: Mapping[str, tuple[str, str]] = field(init=False)
    kinds: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        own = {one.code: one.text.in_(self.language) for one in entity_types()}
        links = {one.code: (one.text.in_(self.language), one.forward.in_(self.language)) for one in relation_types()}
        kinds = {one.code: one.text.in_(self.language) for one in code_list("information_kind")}
        for name, value in (("types", own), ("links", links), ("kinds", kinds)):
            object.__setattr__(self, name, value)

    def attributes(self, of: str) -> list[str]:
        some: Iterable[Entity | Relation] = self.chart.entities if of == "node" else self.chart.relations
        return sorted({name for one in some for name in one.attributes or {}})


def _pieces(book: _Book) -> Iterator[str]:
    chart = book.chart
    yield HEAD
    for of, names in (("graph", OF_GRAPH), ("node", OF_NODE), ("edge", OF_EDGE)):
        for name in names:
            yield _key(f"{of}.{name}", of, name, "string")
    for name in ("x", "y"):
        yield _key(f"node.{name}", "node", name, "double")
    for of in ("node", "edge"):
        for name in book.attributes(of):
            yield _key(_attribute(of, name), of, name, "string")
    yield '<graph id="gija" edgedefault="directed">\n'
    told = dict(zip(OF_GRAPH, (chart.title, chart.focus, chart.created.isoformat()), strict=False))
    pieces = tuple(every_provenance(chart))
    told |= {"handling": strictest(pieces), "sources": "\n".join(sorted({one.database for one in pieces}))}
    yield from _data("graph", told)
    numbers = {one.id: f"n{place}" for place, one in enumerate(chart.entities)}
    for one in chart.entities:
        yield from _node(book, one, numbers[one.id])
    for place, tie in enumerate(chart.relations):
        yield from _edge(book, tie, f"e{place}", numbers)
    yield "</graph>\n</graphml>\n"


def _node(book: _Book, one: Entity, number: str) -> Iterator[str]:
    yield f'<node id="{number}">'
    own = {"id": one.id, "type": one.type, "type_name": book.types.get(one.type, one.type), "label": one.label}
    yield from _data("node", own | {"category": one.category, "merged": "\n".join(one.merged)} | _origin(book, one))
    x, y = book.positions[one.id]
    yield from _data("node", {"x": f"{x:.1f}", "y": f"{y:.1f}"})
    yield from _attributes("node", one.attributes)
    yield "</node>\n"


def _edge(book: _Book, one: Relation, number: str, numbers: Mapping[str, str]) -> Iterator[str]:
    directed = "" if one.type not in _symmetric() else ' directed="false"'
    yield f'<edge id="{number}" source="{numbers[one.source]}" target="{numbers[one.target]}"{directed}>'
    name, forward = book.links.get(one.type, (one.type, one.type))
    own = {"id": one.id, "type": one.type, "type_name": name, "label": forward, "start": one.start, "end": one.end}
    yield from _data("edge", own | _origin(book, one))
    yield from _attributes("edge", one.attributes or {})
    yield "</edge>\n"


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(one.code for one in relation_types() if not one.directed)


def _origin(book: _Book, one: Entity | Relation) -> dict[str, str]:
    kinds = sorted({book.kinds[place.kind] for place in one.provenance if place.kind in book.kinds})
    sources = "\n".join(_source(place) for place in one.provenance)
    return {"handling": strictest(one.provenance), "sources": sources, "kind": "\n".join(kinds)}


def _source(place: Provenance) -> str:
    """Where it comes from, in one line: database, record, time, evaluation, handling code."""
    parts = (place.database, place.record, place.retrieved.isoformat(), place.evaluation, place.handling)
    return " · ".join(part for part in parts if part)


def _data(of: str, told: Mapping[str, str]) -> Iterator[str]:
    for name, value in told.items():
        if value:
            yield f'<data key="{of}.{name}">{escape(legal(value), quote=False)}</data>'


def _attributes(of: str, values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, some in values.items():
        yield f'<data key="{_attribute(of, name)}">{escape(legal(chr(10).join(some)), quote=False)}</data>'


def _attribute(of: str, name: str) -> str:
    """A key id is an XML name; a field of another's chart may be called anything."""
    plain = _NAME.sub("_", name)
    return f"{of}.a.{plain}" if plain == name else f"{of}.a.{plain}.{sum(name.encode('utf-8', 'replace'))}"


def _key(id_: str, of: str, name: str, kind: str) -> str:
    called = escape(legal(name), quote=True)
    return f'<key id="{id_}" for="{of}" attr.name="{called}" attr.type="{kind}"/>\n'
