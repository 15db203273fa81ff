"""Element by element beside anxwritter 1.25, an independent writer of the same format, for the same charts.

What may differ, and why:
- ids (`Id`, and what refers to them): any unique text; compared by what they refer to.
- the grade `-` (no grade) is first with us and last there: an index left out means 0 in the format, so 0 is no grade.
- names beyond the types in use (grades of the whole scale, the strengths) stand in both because we hand them over.
- `Prefix`, `Visible` of attribute classes, icons' frames, legend, palette name: looks, not content.
- `<TimeZone>` of cards: there only where asked for; handed over, so compared.
- the comment with the name of the writer, and `Summary` properties of our own.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import anxwritter
import pytest

from gija.formats.anx import read, words, write
from gija.formats.anx.tables import Tables
from gija.formats.anx.writer import interval
from gija.methods.graph import Chart, layout
from gija.methods.graph.testing import synthetic_chart
from gija.methods.graph.values import Provenance
from gija.vocabulary.entities import entity_type

LANGUAGES = ["en", "lt"]


def _cards(pieces: tuple[Provenance, ...], peer: anxwritter.ANXChart, tables: Tables) -> list[Any]:
    return [
        anxwritter.Card(
            summary=f"{one.database} {one.record}",
            date=one.retrieved.strftime("%Y-%m-%d"),
            time=one.retrieved.strftime("%H:%M:%S"),
            description=tables.kind(one.kind),
            source_ref=one.record,
            source_type=one.database,
            timezone=anxwritter.TimeZone(1, "UTC"),
            **_grades([one], peer, tables),
        )
        for one in pieces
    ]


def _grades(pieces: list[Provenance], peer: anxwritter.ANXChart, tables: Tables) -> dict[str, str]:
    indices = [int(index or 0) for _, index in tables.grades(pieces)]
    lists = (peer.grades_one, peer.grades_two, peer.grades_three)
    keys = ("grade_one", "grade_two", "grade_three")
    return {key: some.items[index - 1] for key, some, index in zip(keys, lists, indices, strict=True) if index}


def _texts(root: Element, kind: str) -> list[str]:
    found = [one.get("Text", "") for one in root.iterfind(f"{kind}/StringCollection/String")]
    return [one for one in found if one != words.NO_GRADE]


def by_anxwritter(chart: Chart, language: str, ours: Element) -> Element:
    """The same chart through anxwritter, told what our file says in its head."""
    tables, places = Tables(chart, language), layout(chart)
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    peer = anxwritter.ANXChart()
    peer.grades_one, peer.grades_two, peer.grades_three = (
        anxwritter.GradeCollection(items=_texts(ours, kind)) for kind in ("GradeOne", "GradeTwo", "GradeThree")
    )
    peer.source_types = tables.databases
    fact, assessment = (
        anxwritter.Strength(tables.kind(kind), style)
        for kind, style in (("fact", anxwritter.DotStyle.SOLID), ("assessment", anxwritter.DotStyle.DASHED))
    )
    peer.strengths = anxwritter.StrengthCollection(default=tables.kind("fact"), items=[fact, assessment])
    for code, name in tables.types.items():
        peer.add_entity_type(name, icon_file=entity_type(code).icon)
    for name in tables.links.values():
        peer.add_link_type(name)
    peer.settings.summary.title = chart.title
    for one in chart.entities:
        dates = one.attributes.get("date", ()) if one.type == "event" else ()
        peer.add_icon(
            id=one.id, type=tables.types[one.type], label=one.label, attributes=dict(tables.entity_values(one)),
            x=round(places[one.id][0] - left) + 100, y=round(places[one.id][1] - top) + 100,
            source_ref="; ".join(f"{p.database} {p.record}" for p in one.provenance),
            source_type=one.provenance[0].database, date=dates[0] if dates else None,
            cards=_cards(one.provenance, peer, tables), **_grades(list(one.provenance), peer, tables),
        )  # fmt: skip
    _add_links(peer, chart, tables, ours)
    assert not peer.validate()
    return fromstring(peer.to_xml())


def _add_links(peer: anxwritter.ANXChart, chart: Chart, tables: Tables, ours: Element) -> None:
    offsets = [int(one.get("Offset", "0")) for one in ours.iter("Link")]
    parallel = [one.get("ConnectionReference") for one in ours.iter("Link")]
    for link, offset, together in zip(chart.relations, offsets, parallel, strict=True):
        peer.add_link(
            from_id=link.source, to_id=link.target, type=tables.links[link.type], label=tables.link_label(link.type),
            arrow="->" if link.type in words.directed() else None, strength=tables.strength(link.provenance),
            date=link.start if len(link.start) == 10 else None, datetime_description=interval(link.start, link.end),
            source_ref="; ".join(f"{p.database} {p.record}" for p in link.provenance), offset=offset,
            source_type=link.provenance[0].database, attributes=dict(tables.link_values(link)),
            multiplicity="multiple" if together else None, cards=_cards(link.provenance, peer, tables),
            **_grades(list(link.provenance), peer, tables),
        )  # fmt: skip


class View:
    """What a file says, with references resolved, to compare file with file."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.names = {one.get("Id"): one.get("Name") for one in root.iter() if one.get("Id") and one.get("Name")}
        self.grade_texts = {
            kind: [one.get("Text", "") for one in root.iterfind(f"{kind}/StringCollection/String")]
            for kind in ("GradeOne", "GradeTwo", "GradeThree")
        }
        self.identities = {one.get("EntityId"): one.get("Identity") for one in root.iter("Entity")}
        self.connections = {
            one.get("Id"): one.find("ConnectionStyle") for one in root.iterfind("ConnectionCollection/Connection")
        }

    def grades(self, one: Element) -> list[str]:
        return [texts[int(one.get(f"{kind}Index", "0"))] for kind, texts in self.grade_texts.items()]

    def plain(self, one: Element, *left_out: str) -> dict[str, str]:
        return {key: value for key, value in one.attrib.items() if key not in left_out and "Grade" not in key}

    def named(self, one: Element, name: str, reference: str) -> str | None:
        assert self.names[one.get(reference)] == one.get(name)
        return one.get(name)

    def cards(self, holder: Element) -> list[object]:
        return [
            (self.plain(one), self.grades(one), [self.plain(zone) for zone in one])
            for one in holder.iterfind("CardCollection/Card")
        ]

    def item(self, one: Element) -> dict[str, object]:
        told: dict[str, object] = {"item": self.plain(one, "Id"), "grades": self.grades(one)}
        told["attributes"] = [
            (self.named(value, "AttributeClass", "AttributeClassReference"), value.get("Value"))
            for value in one.iterfind("AttributeCollection/Attribute")
        ]
        end, link = one.find("End"), one.find("Link")
        if end is not None:
            entity, style = end.find("Entity"), end.find("Entity/Icon/IconStyle")
            assert entity is not None
            assert style is not None
            told |= {"end": self.plain(end), "entity": self.plain(entity), "cards": self.cards(entity)}
            told["type"] = self.named(style, "Type", "EntityTypeReference")
        if link is not None:
            style = link.find("LinkStyle")
            assert style is not None
            ends = [self.identities[link.get(f"End{i}Id")] for i in (1, 2)]
            connection = self.connections.get(link.get("ConnectionReference"))
            told |= {"ends": ends, "offset": link.get("Offset", "0"), "cards": self.cards(link)}
            told["style"] = self.plain(style, "LinkTypeReference")
            told["type"] = self.named(style, "Type", "LinkTypeReference")
            told["connection"] = connection.attrib if connection is not None else None
        return told

    def items(self) -> list[dict[str, object]]:
        return [self.item(one) for one in self.root.iterfind("ChartItemCollection/ChartItem")]

    def collection(self, kind: str, *keys: str) -> list[list[str | None]]:
        return [[one.get(key) for key in keys] for one in self.root.iterfind(f"{kind}Collection/{kind}")]


