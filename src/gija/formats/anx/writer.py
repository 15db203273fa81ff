"""Write a chart as Analyst's Notebook Exchange. The same chart, positions and language give the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO

from gija.formats.anx import words
from gija.formats.anx.tables import Tables
from gija.formats.anx.xml import many, tag
from gija.methods.graph.handling import every_provenance, strictest
from gija.methods.graph.printable import line
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.vocabulary.errors import GijaError

PARALLEL = 15  # units between parallel links
FRAME_COLOUR = 255  # red, as a Windows COLORREF (blue, green, red)

Item = tuple[str, str | int | None]

_UTC = tag("TimeZone", [("UniqueID", 1), ("Name", "UTC")])  # 1 is how Analyst's Notebook counts UTC


def write(chart: Chart, positions: Mapping[str, tuple[float, float]], language: str, *, version: str = "") -> bytes:
    """The .anx file: UTF-16, little-endian, with a byte order mark, names of types and fields in `language`.

    `version` says which version of what it was made from, so that an edited chart can be compared when it comes back.

    `positions` as `methods.graph.layout` gives them, y downwards. Control characters and lone surrogates become U+FFFD,
    line breaks within a value a space. Refuses a chart without a position for every entity (`graph.position_missing`).
    """
    missing = sum(1 for one in chart.entities if one.id not in positions)
    if missing:
        raise GijaError("graph.position_missing", count=missing)
    # Piece by piece: the whole text beside the whole file would take twice the memory.
    file = BytesIO(b"\xff\xfe")
    file.seek(2)
    for piece in _pieces(chart, positions, Tables(chart, language), version):
        file.write(piece.encode("utf-16-le"))
    return file.getvalue()


def _pieces(chart: Chart, positions: Mapping[str, tuple[float, float]], tables: Tables, version: str) -> Iterator[str]:
    """The text of the file, an item at a time, in the order in which Analyst's Notebook writes the collections."""
    numbers = {one.id: i for i, one in enumerate(chart.entities, 1)}
    left = min((positions[one.id][0] for one in chart.entities), default=0.0)
    top = min((positions[one.id][1] for one in chart.entities), default=0.0)
    yield '<?xml version="1.0" encoding="utf-16"?>\n<Chart>\n'
    yield tag("ApplicationVersion", [("Major", 9), ("Minor", 0), ("Point", 0), ("Build", 0)]) + "\n"
    yield tables.xml()
    yield _summary(chart, tables, version)
    yield "<ChartItemCollection>\n"
    for one in chart.entities:
        at = _place(positions[one.id], left, top)
        yield _entity(one, numbers[one.id], at, one.id == chart.focus, tables) + "\n"
    for item in _links(chart.relations, numbers, tables):
        yield item + "\n"
    yield "</ChartItemCollection>\n"
    yield _connections(chart.relations)
    yield tables.palette()
    yield tables.legend()
    yield "</Chart>\n"


def _connections(relations: tuple[Relation, ...]) -> str:
    count = sum(1 for count in _pairs(relations).values() if count > 1)
    style = tag("ConnectionStyle", [("Multiplicity", "MultiplicityMultiple")])
    return many("ConnectionCollection", [tag("Connection", [("Id", f"C{i}")], style) for i in range(1, count + 1)])


def _place(point: tuple[float, float], left: float, top: float) -> tuple[int, int]:
    return round(point[0] - left) + 100, round(point[1] - top) + 100


def _summary(chart: Chart, tables: Tables, version: str) -> str:
    moment = chart.created.strftime("%Y-%m-%d %H:%M")
    fields = [
        ("SummaryFieldTitle", line(chart.title)),
        ("SummaryFieldComments", words.AS_OF.fill(moment=moment).in_(tables.language)),
    ]
    own = [
        (words.FOCUS, chart.focus),
        (words.CREATED, chart.created.isoformat()),
        (words.HANDLING, strictest(every_provenance(chart))),
        (words.WRITER, words.FORM),
        *([(words.VERSION, version)] if version else []),
    ]
    custom = [tag("CustomProperty", [("Name", name), ("Type", "String"), ("Value", value)]) for name, value in own]
    origin: list[Item] = [
        ("CreatedDate", chart.created.strftime("%Y-%m-%dT%H:%M:%S")),
        ("EditTime", 0),
        ("RevisionNumber", 1),
    ]
    inner = many("FieldCollection", [tag("Field", [("Type", kind), ("Field", value)]) for kind, value in fields])
    return (
        tag("Summary", (), "\n" + inner + many("CustomPropertyCollection", custom) + tag("Origin", origin) + "\n")
        + "\n"
    )


def _moment(moment: datetime) -> str:
    """Milliseconds as Analyst's Notebook writes them; microseconds only where there are any."""
    return moment.strftime("%Y-%m-%dT") + moment.time().isoformat(
        "microseconds" if moment.microsecond % 1000 else "milliseconds"
    )


def _date(written: str) -> list[Item]:
    """A whole day goes into the date of the item; part of one cannot."""
    return [("DateSet", "true"), ("DateTime", f"{written}T00:00:00.000")] if len(written) == 10 else []


