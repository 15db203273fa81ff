"""What an actor sees: the catalogue of their own institution, and who gives a service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gija.casework.assistance.models import Service
from gija.casework.assistance.queries import one
from gija.casework.assistance.rules import READ
from gija.commons.directory.queries import name_on, valid_on
from gija.commons.permissions import Actor, may


def offered(actor: Actor, asked: Mapping[str, Any] | None = None) -> QuerySet[Service]:
    """The services of the actor's institution that fit the filters; none without the right."""
    if not may(actor, READ, actor.institution):
        return Service.objects.none()
    asked, today = asked or {}, timezone.localdate()
    rows = Service.objects.filter(institution=actor.institution).order_by("kind", "en")
    if kind := asked.get("kind"):
        rows = rows.filter(kind=kind)
    if asked.get("show") == "past":
        return rows.filter(valid_to__lt=today)
    return rows if asked.get("show") == "all" else rows.filter(valid_on(today))


def one_service(actor: Actor | None, pk: str, action: str = READ) -> Service:
    """One line of the catalogue. Refused: `assistance.not_found`; another institution's is `NotPermittedError`."""
    return one(Service.objects.all(), actor, pk, action)  # type: ignore[no-any-return]


def naming(language: str) -> Callable[[Service], str]:
    """Says who gives a service: a body of the directory, another by its name, or the institution itself. Each body is
    looked up once."""
    named = cache(lambda code: name_on(code, language=language))

    def provider(service: Service) -> str:
        return named(service.body) if service.body else service.other or named(service.institution)

    return provider
