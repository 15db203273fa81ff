"""Figures as SDMX-CSV 2.0 and SDMX-ML 2.1 (structure specific), through pysdmx. The same figures, the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from gija.formats.sdmx import quoting
from gija.formats.sdmx.flows import Flow, data
from gija.formats.sdmx.structures import definition
from gija.formats.sdmx.values import EXACT, NONE, TOTAL, Figure, observation_status, to_sdmx
from gija.vocabulary.errors import GijaError


def csv(flow: Flow, figures: Iterable[Figure]) -> bytes:
    """SDMX-CSV 2.0 in UTF-8; no figures: the heading alone. Refuses a dimension or code the flow does not have."""
    from pysdmx.io.csv.sdmx20.writer import write

    return str(write([_dataset(flow, list(figures))])).encode()


def xml(flow: Flow, figures: Iterable[Figure], *, made: dt.datetime) -> bytes:
    """SDMX-ML 2.1, structure specific data. Refuses as `csv`, and no figures at all (`sdmx.empty`)."""
    from pysdmx.io.xml.sdmx21.writer.structure_specific import write

    told = list(figures)
    if not told:
        raise GijaError("sdmx.empty")
    spelt = [replace(one, more={name: quoting.spelt(text) for name, text in one.more.items()}) for one in told]
    return quoting.plain(str(write([_dataset(flow, spelt)], header=header(flow.id, made))).encode())


def header(name: str, made: dt.datetime) -> Any:
    """Sender, day and a number that the content gives: no chance is in it."""
    from pysdmx.model import Organisation
    from pysdmx.model.message import Header

    return Header(id=f"{name}_{made:%Y%m%dT%H%M%S}", prepared=made, sender=Organisation(id=data()["agency"]))


def _dataset(flow: Flow, figures: Sequence[Figure]) -> Any:
    import pandas as pd
    from pysdmx.io.pd import PandasDataset

    names = [one.id for one in flow.dimensions] + ["OBS_VALUE"] + [one.id for one in flow.attributes]
    rows = [_row(flow, one) for one in figures]
    frame = pd.DataFrame([[row.get(name, "") for name in names] for row in rows], columns=names, dtype=str)
    made = PandasDataset(structure=definition(flow, "en").to_schema(), data=frame)
    # pysdmx makes numbers of them, and 5.0 of 5 where another is missing: whole numbers are written as they are.
    made.data["OBS_VALUE"] = pd.Series([row["OBS_VALUE"] for row in rows], index=made.data.index, dtype=str)
    return made


def _row(flow: Flow, one: Figure) -> dict[str, str]:
    """A figure by component. Every dimension says something: a total, or that it does not apply."""
    freq, period = to_sdmx(one.period)
    said = dict(one.breakdown)
    row = {name: said.pop(ours, TOTAL) for name, ours in flow.breakdowns.items()}
    row |= {name: one.more.get(name, "") for name in flow.own}
    row |= {c.id: row[c.id] or NONE for c in flow.dimensions if c.id in row}
    row |= {"FREQ": freq, "INDICATOR": one.indicator, "TIME_PERIOD": period}
    row |= {"OBS_STATUS": observation_status(one.status), "VALUE_STATUS": one.status}
    row["QUALIFIER"] = (one.qualifier or EXACT) if one.value is not None else ""
    row["OBS_VALUE"] = "" if one.value is None else str(one.value)
    if said or set(one.more) - set(flow.own):
        raise GijaError("sdmx.dimension")
    for component in (*flow.dimensions, *flow.attributes):
        if component.codes is not None and row[component.id] and row[component.id] not in component.codes:
            raise GijaError("sdmx.code", component=component.id)
    return row
