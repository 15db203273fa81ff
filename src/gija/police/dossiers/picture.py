"""What a dossier shows out of all pieces picked up: merged, protected, likenesses told, cut to its reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gija.methods.graph.values import Entity, Relation
from gija.police.dossiers.likeness import same_as
from gija.police.dossiers.protect import Safe, protect
from gija.police.dossiers.reach import SAME, Ties, reach
from gija.police.dossiers.values import WITHHELD, Caps, Cut, Rights
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Scope:
    """What is shown: all within `steps` of `centre` (id of a piece), and the pieces in `keep` wherever they are."""

    focus: str
    centre: str
    steps: int
    keep: Collection[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Picture:
    """Entities by id with their distance from the centre (kept ones outside it have none), and their relations."""

    focus: str
    entities: Mapping[str, Entity]
    relations: tuple[Relation, ...]
    distances: Mapping[str, int]
    cuts: tuple[Cut, ...]
    refused: Mapping[str, int]
    marks: Mapping[str, str]


def picture(pieces: Sequence[Entity], links: Sequence[Relation], scope: Scope, rights: Rights, caps: Caps) -> Picture:
    """The picture of `scope`. Refused: `dossier.refer_to_owner` when the object itself may not be shown."""
    safe = protect(pieces, links, scope.focus, rights)
    if not safe.focus:
        raise GijaError("dossier.refer_to_owner")
    open_ends = [tie for tie in safe.relations if not _anonymous(tie)]
    relations = [*open_ends, *_new_likenesses(safe.entities, open_ends)]
    centre = safe.now.get(scope.centre, "")
    distances, cuts = reach(Ties(relations), centre, scope.steps, caps) if centre else ({}, ())
    kept_on = {safe.now[one] for one in scope.keep if one in safe.now and not one.startswith(WITHHELD)}
    shown = {*distances, *kept_on}
    bare = [*safe.ties, *(tie for tie in safe.relations if _anonymous(tie))]
    inner = kept_on | {one for one, distance in distances.items() if distance < scope.steps}
    leaves = {tie.id: tie for tie in bare if len({tie.source, tie.target} & inner) == 1}
    kept = [one for one in relations if one.source in shown and one.target in shown]
    return Picture(
        safe.focus,
        _entities(safe, shown, leaves.values()),
        (*kept, *leaves.values()),
        distances,
        cuts,
        safe.refused,
        safe.marks,
    )


def _anonymous(tie: Relation) -> bool:
    return tie.source.startswith(WITHHELD) or tie.target.startswith(WITHHELD)


def _new_likenesses(entities: Sequence[Entity], relations: Iterable[Relation]) -> list[Relation]:
    told = {frozenset((one.source, one.target)) for one in relations if one.type == SAME}
    persons = [entity for entity in entities if not entity.id.startswith(WITHHELD)]
    return [one for one in same_as(persons, relations) if frozenset((one.source, one.target)) not in told]


def _entities(safe: Safe, shown: Collection[str], leaves: Iterable[Relation]) -> dict[str, Entity]:
    ends = {end for tie in leaves for end in (tie.source, tie.target)}
    found = {one.id: one for one in safe.entities if one.id in shown and not one.id.startswith(WITHHELD)}
    for one in (*safe.entities, *safe.anonymous):
        if one.id.startswith(WITHHELD) and one.id in ends:
            found[one.id] = one
    return found
