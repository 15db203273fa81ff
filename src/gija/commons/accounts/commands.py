"""`gija account`: accounts on the server's console. Whoever may run it owns the server: entries name the console."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import account_by_email, role_text
from gija.commons.accounts.services import deactivate, give_role, make_account, remove_second_factor, set_password
from gija.commons.directory.services import make_institution

app = typer.Typer(no_args_is_help=True, help=_("Make and change accounts."))
Email = Annotated[str, typer.Argument(help=_("E-mail of the account."))]


def _new_password() -> str:
    """From `GIJA_NEW_PASSWORD`, else asked twice; never an argument, which every process list would show."""
    return os.environ.get("GIJA_NEW_PASSWORD") or str(
        typer.prompt(_("New password"), hide_input=True, confirmation_prompt=True, err=True)
    )


@app.command("add", help=_("Make an account with its first role; it sets up its second factor when it first signs in."))
def add(
    email: Email,
    name: Annotated[str, typer.Option(help=_("Name of the person."))],
    role: Annotated[str, typer.Option(help=_("Code of the role, for example administrator."))],
    institution: Annotated[str, typer.Option(help=_("Code of the institution."))],
    language: Annotated[str, typer.Option(help=_("lt or en."))] = "lt",
) -> None:
    """Make an account with its first role; it sets up its second factor when it first signs in."""
    make_account(email, name, _new_password(), role, institution, language)
    Console().print(_("The account has been made."))


@app.command("list", help=_("List the accounts with their roles."))
def list_accounts() -> None:
    """List the accounts with their roles."""
    language = get_language() or "lt"
    table = Table(_("E-mail"), _("Name"), _("State"), _("Roles"))
    for account in Account.objects.prefetch_related("roles"):
        roles = ", ".join(f"{role_text(r.role).in_(language)} ({r.institution_id})" for r in account.roles.all())
        table.add_row(account.email, account.name, _("active") if account.is_active else _("deactivated"), roles)
    Console().print(table)


@app.command("role", help=_("Give an account one more role."))
def role_command(
    email: Email,
    role: Annotated[str, typer.Option(help=_("Code of the role."))],
    institution: Annotated[str, typer.Option(help=_("Code of the institution."))],
) -> None:
    """Give an account one more role."""
    give_role(account_by_email(email), role, institution)
    Console().print(_("The role has been given."))


@app.command("deactivate", help=_("Close an account: it is signed out everywhere and can no longer sign in."))
def deactivate_command(email: Email) -> None:
    """Close an account: it is signed out everywhere and can no longer sign in."""
    deactivate(account_by_email(email))
    Console().print(_("The account can no longer sign in."))


@app.command("password", help=_("Set a new password."))
def password(email: Email) -> None:
    """Set a new password."""
    set_password(account_by_email(email), _new_password())
    Console().print(_("The password has been changed."))


@app.command("forget-second-factor", help=_("For who lost app, passkeys and codes: make sure in person who asks."))
def forget_second_factor(email: Email) -> None:
    """For who lost app, passkeys and codes: make sure in person who asks."""
    remove_second_factor(account_by_email(email))
    Console().print(_("The account sets up a new second factor when it next signs in."))


@app.command("institution", help=_("Enter an institution that is not in the directory."))
def institution_command(
    code: Annotated[str, typer.Argument(help=_("A short code that never changes."))],
    en: Annotated[str, typer.Option(help=_("Name in English."))],
    lt: Annotated[str, typer.Option(help=_("Name in Lithuanian."))],
    kind: Annotated[str, typer.Option(help=_("Code of its kind, for example police or ngo."))],
    parent: Annotated[str | None, typer.Option(help=_("Code of the institution it is a part of."))] = None,
) -> None:
    """Enter an institution that is not in the directory."""
    make_institution(code, en, lt, kind, parent)
    Console().print(_("The institution has been entered."))