def both(language: str) -> tuple[View, View]:
    chart = synthetic_chart(60, 80)
    ours = fromstring(write(chart, layout(chart), language))
    return View(ours), View(by_anxwritter(chart, language, ours))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_says_the_same_in_both_files(language: str) -> None:
    ours, theirs = both(language)
    assert len(ours.items()) == 140
    for one, other in zip(ours.items(), theirs.items(), strict=True):
        assert one == other


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_collections_are_the_same_in_both_files(language: str) -> None:
    ours, theirs = both(language)
    assert ours.collection("EntityType", "Name", "IconFile") == theirs.collection("EntityType", "Name", "IconFile")
    assert ours.collection("LinkType", "Name") == theirs.collection("LinkType", "Name")
    assert ours.collection("Strength", "Name", "DotStyle") == theirs.collection("Strength", "Name", "DotStyle")
    keys = ("Name", "Type", "IsUser", "UserCanAdd", "UserCanRemove", "ShowValue")
    assert sorted(ours.collection("AttributeClass", *keys)) == sorted(theirs.collection("AttributeClass", *keys))
    for kind in ("GradeOne", "GradeTwo", "GradeThree", "SourceHints"):
        assert _texts(ours.root, kind) == _texts(theirs.root, kind)
    titles = [view.root.find("Summary/FieldCollection/Field[@Type='SummaryFieldTitle']") for view in (ours, theirs)]
    assert len({one.get("Field") for one in titles if one is not None}) == 1


def test_every_element_and_attribute_we_write_is_known_to_the_peer_or_listed_here() -> None:
    ours, theirs = both("en")
    known = {(one.tag, key) for one in theirs.root.iter() for key in ("", *one.attrib)}
    own = {(one.tag, key) for one in ours.root.iter() for key in ("", *one.attrib)} - known
    looks = {("AttributeClass", key) for key in ("Prefix", "ShowPrefix", "Visible")}
    frame = {("FrameStyle", key) for key in ("", "Colour", "Margin", "Visible")}
    summary = {("CustomProperty", key) for key in ("", "Name", "Type", "Value")} | {("CustomPropertyCollection", "")}
    origin = {("Origin", key) for key in ("", "CreatedDate", "EditTime", "RevisionNumber")}
    legend = {key for key in own if key[0] in ("LegendDefinition", "LegendItem", "Font")}
    assert own <= looks | frame | summary | origin | legend


def test_identities_are_unique_and_every_reference_has_its_target() -> None:
    ours, _ = both("lt")
    ids = [one.get("Id") for one in ours.root.iter() if one.get("Id")]
    assert len(ids) == len(set(ids))
    for one in ours.root.iter():
        for key, value in one.attrib.items():
            if key.endswith("Reference") and key != "SourceReference":
                assert value in ids
    identities = [one.get("Identity") for one in ours.root.iter("Entity")]
    assert len(identities) == len(set(identities))


def test_the_peers_own_file_is_read_as_the_same_chart() -> None:
    chart = synthetic_chart(60, 80)
    ours = fromstring(write(chart, layout(chart), "en"))
    back = read(tostring(by_anxwritter(chart, "en", ours), encoding="utf-8"))
    assert back.entities == chart.entities
    assert back.relations == chart.relations
