"""Read a chart from Analyst's Notebook Exchange: ours, or one of others as far as a chart of ours can hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite, nan
from typing import TYPE_CHECKING

from gija.formats.anx import words
from gija.formats.anx.opening import open_chart
from gija.methods.graph.build import chart as build
from gija.methods.graph.build import is_iso_date
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Attributes = dict[str, tuple[str, ...]]
Positions = dict[str, tuple[float, float]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTERVAL = re.compile(r"(?P<start>\d[\d-]*)? ?– ?(?P<end>\d[\d-]*)?")


def read(data: bytes) -> Chart:
    """The chart in the file; see `read_with_positions`."""
    return read_with_positions(data)[0]


def read_with_positions(data: bytes) -> tuple[Chart, Positions]:
    """The chart, and where each entity stands in the file; see `read_whole`."""
    found = read_whole(data)
    return found.chart, found.positions


@dataclass(frozen=True, slots=True)
class Whole:
    """A chart file: the chart, where each entity stands, and which version of what it was made from, if it says so."""

    chart: Chart
    positions: Positions
    version: str


def read_whole(data: bytes) -> Whole:
    """The chart in the file, with all that is read beside it.

    A file that `write` made gives the same chart again. In a chart of others, types and attributes that the vocabulary
    does not name keep their names, an arrow on the tail turns the relation round, text blocks without an identity are
    left out, dates of entities are not read, and a file that does not say when it was made counts as made in 1970.
    Refuses what is no chart with GijaError `anx.*`, and a chart that is not sound with `graph.*`.
    """
    file = _File(open_chart(data))
    for number, item in enumerate(file.root.iterfind("ChartItemCollection/ChartItem"), 1):
        end, entity = item.find("End"), item.find("End/Entity")
        if end is not None and entity is not None and entity.get("Identity"):
            _entity(file, item, end, entity, number)
    for number, item in enumerate(file.root.iterfind("ChartItemCollection/ChartItem"), 1):
        link = item.find("Link")
        if link is not None:
            _relation(file, item, link, number)
    if not file.entities:
        raise GijaError("anx.no_entities")
    own = {one.get("Name"): one.get("Value", "") for one in file.root.iterfind(".//CustomProperty")}
    titles = file.root.iterfind("Summary/FieldCollection/Field[@Type='SummaryFieldTitle']")
    title = next((one.get("Field", "") for one in titles), "")
    focus = own.get(words.FOCUS) or file.framed or next(iter(file.entities))
    chart = build(title, focus, file.entities.values(), file.relations, _created(file, own))
    return Whole(chart, file.positions, own.get(words.VERSION, ""))


@dataclass
class _File:
    """The file while it is read: its collections by id, what was found so far."""

    root: Element
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    positions: Positions = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)  # ids used by links -> identity
    framed: str = ""
    names: dict[str, str] = field(init=False)  # Id -> Name of types and classes
    grades: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        collections = ("EntityType", "LinkType", "AttributeClass")
        self.names = {
            one.get("Id", ""): one.get("Name", "")
            for kind in collections
            for one in self.root.iterfind(f"{kind}Collection/{kind}")
        }
        self.grades = {
            kind: [one.get("Text", "") for one in self.root.iterfind(f"{kind}/StringCollection/String")]
            for kind in ("GradeOne", "GradeTwo", "GradeThree")
        }

    def name(self, one: Element, told: str, reference: str) -> str:
        """A name written out, else by reference to the collections."""
        return one.get(told) or self.names.get(one.get(reference, ""), "")

    def grade(self, one: Element, kind: str, number: int) -> str:
        texts = self.grades[kind]
        try:
            at = int(one.get(f"{kind}Index", "0"))
        except ValueError:
            raise GijaError("anx.value", number=number, place=f"{kind}Index") from None
        text = texts[at] if 0 <= at < len(texts) else ""
        return "" if text == words.NO_GRADE else text


def _created(file: _File, own: dict[str | None, str]) -> datetime:
    origin = file.root.find("Summary/Origin")
    for written in (own.get(words.CREATED, ""), origin.get("CreatedDate", "") if origin is not None else ""):
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _EPOCH


def _number(one: Element, key: str, number: int) -> float:
    try:
        found = float(one.get(key, "0"))
    except ValueError:
        found = nan
    if not isfinite(found):
        raise GijaError("anx.value", number=number, place=key)
    return found


def _values(file: _File, item: Element) -> Attributes:
    """Attributes by the name of their class, several values a line each."""
    found: Attributes = {}
    for one in item.iterfind("AttributeCollection/Attribute"):
        name = file.name(one, "AttributeClass", "AttributeClassReference")
        found[name] = (*found.get(name, ()), *one.get("Value", "").split("\n"))
    return found


def _take(values: Attributes, text: Text) -> tuple[str, ...]:
    """Take out the values of a class that we named in one language or the other."""
    return values.pop(text.en, ()) or values.pop(text.lt, ())


def _entity(file: _File, item: Element, end: Element, entity: Element, number: int) -> None:
    identity = entity.get("Identity", "")
    if identity in file.entities:
        raise GijaError("anx.duplicate_identity", number=number)
    styles = (one for one in entity.iter() if one.tag.endswith("Style"))
    style = next((one for one in styles if one.get("Type") or one.get("EntityTypeReference")), None)
    kind = file.name(style, "Type", "EntityTypeReference") if style is not None else ""
    code = words.types().code(kind)
    values = _values(file, item)
    category = words.codes("person_category")
    names = words.fields(code)
    label = item.get("Label") or (identity if entity.get("LabelIsIdentity") == "true" else "")
    told = _take(values, words.CATEGORY)
    merged = tuple(names.code(one) for one in _take(values, words.MERGED))
    pieces, rest = _provenance(file, item, entity, number)
    attributes = {names.code(name): some for name, some in values.items()} | rest
    attributes |= _event_day(code, item, attributes)
    known = category.code(told[0]) if told else ""
    file.entities[identity] = Entity(
        identity, code, label, attributes, pieces, known if known in category.texts else "", merged
    )
    file.positions[identity] = (_number(end, "X", number), _number(end, "Y", number))
    for key in (entity.get("EntityId"), item.get("Id"), entity.get("Id"), end.get("Id"), identity):
        if key:
            file.ends.setdefault(key, identity)
    frame = entity.find(".//FrameStyle")
    if frame is not None and frame.get("Visible") == "true" and not file.framed:
        file.framed = identity


def _event_day(code: str, item: Element, attributes: Attributes) -> Attributes:
    """Others put the day of an event on the item alone."""
    day = item.get("DateTime", "")[:10] if item.get("DateSet") == "true" else ""
    return {"date": (day,)} if code == "event" and "date" not in attributes and is_iso_date(day) else {}


def _provenance(file: _File, item: Element, holder: Element, number: int) -> tuple[tuple[Provenance, ...], Attributes]:
    """From the cards. What is not provenance of our kind is kept: notes, a source without a time, other grades."""
    pieces: list[Provenance] = []
    rest: Attributes = {}
    cards = [*holder.iterfind("CardCollection/Card"), *item.iterfind("CardCollection/Card")]  # others: on the item
    for card in cards:
        if card.get("SourceType") and card.get("DateTime"):
            pieces.append(_piece(file, card, number))
        else:
            note = " – ".join(part for part in (card.get("Summary"), card.get("Text")) if part)
            rest[words.NOTES] = (*rest.get(words.NOTES, ()), note)
    source = ": ".join(part for part in (item.get("SourceType"), item.get("SourceReference")) if part)
    if source and not pieces:
        rest[words.NOTES] = (*rest.get(words.NOTES, ()), source)
    foreign = {file.grade(one, kind, number) for one in (item, *cards) for kind in ("GradeOne", "GradeTwo")}
    foreign = {text for text in foreign if text and not words.grade(text)}
    if foreign:
        rest[words.GRADES] = tuple(sorted(foreign))
    return tuple(pieces), rest


def _piece(file: _File, card: Element, number: int) -> Provenance:
    try:
        moment = datetime.fromisoformat(card.get("DateTime", ""))
    except ValueError:
        raise GijaError("anx.value", number=number, place="DateTime") from None
    kinds = words.codes("information_kind")
    kind = kinds.code(card.get("Text", ""))
    return Provenance(
        card.get("SourceType", ""),
        card.get("SourceReference", ""),
        moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        _evaluation(file.grade(card, "GradeOne", number), file.grade(card, "GradeTwo", number)),
        words.handling(file.grade(card, "GradeThree", number)),
        kind if kind in kinds.texts else "assessment",  # what nobody marked as a fact is not one
    )


def _evaluation(one: str, two: str) -> str:
    """`4x4:A1` from two grades of one scale of ours; else nothing, a grade is never converted."""
    source, information = words.grade(one), words.grade(two)
    if not source or not information or source[0] != information[0]:
        return ""
    try:
        return str(evaluation(f"{source[0]}:{source[1]}{information[1]}"))
    except GijaError:
        return ""


def _relation(file: _File, item: Element, link: Element, number: int) -> None:
    style = link.find("LinkStyle")
    ends = [file.ends.get(link.get(f"{end}Id") or link.get(f"{end}Reference") or "") for end in ("End1", "End2")]
    if ends[0] is None or ends[1] is None:
        raise GijaError("anx.end_missing", number=number)
    kind = file.name(style, "Type", "LinkTypeReference") if style is not None else ""
    if style is not None and style.get("ArrowStyle") == "ArrowOnTail":
        ends.reverse()
    values = _values(file, item)
    told = _take(values, words.RELATION_ID)
    pieces, rest = _provenance(file, item, link, number)
    start, end = _dates(item)
    code = words.links().code(kind) or item.get("Label", "")
    known = told[0] if told else f"anx:{item.get('Id') or number}"
    file.relations.append(
        Relation(known, code, ends[0] or "", ends[1] or "", pieces, start, end, (values | rest) or None)
    )


def _dates(item: Element) -> tuple[str, str]:
    """Start and end: the day of the item, and what its date description says beyond it."""
    day = item.get("DateTime", "")[:10] if item.get("DateSet") == "true" else ""
    said = _INTERVAL.fullmatch(item.get("DateTimeDescription", "").strip())
    start, end = (said["start"] or "", said["end"] or "") if said else ("", "")
    start, end, day = (written if is_iso_date(written) else "" for written in (start, end, day))
    return day or start, end
