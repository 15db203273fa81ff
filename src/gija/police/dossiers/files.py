"""The files of a dossier: data as JSON, the chart for Analyst's Notebook, the drawing. Written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gija.commons.directory.queries import text_on
from gija.methods.graph import to_json
from gija.methods.graph.values import Chart, Entity
from gija.police.dossiers import words
from gija.police.dossiers.layers import Join, join_to_json
from gija.police.dossiers.models import Dossier
from gija.police.dossiers.values import WITHHELD
from gija.vocabulary.errors import GijaError

NAMES = (
    "dossier.json",
    "chart.anx",
    "chart.svg",
    "chart.png",
    "chart.graphml",
    "dossier.pdf",
    "dossier.xlsx",
    "entities.csv",
    "relations.csv",
    "timeline.svg",
    "map.svg",
)
SCHEMA = "gija.dossier/1"


def files(dossier: Dossier, language: str, names: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The files by name (`NAMES`, or those of them asked for). The same revision gives the same bytes.

    No right is checked and no trace left here: whoever hands the bytes out calls `services.export`.
    """
    from gija.figures import relations as figure
    from gija.formats import anx
    from gija.police.charts import queries as others
    from gija.police.charts.files import makers

    wanted = names or NAMES
    if not set(wanted) <= set(NAMES):
        raise GijaError("dossier.no_file")
    chart = worded(dossier.chart, language)
    places = dossier.latest.places
    made: dict[str, bytes] = {}
    if "dossier.json" in wanted:
        made["dossier.json"] = as_json(dossier)
    if "chart.anx" in wanted:
        made["chart.anx"] = anx.write(chart, places, language, version=f"{dossier.pk}/{dossier.latest.number}")
    if {"chart.svg", "chart.png"} & set(wanted):
        svg = figure.svg(chart, places, language, others.names(language))
        made |= {"chart.svg": svg.encode()} if "chart.svg" in wanted else {}
        made |= {"chart.png": figure.png(svg, _fonts())} if "chart.png" in wanted else {}
    more = makers(dossier, chart, language, _fonts())
    made |= {name: more[name]() for name in wanted if name in more}
    return {name: made[name] for name in NAMES if name in made}


def _fonts() -> list[str]:
    """The folder of letters that comes with the browser files; without it the picture has typst's own."""
    from django.contrib.staticfiles import finders

    folder = finders.find("vendor/fonts")
    return [folder] if isinstance(folder, str) else []


def worded(chart: Chart, language: str) -> Chart:
    """The chart with anonymous entities labelled and their owners called by name, in one language.

    An entity that nothing names is called by its type.
    """
    return replace(chart, entities=tuple(_worded(entity, language) for entity in chart.entities))


def _worded(entity: Entity, language: str) -> Entity:
    if not entity.id.startswith(WITHHELD):
        return entity if entity.label else replace(entity, label=words.type_text(entity.type).in_(language))
    owners = tuple(text_on(code).in_(language) for code in entity.attributes.get("owner", ()))
    return replace(entity, label=words.REFER.in_(language), attributes={**entity.attributes, "owner": owners})


def as_json(dossier: Dossier) -> bytes:
    """`dossier.json`: who gathered it and why, how each database did, what was left out, the chart."""
    latest = dossier.latest
    whole: dict[str, Any] = {
        "schema": SCHEMA,
        "id": dossier.id,
        "revision": latest.number,
        "created": dossier.created.isoformat(),
        "gathered_by": {"institution": dossier.institution, "name": dossier.institution_name, "role": dossier.role},
        "purpose": dossier.purpose,
        "reason": dossier.reason,
        "steps": dossier.steps,
        "handling": latest.handling,
        "complete": all(state.complete for state in latest.states) and not latest.cuts,
        "databases": latest.states_json,
        "left_out": latest.cuts_json,
        "decisions": [_decision(join) for join in latest.layers.joins],
        "edits": [
            {
                "who": one.who,
                "when": one.when.isoformat(),
                "why": one.why,
                "changes": len(one.edit.made),
                "moved": one.moves,
            }
            for one in latest.layers.edits
        ],
        "chart": to_json(latest.chart),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _decision(join: Join) -> dict[str, Any]:
    """One join as the file tells it: which two, what was decided, by whom, why, on which weight."""
    return {name: value for name, value in join_to_json(join).items() if name != "rows"}


def file_name(dossier: Dossier, name: str) -> str:
    """What a file is called outside: `gija-<date>-<short id>.anx`. Says nothing of whom it is about."""
    stem = Path(name).stem
    more = "" if stem in ("dossier", "chart") else f"-{stem}"
    return f"gija-{dossier.latest.created:%Y-%m-%d}-{dossier.short}{more}{Path(name).suffix}"


def write_files(folder: Path, made: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write the files into `folder`, each whole or not at all, readable by their owner only.

    Refused before anything is written: `dossier.file_exists` when one is there and `force` is not said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in made]
    if not force:
        refuse_existing(folder, tuple(made))
    for path, data in zip(paths, made.values(), strict=True):
        _write(path, data)
    return paths


def refuse_existing(folder: Path, names: tuple[str, ...] = NAMES) -> None:
    """Refuse (`dossier.file_exists`) when one of the files is in `folder` already."""
    for name in names:
        if (folder / name).exists():
            raise GijaError("dossier.file_exists", file=name)


def _write(path: Path, data: bytes) -> None:
    """Beside its place first, then moved in one step: a killed process leaves no half file under the name."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
