"""An institution's tables as reports: what the gate judges goes out closed, what it cannot judge goes nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import transaction

from gija.commons.courier.services import send
from gija.commons.courier.work import run_once
from gija.commons.testing import INSTITUTIONS, Cast
from gija.messages.fields import Words
from gija.messages.tables import Cell, Dimension, Official, StatisticsTable
from gija.rapporteur.reports import queries, services
from gija.rapporteur.reports.values import Paragraph
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

pytestmark = pytest.mark.django_db(databases="__all__")
SEX, SOURCE = Dimension(name="sex", list="sex"), Dimension(name="compensation_source", list="compensation_source")


def handed_over(
    name: str, period: str, dimension: Dimension, counts: Sequence[tuple[str, dict[str, int]]], supplier: str = "viltis"
) -> None:
    """A table of an institution arrives: of each measure its total and its parts."""
    cells = []
    for measure, parts in counts:
        cells.append(Cell(key=("_T",), value=sum(parts.values()), measure=measure))
        cells += [Cell(key=(code,), value=number, measure=measure) for code, number in parts.items()]
    official = {"made_by": ("case_worker", 1), "approved_by": ("case_supervisor", 2)}
    message = StatisticsTable.sealed(
        table=name, title=Words(en="A table", lt="Lentelė"), period=period, vintage=1, frozen_on="2015-01-10",
        dimensions=(dimension,), cells=tuple(cells), approved_on="2015-01-11",
        **{who: Official(account=at, role=role, institution=supplier) for who, (role, at) in official.items()},
    )  # fmt: skip
    with transaction.atomic(using="casework"):
        send("casework", message, to_zone="rapporteur")
    run_once(strict=True)


def test_a_table_goes_out_with_its_small_numbers_closed_and_says_what_each_counts(cast: Cast) -> None:
    parts = [("assisted_victims", {"F": 40, "M": 3, "U": 20}), ("assisted_at_risk", {"F": 30, "M": 12, "U": 11})]
    handed_over("assistance", "2014-H1", SEX, parts)
    made = services.draft(cast.actor("vaida"), "table", "2014-H1", table="assistance-viltis")
    data = queries.data_of(made)
    (section,) = data.sections
    for text in (data.subtitle, *data.methods[:-1], *(b.text for b in section.blocks if isinstance(b, Paragraph))):
        assert "register" not in text.en.lower(), "it is not the register's"
        assert "registr" not in text.lt.lower()
    assert INSTITUTIONS["viltis"][1] in data.subtitle.en
    assert INSTITUTIONS["viltis"][2] in data.subtitle.lt
    table: Any = section.blocks[-1]
    assert table.columns[0].text == Text("What", "Kas")
    assert table.sources == ("casework",)
    told = [row[-1] for row in table.rows]
    shown = {getattr(value, "number", value) for value in told}
    assert not shown & {3}
    assert {63, 53, 30, 12, 11} <= {n for n in shown if isinstance(n, int)}


def test_tables_of_two_institutions_by_one_rule_are_told_apart(cast: Cast) -> None:
    parts = [("assisted_victims", {"F": 40, "M": 30, "U": 20})]
    for supplier in ("viltis", "moi"):
        handed_over("assistance", "2014-H1", SEX, parts, supplier)
    words = {code: text.lt for code, text in queries.tables()}
    assert words["assistance-viltis"] == f"Lentelė ({INSTITUTIONS['viltis'][2]})"
    assert words["assistance-moi"] == f"Lentelė ({INSTITUTIONS['moi'][2]})"


def test_sums_of_money_that_nothing_makes_safe_are_refused_by_name(cast: Cast) -> None:
    parts = [("compensation_awarded_sum", {"offender": 90_000, "state": 20_000})]
    handed_over("compensation_sums", "2014", SOURCE, parts)
    with pytest.raises(GijaError) as refused:
        services.draft(cast.actor("vaida"), "table", "2014", table="compensation_sums-viltis")
    assert refused.value.code == "gate.not_judged"
    assert "Compensation awarded" in refused.value.text.en
    assert "kompensacijų suma" in refused.value.text.lt
