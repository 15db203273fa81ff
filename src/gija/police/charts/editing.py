"""A chart file that comes back: from which version it was made, and what the analyst changed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gija.formats import anx
from gija.methods.graph import Changed, Differences, Edit, differences
from gija.methods.graph.differences import ENDS
from gija.methods.graph.values import Chart, Entity, Provenance, Relation
from gija.police.charts.moving import Point, moved
from gija.police.dossiers.files import worded
from gija.police.dossiers.models import Dossier, Revision
from gija.police.dossiers.values import NOTEBOOK, WITHHELD
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES

CLAIMED = "notes"  # where the sources that a file claims for a new piece are kept as words


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: the version it was made from, what differs from that, and where moved and new things stand."""

    revision: Revision
    made: Differences
    places: Mapping[str, Point]

    @property
    def moved(self) -> dict[str, Point]:
        """The places under the ids that things have here."""
        renamed = {one.id: _own(one.id) for one in self.made.added}
        return {renamed.get(one, one): place for one, place in self.places.items()}

    def edit(self, origin: Provenance) -> Edit:
        """The edit as it is laid over the dossier: new pieces under ids of their own, claimed sources as words."""
        made = self.made
        renamed = {one.id: _own(one.id) for one in made.added}
        added = tuple(replace(one, id=renamed[one.id], attributes=_claims(one)) for one in made.added)
        ties = tuple(
            replace(
                one,
                id=f"{origin.record}:{one.id}",
                source=renamed.get(one.source, one.source),
                target=renamed.get(one.target, one.target),
                attributes=_claims(one) or None,
            )
            for one in made.added_relations
        )
        retied = tuple(_led(one, renamed) for one in made.changed_relations)
        return Edit(replace(made, added=added, added_relations=ties, changed_relations=retied), origin)


def version(dossier: Dossier, number: int) -> str:
    """What a chart file says it was made from."""
    return f"{dossier.pk}/{number}"


def returned(dossier: Dossier, data: bytes, most: int) -> Returned:
    """What the file changes. Refused: `anx.*`, `graph.*`, `dossier.edit_other` (made from another dossier),
    `dossier.edit_focus`, `dossier.edit_same`, `dossier.edit_too_much`."""
    file = anx.read_whole(data)
    count = len(file.chart.entities) + len(file.chart.relations)
    if count > most:
        raise GijaError("dossier.edit_too_much", count=count, limit=most)
    revision = _made_from(dossier, file.version)
    if all(one.id != revision.chart.focus for one in file.chart.entities):
        raise GijaError("dossier.edit_focus")
    tried = [(_compared(revision, file.chart, one), one) for one in LANGUAGES]
    made, language = min(tried, key=lambda both: len(both[0]))
    there = moved(worded(revision.chart, language), revision.places, language, file.positions)
    if not made and not there:
        raise GijaError("dossier.edit_same")
    return Returned(revision, made, there)


def _made_from(dossier: Dossier, said: str) -> Revision:
    """The version the file names; the latest where another program has lost the name."""
    if not said:
        return dossier.latest
    of, _, number = said.partition("/")
    found = None
    if of == dossier.pk and number.isdecimal() and len(number) < 10:
        found = dossier.revisions.filter(number=int(number)).first()
    if found is None:
        raise GijaError("dossier.edit_other")
    return found


def _compared(revision: Revision, file: Chart, language: str) -> Differences:
    """What differs from the file as we wrote it: written and read once more, so that only edits are left."""
    chart, ours = revision.chart, worded(revision.chart, language)
    made = differences(anx.read(anx.write(ours, revision.places, language)), file)
    own = {one.id: one for one in chart.entities}
    ties = {one.id: one for one in chart.relations}
    return replace(
        made,
        removed=tuple(own[one.id] for one in made.removed if one.id in own),
        changed=tuple(one for one in made.changed if not one.id.startswith(WITHHELD)),
        removed_relations=tuple(ties[one.id] for one in made.removed_relations if one.id in ties),
    )


def _own(identity: str) -> str:
    """The id of a new entity: as the file has it, so that it is the same in the next file; never one of ours."""
    plain = identity.strip()[:200]
    return plain if plain.startswith(f"{NOTEBOOK}:") else f"{NOTEBOOK}:{plain}"


def _led(one: Changed, renamed: Mapping[str, str]) -> Changed:
    """A relation that was led to a new entity: to the id that has here."""
    fields = tuple(
        replace(each, after=tuple(renamed.get(end, end) for end in each.after)) if each.name == ENDS else each
        for each in one.fields
    )
    return Changed(one.id, fields)


def _claims(one: Entity | Relation) -> dict[str, tuple[str, ...]]:
    """The attributes, and as words which sources the file claims: no database gave this piece to us."""
    claimed = tuple(f"{place.database} {place.record}".strip() for place in one.provenance)
    attributes = dict(one.attributes or {})
    if claimed:
        attributes[CLAIMED] = (*attributes.get(CLAIMED, ()), *claimed)
    return attributes
