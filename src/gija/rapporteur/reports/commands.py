"""`gija report`: make the files of a report from the command line, by the same right and with the same trace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help=_("Make the files of a report: PDF, page and XLSX annex. Publishing needs a second person, on the pages."),
)  # fmt: skip

Account = Annotated[str | None, typer.Option(help=_("E-mail of your account."))]
Language = Annotated[str, typer.Option(help=_("lt, en or both."))]
Out = Annotated[Path, typer.Option(help=_("Folder for the files."))]


@app.command(help=_("The annual report: published figures, each with its source line."))
def annual(
    year: Annotated[int, typer.Option(help=_("The year, for example 2014."))],
    out: Out,
    language: Language = "both",
    account: Account = None,
) -> None:
    _make("annual", str(year), language, out, account)


@app.command("half-year", help=_("The half-year report: the table that the register handed over."))
def half_year(
    period: Annotated[str, typer.Option(help=_("The half-year: 2014-H1 or 2014-H2."))],
    out: Out,
    language: Language = "both",
    account: Account = None,
) -> None:
    _make("half_year", period.upper(), language, out, account)


@app.command("kind", help=_("A report of any kind: annual, evaluator, multi_year, plan_progress, questionnaire, …"))
def of_kind(
    kind: Annotated[str, typer.Argument(help=_("Code of the kind."))],
    period: Annotated[str, typer.Option(help=_("A year, a half-year or several years: 2014, 2014-H1, 2009-2014."))],
    out: Out,
    language: Language = "both",
    account: Account = None,
    plan: Annotated[str, typer.Option(help=_("Code of the plan, for plan_progress."))] = "",
    reason: Annotated[tuple[str, str], typer.Option(help=_("Why this period: in English, in Lithuanian."))] = ("", ""),
) -> None:
    _make(kind, period.upper(), language, out, account, plan, Text(*reason))


def _make(
    kind: str, period: str, language: str, out: Path, account: str | None, plan: str = "", reason: Text | None = None
) -> None:  # fmt: skip
    from gija.commons.accounts.services import sign_in_for_command
    from gija.commons.permissions import require
    from gija.rapporteur.reports import faces, queries, rules, services
    from gija.rapporteur.reports.models import Report

    if language not in ("lt", "en", "both"):
        raise typer.BadParameter(_("lt, en or both."), param_hint="--language")
    actor = require(sign_in_for_command(account), rules.READ)
    vintage = queries.vintage_of(kind, period)
    why = reason if reason and reason.en and reason.lt else Text("", "")
    one = Report(kind=kind, vintage=vintage, institution=actor.institution, reason_en=why.en, reason_lt=why.lt)
    data = queries.build(kind, period, queries.setting_of(one), plan=plan)
    wanted = [name for name in faces.names(data) if language == "both" or _fits(name, language)]
    for name, content in services.export(actor, data, *wanted).items():
        try:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
        except OSError:
            raise GijaError("reports.folder") from None
        typer.echo(out / name)


def _fits(name: str, language: str) -> bool:
    """Is it in this language, or in none?"""
    found = re.search(r"\.(lt|en|both)\.", name)
    return found is None or found[1] == language
