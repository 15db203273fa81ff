"""Whose content a gatherer may hold and a reader may see: the levels of `police.search`, piece by piece."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone

from gija.commons.permissions import Actor
from gija.methods.graph.values import Chart, Entity, Provenance
from gija.police.access.opened import CLOSED, Opened
from gija.police.databases import mapping, registry
from gija.police.dossiers.values import NOTEBOOK, WITHHELD, Rights
from gija.police.search.rules import is_child, level
from gija.police.search.words import Level

GATHER = "police.dossier.gather"
READ = "police.dossier.read"
EXPORT = "police.dossier.export"
CHANGE = "police.dossier.change"  # decide what is one, take an edited chart back


def rights(
    actor: Actor, purpose: str, dossier: str, marks: Mapping[str, str] | None = None, opened: Opened = CLOSED
) -> Rights:
    """What this actor may hold for this purpose. Marks of withheld persons tell them again within one dossier only."""
    mappings = {one.code: one for one in registry.all_mappings()}
    person = _person(actor, purpose, timezone.localdate(), opened)
    return Rights(person, _record(actor, purpose, opened), _owner(mappings), _seal(dossier), marks or {})


def may_hold(actor: Actor, purpose: str, chart: Chart, opened: Opened = CLOSED) -> bool:
    """May the actor see all that is on this chart? A colleague in another role may have gathered it."""
    person, record = _person(actor, purpose, timezone.localdate(), opened), _record(actor, purpose, opened)
    shown = [entity for entity in chart.entities if not entity.id.startswith(WITHHELD)]
    return not any(
        (entity.type == "person" and person(entity)) or any(record(place) for place in entity.provenance)
        for entity in shown
    )


def _person(actor: Actor, purpose: str, today: date, opened: Opened) -> Callable[[Entity], bool]:
    """Is this piece about a victim or a child who must be referred to the owner?"""

    def refused(entity: Entity) -> bool:
        seen = level(
            actor.role,
            actor.institution,
            purpose,
            category=entity.category,
            child=is_child(entity.attributes, today),
            handling="H0",
            owner=actor.institution,
            glass=next((glass for place in entity.provenance if (glass := opened.of(place))), None),
        )
        return seen is Level.REFER

    return refused


def _record(actor: Actor, purpose: str, opened: Opened) -> Callable[[Provenance], bool]:
    """May the content of this record not go to this actor, by its handling code?"""
    mappings = {one.code: one for one in registry.all_mappings()}

    def refused(place: Provenance) -> bool:
        if place.database == NOTEBOOK:  # an analyst's own word: what it rests on is looked at by itself
            return False
        known = mappings.get(place.database)
        seen = level(
            actor.role,
            actor.institution,
            purpose,
            category="other",
            child=False,
            handling=place.handling,
            owner=known.owner.institution if known else "",
            glass=opened.of(place),
        )
        return seen is not Level.CONTENT

    return refused


def _owner(mappings: dict[str, mapping.Mapping]) -> Callable[[str], tuple[str, str]]:
    def owner(database: str) -> tuple[str, str]:
        known = mappings.get(database)
        return (known.owner.institution, known.owner.contact) if known else (database, "")

    return owner


def _seal(dossier: str) -> Callable[[str], str]:
    """A keyed mark: whoever holds the chart but not the key of the installation learns nothing from it."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"gija.dossier\x00" + dossier.encode(), "sha256")

    def seal(record: str) -> str:
        return hmac.new(key, record.encode(), "sha256").hexdigest()[:20]

    return seal