def _cards(pieces: Iterable[Provenance], tables: Tables) -> str:
    """A card for each provenance: this is where the whole of it stands."""
    return many("CardCollection", [_card(one, tables) for one in pieces])


def _card(one: Provenance, tables: Tables) -> str:
    return tag(
        "Card",
        [
            ("Summary", line(f"{one.database} {one.record}")),
            ("Text", words.codes("information_kind").name(one.kind, tables.language)),
            ("DateSet", "true"),
            ("TimeSet", "true"),
            ("DateTime", _moment(one.retrieved)),
            *tables.grades([one]),
            ("SourceReference", one.record),
            ("SourceType", one.database),
        ],
        _UTC,
    )


def _source(pieces: tuple[Provenance, ...], tables: Tables) -> list[Item]:
    """Grades, source reference and source type of an item: what all its provenances have in common."""
    if not pieces:
        return []
    databases = {one.database for one in pieces}
    return [
        ("SourceReference", line("; ".join(f"{one.database} {one.record}" for one in pieces))[:250]),
        ("SourceType", databases.pop() if len(databases) == 1 else None),
        *tables.grades(pieces),
    ]


def _attributes(values: Iterable[tuple[str, str]], tables: Tables) -> str:
    found = [
        tag(
            "Attribute", [("AttributeClass", name), ("AttributeClassReference", tables.classes[name]), ("Value", value)]
        )
        for name, value in values
    ]
    return many("AttributeCollection", found)


def _entity(one: Entity, number: int, at: tuple[int, int], focus: bool, tables: Tables) -> str:
    name = tables.types[one.type]
    frame = tag("FrameStyle", [("Colour", FRAME_COLOUR), ("Margin", 2), ("Visible", "true")]) if focus else None
    style = tag("IconStyle", [("Type", name), ("EntityTypeReference", tables.type_ids[one.type])], frame)
    entity = tag(
        "Entity",
        [("EntityId", number), ("Identity", one.id), ("LabelIsIdentity", "false")],
        tag("Icon", (), style) + _cards(one.provenance, tables),
    )
    dates = one.attributes.get("date", ()) if one.type == "event" else ()
    return tag(
        "ChartItem",
        [
            ("Id", f"E{number}"),
            ("Label", line(one.label)),
            *(_date(dates[0]) if len(dates) == 1 else ()),
            *_source(one.provenance, tables),
            ("XPosition", at[0]),
        ],
        "\n"
        + tag("End", [("X", at[0]), ("Y", at[1]), ("Z", 0)], entity)
        + "\n"
        + _attributes(tables.entity_values(one), tables),
    )


def _pairs(relations: Iterable[Relation]) -> Counter[tuple[str, str]]:
    return Counter(pair(one) for one in relations)


def pair(one: Relation) -> tuple[str, str]:
    """The two ends of a relation, whichever way it goes."""
    return (one.source, one.target) if one.source < one.target else (one.target, one.source)


def _links(relations: tuple[Relation, ...], numbers: Mapping[str, int], tables: Tables) -> Iterable[str]:
    counts = _pairs(relations)
    connections = {ends: f"C{i}" for i, ends in enumerate(sorted(p for p, count in counts.items() if count > 1), 1)}
    seen: Counter[tuple[str, str]] = Counter()
    for i, one in enumerate(relations, 1):
        ends = pair(one)
        turn = seen[ends]
        seen[ends] += 1
        # Distances all differ (0, 15, -30, 45 ...): no two coincide, whichever way Analyst's Notebook counts sides.
        offset = PARALLEL * turn * (1 if turn % 2 else -1)
        yield _link(one, i, (numbers[one.source], numbers[one.target]), (offset, connections.get(ends)), tables)


def _link(one: Relation, number: int, ends: tuple[int, int], wiring: tuple[int, str | None], tables: Tables) -> str:
    style = tag(
        "LinkStyle",
        [
            ("Strength", tables.strength(one.provenance)),
            ("ArrowStyle", "ArrowOnHead" if one.type in words.directed() else None),
            ("Type", tables.links[one.type]),
            ("LinkTypeReference", tables.link_ids[one.type]),
        ],
    )
    ids: list[Item] = [("End1Id", ends[0]), ("End2Id", ends[1]), ("Offset", wiring[0] or None)]
    link = tag("Link", [*ids, ("ConnectionReference", wiring[1])], _cards(one.provenance, tables) + style)
    return tag(
        "ChartItem",
        [
            ("Id", f"L{number}"),
            ("Label", tables.link_label(one.type)),
            *_date(one.start),
            ("DateTimeDescription", interval(one.start, one.end)),
            *_source(one.provenance, tables),
        ],
        "\n" + link + "\n" + _attributes(tables.link_values(one), tables),
    )


def interval(start: str, end: str) -> str | None:
    """What the date of an item cannot say: `2019 –`, `2019-05-01 – 2020`, `– 2020`. None for one whole day."""
    if not end:
        return f"{start} –" if start and len(start) < 10 else None
    return f"{start} – {end}".strip()
