"""Finding an institution and what it was called on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.directory.models import Institution, InstitutionName
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


def institution(code: str) -> Institution:
    """The institution with this code; `directory.unknown` if there is none."""
    try:
        return Institution.objects.get(code=code)
    except Institution.DoesNotExist:
        raise GijaError("directory.unknown", institution=code) from None


def valid_on(day: dt.date) -> Q:
    """Condition on anything with `valid_from` and `valid_to` (both may be empty): valid on this day, ends included."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def text_on(code: str, day: dt.date | None = None) -> Text:
    """The name in both languages on a day (today if empty). Before its first name the first, after its last the last;
    an institution this installation does not know is called by its code."""
    day = day or timezone.localdate()
    names = list(InstitutionName.objects.filter(institution_id=code))
    if not names:
        return Text(code, code)
    begun = [n for n in names if n.valid_from is None or n.valid_from <= day]
    name = begun[-1] if begun else names[0]
    return Text(name.en, name.lt)


def name_on(code: str, day: dt.date | None = None, language: str = "lt") -> str:
    """What the institution was called on a day, in one language (see `text_on`)."""
    return text_on(code, day).in_(language)


def institutions(day: dt.date | None = None) -> QuerySet[Institution]:
    """Institutions that exist on a day, with their names at hand."""
    return Institution.objects.filter(valid_on(day or timezone.localdate())).prefetch_related("names")
