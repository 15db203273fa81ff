"""What is shown of a database: who owns it, how it is asked, how fresh it is. Never a record of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gija.police.databases import index, registry
from gija.police.databases.check import LastCheck, last
from gija.police.databases.index import IndexReport
from gija.police.databases.mapping import Cell, Choice, Mapping, Table
from gija.police.databases.refreshing import Failure, failure
from gija.police.databases.values import State
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_type
from gija.vocabulary.text import Text

LIVE = Text("Asked live", "Klausiama tiesiogiai")
STEPS = ("split", "part", "trim", "match", "case")  # keys of the mapping's language, shown as written
FRESH = Text("Up to date", "Atnaujinta laiku")


@dataclass(frozen=True, slots=True)
class Standing:
    """One database as it stands now. `state` None: asked live, so it is known only when asked."""

    mapping: Mapping
    state: State | None
    as_of: datetime | None
    records: int | None
    error: GijaError | None
    report: IndexReport | None
    checked: LastCheck | None
    failed: Failure | None = None  # the last attempt to refresh its index, where that failed

    @property
    def text(self) -> Text:
        if self.state is State.ANSWERED:
            return FRESH
        return LIVE if self.state is None else self.state.text


def standing(mapping: Mapping) -> Standing:
    """How the database stands: read from its index, without asking the database itself."""
    checked = last(mapping)
    if mapping.broken is not None:
        return Standing(mapping, State.WRONG_MAPPING, None, None, mapping.broken, None, None)
    if mapping.access == "live":
        return Standing(mapping, None, None, None, None, None, checked)
    report, failed = index.last_report(mapping), failure(mapping)
    try:
        opened = index.opened(mapping)
    except GijaError as error:
        return Standing(mapping, getattr(error, "state", State.DOWN), None, None, error, report, checked, failed)
    fresh = index.freshness(mapping, opened.as_of)
    return Standing(mapping, fresh.state, fresh.as_of, opened.size, fresh.error, report, checked, failed)


def standings() -> list[Standing]:
    return [standing(mapping) for mapping in registry.all_mappings()]


def cell_words(cell: Cell | Choice) -> str:
    """Where a value comes from, short: columns, and what is done with them."""
    if cell.constant is not None:
        return f"= {cell.constant}" if cell.constant else "–"
    told = " / ".join(map(cell_words, cell.first)) if cell.first else " + ".join(cell.read)
    steps = [f"{name} {said}" for name in STEPS if (said := getattr(cell, name)) is not None]
    if cell.format:
        steps.append(", ".join(cell.format))
    if cell.values is not None:
        steps.append(", ".join(f"{theirs} → {ours}" for theirs, ours in list(cell.values.items())[:12]))
    return " ".join((told, *(f"({step})" for step in steps)))


def evaluation_words(choice: Choice, language: str) -> str:
    """The source evaluation in words where one holds for all rows."""
    return evaluation(choice.constant).text.in_(language) if choice.constant else cell_words(choice)


def category_words(choice: Choice, language: str) -> str:
    """The category of persons in words where one holds for all rows."""
    return code_list("person_category")[choice.constant].text.in_(language) if choice.constant else cell_words(choice)


@dataclass(frozen=True, slots=True)
class TableWords:
    """One table of a mapping in words: lines of (what, from where), for entities and for relations."""

    name: str
    key: str
    fields: list[tuple[str, str, str]]  # entity, field, columns
    relations: list[str]


def in_words(mapping: Mapping, language: str) -> list[TableWords]:
    return [_table(table, language) for table in mapping.tables]


def _table(table: Table, language: str) -> TableWords:
    fields = []
    for alias, entity in table.entities.items():
        known = entity_type(entity.type)
        name = f"{known.text.in_(language)} ({alias})"
        fields += [(name, known.field(f).text.in_(language), cell_words(c)) for f, c in entity.fields.items()]
    relations = [f"{r.from_} – {relation_type(r.type).forward.in_(language)} – {r.to}" for r in table.relations]
    return TableWords(table.name, " + ".join(table.key), fields, relations)
