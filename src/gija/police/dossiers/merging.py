"""Merging by identifiers with the reason told, and a trace of which entity each piece went into.

To the identifiers of the vocabulary comes one of persons: the same document in the hand of somebody of the same full
birth date and, above a high threshold, the same name. The document alone is not enough: documents are lent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from gija.methods.graph import identities, merge
from gija.methods.graph.values import Entity, Relation
from gija.methods.names.identifiers import canonical
from gija.police.dossiers.likeness import MOST, full_dates, score, told_apart

HOLDS = ("has_document", "uses", "owns")
BY_DOCUMENT = "document"  # the reason
SAME_HOLDER = 0.95  # on the scale of `gija.methods.names.person_score`


def merged(
    pieces: Sequence[Entity], links: Sequence[Relation]
) -> tuple[tuple[Entity, ...], tuple[Relation, ...], dict[str, str]]:
    """Entities and relations merged, and id of every piece -> id it has now."""
    holders = _same_holders(pieces, links)
    joined = [_renamed(piece, holders) for piece in pieces]
    ends = [
        replace(link, source=holders.get(link.source, link.source), target=holders.get(link.target, link.target))
        for link in links
    ]
    entities, relations = merge(joined, ends)
    now = identities(joined)
    into = {piece.id: now[one.id] for piece, one in zip(pieces, joined, strict=True)}
    parts: dict[str, list[Entity]] = defaultdict(list)
    for piece in pieces:
        parts[into[piece.id]].append(piece)
    return tuple(replace(one, label=_label(parts[one.id]) or one.label) for one in entities), relations, into


def _renamed(piece: Entity, holders: Mapping[str, str]) -> Entity:
    if piece.id not in holders:
        return piece
    return replace(piece, id=holders[piece.id], merged=(*piece.merged, BY_DOCUMENT))


def _label(parts: Sequence[Entity]) -> str:
    """What most records call it; of equals, the record that knows most. A code is no name where a name is known."""
    records: dict[str, int] = defaultdict(int)
    for part in parts:
        records[part.label] += len(part.provenance)

    def rank(part: Entity) -> tuple[bool, int, int, str]:
        codes = (*part.attributes.get("personal_code", ()), *part.attributes.get("code", ()))
        named = part.label not in ("", *codes)
        return named, records[part.label], sum(map(len, part.attributes.values())), part.label

    return max(parts, key=rank).label


def _same_holders(pieces: Iterable[Entity], links: Iterable[Relation]) -> dict[str, str]:
    """Piece of a person -> the piece it is one with, for all who hold one document and are alike."""
    known = {piece.id: piece for piece in pieces}
    groups: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for link in links:
        person, document = known.get(link.source), known.get(link.target)
        if link.type in HOLDS and person and document and person.type == "person" and document.type == "document":
            for number in document.attributes.get("number", ()):
                for date in full_dates(person):
                    groups[canonical("document", "number", number) or number, date][person.id] = person
    root: dict[str, str] = {}
    for key in sorted(groups):
        _join(root, [groups[key][one] for one in sorted(groups[key])][:MOST])
    return {one: _root(root, one) for one in root}


def _join(root: dict[str, str], group: Sequence[Entity]) -> None:
    for one, other in combinations(group, 2):
        if not told_apart(one, other) and score(one, other) >= SAME_HOLDER:
            first, second = sorted((_root(root, one.id), _root(root, other.id)))
            root.setdefault(first, first)
            root[second] = first


def _root(root: Mapping[str, str], one: str) -> str:
    while root.get(one, one) != one:
        one = root[one]
    return one
