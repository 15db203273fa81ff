"""The filters of the auditor's page. None holds personal data: an account is named by its number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.commons.audit.models import Entry
from gija.commons.audit.queries import Trail, called, known_databases


def _databases() -> list[tuple[str, Any]]:
    return [("", _("All")), *((name, called(name)) for name in known_databases())]


class EntryFilter(forms.Form):
    """Which entries are shown; whatever is left empty does not limit."""

    database = forms.ChoiceField(label=_("Database"), choices=_databases, required=False)
    since = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Until day"), required=False, widget=forms.DateInput({"type": "date"}))
    account = forms.IntegerField(label=_("Account number"), required=False, min_value=1)
    action = forms.RegexField(r"^[a-z_.]{0,80}$", label=_("Action"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("All")), ("done", _("done")), ("refused", _("refused"))], required=False
    )

    def trail(self) -> Trail:
        """The entries asked for; all of them when the form was not filled in rightly."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        databases = [asked["database"]] if asked.get("database") else known_databases()
        return Trail(tuple(self._narrow(Entry.objects.using(name), asked) for name in databases))

    @staticmethod
    def _narrow(entries: QuerySet[Entry], asked: dict[str, Any]) -> QuerySet[Entry]:
        limits = {
            "at__gte": _midnight(asked.get("since")),
            "at__lt": _midnight(asked.get("until"), days=1),
            "account": asked.get("account"),
            "action__startswith": asked.get("action") or None,
            "outcome": asked.get("outcome") or None,
        }
        return entries.filter(**{name: value for name, value in limits.items() if value is not None})


def _midnight(day: dt.date | None, days: int = 0) -> dt.datetime | None:
    """The beginning of a day, or of one later, in Vilnius."""
    if day is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=days), dt.time.min, timezone.get_default_timezone())
