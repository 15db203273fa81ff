"""A report as the Rapporteur's office makes it: drafted and frozen by one person, approved by a second, published.

What was published of the same data before is given again: same data, same bytes.
"""

from __future__ import annotations

from collections.abc import Collection

from gija.commons.permissions import Actor
from gija.demo.words import text
from gija.rapporteur.reports import queries, services, stored
from gija.rapporteur.reports.models import Kind, Report, State
from gija.vocabulary.text import Text


def published_report(
    author: Actor, second: Actor, kind: Kind, period: str, language: str, endings: Collection[str]
) -> tuple[str, dict[str, bytes]]:
    """The name of the release, and its files in one language by their ending (`pdf`, `xlsx`, `html`)."""
    found = _standing(kind, period) or _publish(author, second, kind, period)
    data = queries.data_of(found)
    names = {ending: f"{data.code}.{language}.{ending}" for ending in endings}
    files = services.export(author, data, *names.values())
    return found.release, {ending: files[name] for ending, name in names.items()}


def _standing(kind: Kind, period: str) -> Report | None:
    """The published report, if its data are those of today."""
    found = queries.reports().filter(kind=kind, period=period, state=State.PUBLISHED).order_by("-vintage").first()
    if found is None:
        return None
    today = queries.build(kind, period, queries.setting_of(found))
    return found if stored.digest(today) == found.hash else None


def _publish(author: Actor, second: Actor, kind: Kind, period: str) -> Report:
    """From wherever an earlier run stopped to the release."""
    found = queries.open_report(kind, period) or services.draft(author, kind, period, foreword(kind))
    if found.state == State.DRAFT:
        found = services.freeze(author, found.pk)
    if found.state == State.FROZEN:
        found = services.approve(second, found.pk, found.hash)
    return services.publish(author, found.pk)


def foreword(kind: Kind) -> Text:
    """What a reader of a report of the demo must know first."""
    return text(f"foreword_{kind.value}")
