"""The other files of a dossier: GraphML, workbook, CSV, timeline, map, and all of it on paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gija.figures import map as maps
from gija.figures import relations as figure
from gija.figures import timeline
from gija.figures.frame import handling, sources
from gija.figures.paper import Drawing, Listing, Paper, Told, pdf
from gija.figures.sentences import sentences
from gija.formats import graphml, xlsx
from gija.methods.graph.values import Chart
from gija.police.charts import queries, words
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.queries import EntityRow, PlaceRow, RelationRow, View
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

Bytes = Callable[[], bytes]
Row = tuple[str, ...]


def makers(dossier: Dossier, chart: Chart, language: str, fonts: Sequence[Path | str]) -> Mapping[str, Bytes]:
    """File name -> what makes it. `chart`: that of the dossier, worded in `language`."""
    view = View(dossier, language)
    names = queries.names(language)
    return {
        "chart.graphml": lambda: graphml.write(chart, dossier.latest.places, language),
        "dossier.xlsx": lambda: _workbook(view, chart, language),
        "entities.csv": lambda: _csv(view, language, words.ENTITIES, entity_rows(view, language)),
        "relations.csv": lambda: _csv(view, language, words.RELATIONS, relation_rows(view, language)),
        "timeline.svg": lambda: timeline.svg(chart, language, names).encode(),
        "map.svg": lambda: maps.svg(chart, language, names).encode(),
        "dossier.pdf": lambda: pdf(_paper(view, chart, language), language, fonts),
    }


def entity_rows(view: View, language: str) -> list[Row]:
    """The entities as cells, in the order of `words.ENTITIES`: each with its handling code and where it comes from."""
    return [_entity(row) for row in view.entities()]


def _entity(row: EntityRow) -> Row:
    facts = "\n".join(f"{field}: {value}" for field, value in row.values)
    return row.handling, row.type, row.label, row.category, facts, ", ".join(row.merged), _places(row.places)


def relation_rows(view: View, language: str) -> list[Row]:
    """The relations as cells, in the order of `words.RELATIONS`."""
    return [_relation(row, language) for row in view.relations()]


def _relation(row: RelationRow, language: str) -> Row:
    kind = code_list("information_kind")["assessment" if row.assessed else "fact"].text.in_(language)
    facts = "\n".join(f"{field}: {value}" for field, value in row.values)
    one = row.relation
    return row.handling, row.source, row.text, row.target, one.start, one.end, facts, kind, _places(row.places)


def _places(places: Sequence[PlaceRow]) -> str:
    return "\n".join(
        " · ".join(
            part
            for part in (
                one.database,
                one.record,
                f"{one.taken:%Y-%m-%d %H:%M} UTC",
                one.evaluation,
                one.handling,
                one.kind,
            )
            if part
        )
        for one in places
    )


def _csv(view: View, language: str, columns: Sequence[Text], rows: Sequence[Row]) -> bytes:
    """UTF-8 with a byte order mark, so that a spreadsheet reads Lithuanian letters; every row has its handling code.

    A value that a spreadsheet would take for a formula is kept as text by an apostrophe before it.
    """
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([column.in_(language) for column in columns])
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return made.getvalue().encode("utf-8-sig", "replace")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _workbook(view: View, chart: Chart, language: str) -> bytes:
    bound = handling(chart, language)
    notes = (bound, *_notices(view, language))
    said = sources(chart, language, queries.names(language))

    def sheet(name: Text, columns: Sequence[Text], rows: Sequence[Row]) -> xlsx.Sheet:
        title = f"{name.in_(language)} – {bound}"
        heads = tuple(xlsx.Column(column.in_(language)) for column in columns)
        return xlsx.Sheet(name.in_(language), title, heads, tuple(rows), notes, said, f"{view.dossier.short} – {bound}")

    sheets = [
        sheet(words.ENTITIES_NAME, words.ENTITIES, entity_rows(view, language)),
        sheet(words.RELATIONS_NAME, words.RELATIONS, relation_rows(view, language)),
        sheet(words.TIMELINE_NAME, words.TIMELINE, _moments(chart, language)),
        sheet(words.DATABASES_NAME, words.DATABASES, _databases(view, language)),
    ]
    return xlsx.write(sheets, title=view.dossier.short, language=language, made=chart.created)


def _moments(chart: Chart, language: str) -> list[Row]:
    return [(one.when, one.what) for one in queries.timeline_rows(chart, language)]


def _databases(view: View, language: str) -> list[Row]:
    return [
        (
            row.name.in_(language),
            row.state.state.text.in_(language),
            f"{row.state.as_of:%Y-%m-%d %H:%M} UTC" if row.state.as_of else "–",
            str(row.pieces),
            row.contact,
        )
        for row in view.states
    ]


def _notices(view: View, language: str) -> tuple[str, ...]:
    """What is missing, for whoever reads the file without the page."""
    told = [words.INCOMPLETE.fill(databases=", ".join(view.silent)).in_(language)] if view.silent else []
    return (*told, *view.cuts)


def _paper(view: View, chart: Chart, language: str) -> Paper:
    dossier, names = view.dossier, queries.names(language)
    places = dossier.latest.places
    drawings = (
        Drawing(
            words.CHART_NAME.in_(language),
            figure.svg(chart, places, language, names),
            " ".join(sentences(chart, language)[:60]),
        ),
        Drawing(
            words.TIMELINE_NAME.in_(language), timeline.svg(chart, language, names), words.TIMELINE_ALT.in_(language)
        ),
        Drawing(words.MAP_NAME.in_(language), maps.svg(chart, language, names), words.MAP_ALT.in_(language)),
    )
    decisions = [_decision(row, language) for row in queries.joins(dossier.latest, language) if not row.open]
    parts: list[Drawing | Listing | Told] = [
        _listing(words.DATABASES_NAME, words.DATABASES, _databases(view, language), (4, 2, 2, 1, 4), language),
        *([Told(words.DECISIONS_NAME.in_(language), tuple(decisions))] if decisions else []),
        *drawings,
        _listing(words.ENTITIES_NAME, words.ENTITIES, entity_rows(view, language), (1, 2, 3, 2, 5, 2, 6), language),
        _listing(
            words.RELATIONS_NAME, words.RELATIONS, relation_rows(view, language), (1, 3, 3, 3, 2, 2, 3, 2, 6), language
        ),
    ]
    return Paper(
        chart,
        view.focus.label,
        f"{dossier.short} · {dossier.latest.number}",
        _facts(view, language),
        tuple(parts),
        _notices(view, language),
        dossier.institution_name or "Gija",
        names,
    )


def _listing(
    name: Text, columns: Sequence[Text], rows: Sequence[Row], widths: tuple[int, ...], language: str
) -> Listing:
    heads = tuple(column.in_(language) for column in columns)
    return Listing(name.in_(language), heads, tuple(rows), widths)


def _facts(view: View, language: str) -> tuple[tuple[str, str], ...]:
    dossier = view.dossier
    purpose = code_list("purpose")[dossier.purpose].text.in_(language)
    gathered = f"{dossier.created:%Y-%m-%d %H:%M} UTC, {dossier.actor_name}, {dossier.institution_name}"
    told = ((words.GATHERED, gathered), (words.PURPOSE, purpose), (words.REASON, dossier.reason))
    return (*((name.in_(language), value) for name, value in told), *view.focus.values)


def _decision(row: queries.JoinRow, language: str) -> str:
    said = words.ONE if row.together else words.APART
    who = words.MODEL.fill(version=row.join.who).in_(language) if row.join.by_model else row.join.who
    weight = words.WEIGHT.fill(weight=f"{row.join.weight:.1f}").in_(language) if row.join.weight is not None else ""
    parts = (f"{row.one} – {row.other}: {said.in_(language)}", who, f"{row.join.when:%Y-%m-%d}", row.join.why, weight)
    return "; ".join(part for part in parts if part)
