"""The table of accounts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.models import Account
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
