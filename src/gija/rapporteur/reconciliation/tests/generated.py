"""Figures made up by a seed: many suppliers, years and indicators, with parts by body and revisions."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from django.utils import timezone

from gija.rapporteur.statistics.breakdowns import to_json
from gija.rapporteur.statistics.models import Observation
from gija.vocabulary.lists import code_list

KINDS = ("police", "prosecution", "court", "border_guard", "ngo", "municipality", "labour", "immigration")


def observations(suppliers: int, years: range, indicators: int, seed: int = 7) -> Iterator[Observation]:
    """A total for each supplier, year and indicator, every tenth revised once; of every fifth the parts by body."""
    draw = random.Random(seed)
    codes = [one for one in code_list("indicator") if one.extra["stages"] != ["as_table"]][:indicators]
    for year in years:
        for code in codes:
            for number in range(suppliers):
                value = draw.randint(0, 200)
                yield _row(code.code, code.extra["stages"][0], str(year), number, value, 1)
                if draw.random() < 0.1:
                    yield _row(code.code, code.extra["stages"][0], str(year), number, value + 1, 2)
                if number % 5 == 0:
                    parts = (("police", value // 2), ("ngo", value - value // 2))
                    for body, part in parts:
                        yield _row(code.code, code.extra["stages"][0], str(year), number, part, 1, body)


def _row(indicator: str, stage: str, year: str, number: int, value: int, vintage: int, body: str = "") -> Observation:
    day = dt.date(int(year) + 1, 2, 1 + number % 20) + dt.timedelta(60 * (vintage - 1))
    return Observation(
        indicator=indicator, period=year, breakdown=to_json((("registering_org", body),) if body else ()), value=value,
        status="reported", qualifier="exact", base="events", stage=stage, definition="as_indicator",
        authority=KINDS[number % len(KINDS)], kind="reported", dataset=f"teikejas{number}", source="collection",
        vintage=vintage, known_from=day, recorded_at=timezone.now(),
    )  # fmt: skip
