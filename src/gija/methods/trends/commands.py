"""`gija trends`: judge series of counts in a CSV file, without the web site."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text, terminal_language

if TYPE_CHECKING:
    from gija.methods.trends.values import Counts

HELP = Text(
    "Trends in small counts, never claimed from noise.", "Mažų skaičių kryptys, niekada neteigiamos iš triukšmo."
)
JUDGE = Text(
    "Judge every series of a CSV file together. Columns: series, period, count (empty: not told), break (anything: "
    "before this period counting changed).",
    "Kartu įvertinti visas CSV failo eilutes. Stulpeliai: series, period, count (tuščia: nenurodyta), break (bet kas: "
    "prieš šį laikotarpį pasikeitė skaičiavimas).",
)
FILE = Text("CSV file.", "CSV failas.")
_LANGUAGE = terminal_language()
app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=HELP.in_(_LANGUAGE)
)  # fmt: skip


@app.callback()
def main() -> None:
    """Keeps `judge` a command of its own."""


@app.command(help=JUDGE.in_(_LANGUAGE))
def judge(file: Annotated[Path, typer.Argument(help=FILE.in_(_LANGUAGE))]) -> None:
    from gija.methods.trends import judge_all, said

    series = read(file.read_text(encoding="utf-8-sig"))
    for name, found in zip(series, judge_all(list(series.values())), strict=True):
        typer.echo(f"{name}: {said(found).in_(_LANGUAGE)}")


def read(text: str) -> dict[str, Counts]:
    """Series by name, in the order of the file. Refuses other columns (`trends.columns`) and a row that is none
    (`trends.row`)."""
    from gija.methods.trends.values import Counts

    rows = csv.DictReader(text.splitlines())
    if not {"series", "period", "count"} <= set(rows.fieldnames or ()):
        raise GijaError("trends.columns")
    found: dict[str, list[tuple[str, int | None, bool]]] = {}
    for row in rows:
        told = (row["count"] or "").strip()
        if not row["period"] or (told and not (told.isascii() and told.isdigit())):
            raise GijaError("trends.row", row=rows.line_num)
        found.setdefault(row["series"], []).append((row["period"], int(told) if told else None, bool(row.get("break"))))
    return {
        name: Counts(
            tuple(period for period, _value, _broken in own), tuple(value for _period, value, _broken in own),
            tuple(place for place, (_period, _value, broken) in enumerate(own) if broken and place),
        )
        for name, own in found.items()
    }  # fmt: skip
