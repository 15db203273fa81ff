"""`gija dossier train`: make the model of likeness from databases of which the truth is known; no right is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

Mappings = Annotated[Path, typer.Argument(help=_("Folder with the mappings of the databases."))]
Truth = Annotated[Path, typer.Argument(help=_("File that says which records are one person (truth_same.csv)."))]
Out = Annotated[Path, typer.Argument(help=_("File for the model."))]
Judge = Annotated[Path | None, typer.Option(help=_("Only judge this model by the truth; none is written."))]
Most = Annotated[int, typer.Option(min=100, help=_("At most so many records."))]


def train(
    mappings: Mappings, truth: Truth, out: Out, version: str = "1", judge: Judge = None, most: Most = 25_000
) -> None:
    from rich.console import Console

    from gija.police.dossiers.files import write_files
    from gija.police.sameness import training
    from gija.police.sameness.values import read, written

    given = training.sample(mappings, truth, most)
    if judge is not None:
        found = training.judge(given, read(judge.read_text(encoding="utf-8")))
        said = _("%(records)d records: %(joined)d pairs joined, %(wrong)d of them wrong, %(told)d put to a person.")
        facts = {"records": len(given.people), "joined": found.joined, "wrong": found.wrong, "told": found.told}
        Console().print(said % facts)
        return
    model = training.train(given, version)
    write_files(out.parent, {out.name: written(model).encode()}, force=True)
    Console().print(_("Written: %(file)s") % {"file": out.name})
