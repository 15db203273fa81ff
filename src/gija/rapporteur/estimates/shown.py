"""What the pages of a run show: words, numbers and pictures in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gija.figures.estimation.drawing import svg
from gija.figures.estimation.paper import HEADINGS, rows_of
from gija.figures.numbers import number
from gija.methods.estimation.running import recalled
from gija.methods.estimation.telling.words import method_words
from gija.rapporteur.estimates import stored
from gija.rapporteur.estimates.groups import group_text
from gija.vocabulary.text import Text

WEIGHTS = {"stop": "bad", "serious": "bad", "minor": "warn", "ask": "warn"}
RATE_ENDS = (Text("from", "nuo"), Text("to", "iki"))


def result(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A finished run: gates first, then what may be said, the methods, groups, rates, pictures."""
    run = recalled(content["record"])
    return {
        "label": run.diagnosis.label,
        "gates": [(WEIGHTS[gate.weight], gate.text.in_(language)) for gate in run.diagnosis.gates],
        "sentences": [text.in_(language) for text in run.sentences],
        "methods": rows_of(run, language),
        "headings": [text.in_(language) for text in HEADINGS],
        "ends": [text.in_(language) for text in HEADINGS[1:4]],
        "rate_ends": [text.in_(language) for text in RATE_ENDS],
        "groups": [_group(row, language) for row in content["groups"]],
        "rates": [_rate(rate, language) for rate in content["rates"]],
        "pictures": [(raw["title"][language], svg(stored.plot_of(raw), language)) for _, raw in content["plots"]],
        "seed": run.seed,
        "replicates": number(run.replicates, language),
        "digest": run.table.digest,
        "versions": ", ".join(f"{name} {own}" for name, own in sorted(run.versions.items())),
    }


def _group(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    if row["total"] is None:
        return {"of": group_text("").in_(language), "why": row["why"][language]}
    ends = [number(round(float(row[end])), language) if row[end] is not None else "–" for end in ("low", "high")]
    return {
        "of": group_text(f"{row['covariate']}={row['level']}").in_(language),
        "seen": number(row["observed"], language),
        "total": number(round(row["total"]), language),
        "low": ends[0],
        "high": ends[1],
        "borrowed": row["borrowed"],
    }


def _rate(rate: Mapping[str, Any], language: str) -> dict[str, Any]:
    def tenth(value: float | None) -> str:
        plain = "–" if value is None else f"{value:.1f}"
        return plain.replace(".", ",") if language == "lt" else plain

    return {
        "of": group_text(rate["of"]).in_(language),
        "population": number(rate["population"], language),
        "low": tenth(rate["low"]),
        "high": tenth(rate["high"]),
    }


def method(name: str, language: str) -> str:
    """What is being computed, in words."""
    return method_words(name).in_(language) if name else ""
