"""The tables of accounts and of staff sessions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.models import Account, StaffSession
from gija.commons.accounts.staff import ENDINGS
from gija.commons.directory.queries import name_on
from gija.commons.pages.tables import Column, Table


def accounts_table(request: Any, accounts: QuerySet[Account]) -> Table:
    columns = [
        Column(
            "name", _("Name"), lambda a: a.name, sort="name", link=lambda a: reverse("accounts_account", args=[a.pk])
        ),
        Column("email", _("E-mail"), lambda a: a.email, sort="email"),
        Column(
            "active",
            _("State"),
            lambda a: gettext("active") if a.is_active else gettext("deactivated"),
            sort="is_active",
        ),
        Column("last", _("Last signed in"), lambda a: a.last_login, sort="last_login"),
    ]
    return Table.of(request, accounts, columns, caption=_("Accounts of the institution"), order="name")


def staff_table(request: Any, sessions: QuerySet[StaffSession], *, elsewhere: bool = False) -> Table:
    """Who acted for the institution, why and how long; `elsewhere`: those its own staff opened, with where."""
    language = get_language() or "lt"
    where = Column("institution", _("Institution"), lambda s: name_on(s.institution_id, language=language))
    columns = [
        *([where] if elsewhere else []),
        Column("who", _("Who"), lambda s: s.account.name),
        Column("reason", _("Reason"), lambda s: s.reason),
        Column("from", _("From"), lambda s: s.started_at),
        Column("until", _("Until"), lambda s: s.ended_at or s.until),
        Column(
            "state", _("State"), lambda s: ENDINGS.get(s.how_ended, "") if s.ended_at else gettext("open"), tag=True
        ),
    ]
    return Table.of(
        request, list(sessions), columns,
        caption=_("Staff sessions you or colleagues opened") if elsewhere else _("Staff sessions in your institution"),
        name="opened" if elsewhere else "staff",
        empty=_("You and your colleagues opened none.") if elsewhere else _("There was none in your institution."),
    )  # fmt: skip
