"""`gija search`: one question from the command line, by the same right and with the same trace as on the page.

Exit code: 0 hit (or something to ask an owner), 1 no hit, 3 no hit so far because databases were silent, 2 an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gija.police.batches.commands import hang
from gija.police.search.words import Outcome

if TYPE_CHECKING:
    from gija.commons.permissions import Actor

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help=_("Ask the databases: hit or no hit. Every question is logged with its purpose and reason."),
    epilog=_("Exit code: 0 hit, 1 no hit, 3 no hit so far because databases were silent, 2 an error."),
)

EXITS = {Outcome.HIT: 0, Outcome.REFER: 0, Outcome.NO_HIT: 1, Outcome.NO_HIT_SO_FAR: 3}

Value = Annotated[str, typer.Argument(help=_("What to look for; “-” reads it from standard input."))]
Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
Purpose = Annotated[str, typer.Option(help=_("Purpose: a code, for example criminal_investigation."))]
Reason = Annotated[str, typer.Option(help=_("Reason in words, for example the number of the case and what is sought."))]
Databases = Annotated[list[str] | None, typer.Option("--database", help=_("Ask only this database (may be repeated)."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))]
Born = Annotated[str, typer.Option(help=_("Date of birth: 1990-05-17, 1990-05 or 1990."))]
Sex = Annotated[str, typer.Option(help=_("Sex: F (woman) or M (man)."))]
PersonalCode = Annotated[str, typer.Option("--code", help=_("Personal code."))]
FirmCode = Annotated[str, typer.Option("--code", help=_("Code of the legal entity."))]
Vin = Annotated[str, typer.Option(help=_("Vehicle identification number (VIN)."))]
Platform = Annotated[str, typer.Option(help=_("Platform of the handle."))]


hang(app)  # gija search --batch FILE


@app.command(help=_("Search for a person by name, personal code, or both."))
def person(
    value: Value = "",
    born: Born = "",
    sex: Sex = "",
    code: PersonalCode = "",
    account: Account = None,
    purpose: Purpose = "",
    reason: Reason = "",
    database: Databases = None,
    as_json: AsJson = False,
) -> None:
    values = {"name": value, "birth_date": born, "sex": sex.upper(), "personal_code": code}
    _search("person", values, account, purpose, reason, database, as_json)


@app.command(help=_("Search for a vehicle by number plate or VIN."))
def vehicle(
    value: Value = "",
    vin: Vin = "",
    account: Account = None,
    purpose: Purpose = "",
    reason: Reason = "",
    database: Databases = None,
    as_json: AsJson = False,
) -> None:
    _search("vehicle", {"plate": value, "vin": vin}, account, purpose, reason, database, as_json)


@app.command(help=_("Search for an organisation by name or code."))
def organisation(
    value: Value = "",
    code: FirmCode = "",
    account: Account = None,
    purpose: Purpose = "",
    reason: Reason = "",
    database: Databases = None,
    as_json: AsJson = False,
) -> None:
    _search("organisation", {"name": value, "code": code}, account, purpose, reason, database, as_json)


@app.command(help=_("Search for an online handle."))
def handle(
    value: Value = "",
    platform: Platform = "",
    account: Account = None,
    purpose: Purpose = "",
    reason: Reason = "",
    database: Databases = None,
    as_json: AsJson = False,
) -> None:
    values = {"handle": value, "platform": platform}
    _search("online_handle", values, account, purpose, reason, database, as_json)


def _plain(type_: str, field: str, text: str) -> None:
    """A command for a type that is asked by one value alone."""

    @app.command(name=type_, help=text)
    def command(
        value: Value = "",
        account: Account = None,
        purpose: Purpose = "",
        reason: Reason = "",
        database: Databases = None,
        as_json: AsJson = False,
    ) -> None:
        _search(type_, {field: value}, account, purpose, reason, database, as_json)


_plain("phone", "number", _("Search for a phone number."))
_plain("document", "number", _("Search for a document by its number."))
_plain("address", "text", _("Search for an address."))
_plain("account", "iban", _("Search for a bank account by IBAN."))


@app.command(help=_("The questions asked in your institution, latest first."))
def history(
    account: Account = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only your own."))] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=_("How many."))] = 20,
) -> None:
    from gija.commons.permissions import require
    from gija.police.search import queries, terminal

    actor = require(_signed_in(account), queries.READ)
    terminal.show_history(list(queries.history(actor, mine=mine)[:limit]), _language())


@app.command(help=_("Erase questions and answers that are past the day they are kept; the audit trail stays."))
def sweep() -> None:
    from gija.police.search import retention

    swept = retention.sweep()
    typer.echo(
        _("Erased: %(erased)d. Past their day but still needed: %(held)d.")
        % {"erased": swept.erased, "held": swept.held}
    )


def _search(
    type_: str,
    values: dict[str, str],
    account: str | None,
    purpose: str,
    reason: str,
    databases: list[str] | None,
    as_json: bool,
) -> None:
    from gija.methods.search.values import Query
    from gija.police.search import exports, queries, services, terminal

    read = {field: typer.get_text_stream("stdin").readline() if v == "-" else v for field, v in values.items()}
    actor = _signed_in(account)
    result = queries.result(actor, services.ask(actor, Query(type_, read), purpose, reason, databases))
    if as_json:
        typer.echo(exports.as_json(result))
    else:
        terminal.show(result, _language())
    raise typer.Exit(EXITS[result.outcome])


def _signed_in(account: str | None) -> Actor:
    """The actor. A refusal goes up to `gija.cli`, which leaves its audit entry as the pages' gate does."""
    from gija.commons.accounts.services import sign_in_for_command

    return sign_in_for_command(account)


def _language() -> str:
    return get_language() or "en"
