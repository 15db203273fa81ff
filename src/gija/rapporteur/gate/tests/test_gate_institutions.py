"""Figures of institutions, and tips, at the gate: judged over their own people, or they never leave."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import yaml

from gija.methods.disclosure.ledger import Ledger
from gija.rapporteur.gate import populations, wording
from gija.rapporteur.gate.populations import setting
from gija.rapporteur.gate.protecting import passed
from gija.rapporteur.statistics.handlers import INDICATORS
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.text import Text

from .test_gate_protecting import DAY

RAW: dict[str, Any] = yaml.safe_load(files("gija.rapporteur.gate").joinpath("gate.yaml").read_text(encoding="utf-8"))


def figure(indicator: str, value: int, own: str = "viltis", **codes: str) -> Point:
    """A true count of an institution, as it is kept."""
    of = indicators()[indicator]
    basis = Basis(of.base, of.stage, of.counted, "ngo", "reported", f"table-{own}")
    return Point(indicator, "2014-H1", tuple(sorted(codes.items())), value, "reported", basis, "casework")


def by_sex(women: int, men: int, unknown: int, own: str = "viltis") -> list[Point]:
    parts = [figure("assisted_victims", n, own, sex=code) for code, n in zip("FMU", (women, men, unknown), strict=True)]
    return [figure("assisted_victims", women + men + unknown, own), *parts]


def test_every_indicator_counted_here_is_judged_or_stays_inside() -> None:
    counted, judged, inside = set(INDICATORS.values()), set(setting().judged), set(RAW["inside"])
    assert counted == judged | inside
    assert not judged & inside
    assert {code for code, one in indicators().items() if one.family == "institutions"} <= counted


@pytest.mark.parametrize("indicator", sorted(set(INDICATORS.values()) - {populations.LOWER}))
def test_no_small_number_that_is_counted_here_leaves(indicator: str) -> None:
    with pytest.raises(GijaError) as refused:
        passed("x", DAY, [figure(indicator, 3)], Ledger())
    assert refused.value.code == ("gate.not_judged" if indicator in RAW["inside"] else "gate.impossible")


def test_the_length_of_one_list_is_closed_for_everybody_whatever_it_is() -> None:
    assert [p.value for p in passed("x", DAY, [figure(populations.LOWER, 30)], Ledger()).points] == [None]


@pytest.mark.parametrize("indicator", RAW["inside"])
def test_a_sum_of_money_stops_at_the_gate_whatever_it_is(indicator: str) -> None:
    with pytest.raises(GijaError) as refused:
        passed("x", DAY, [*by_sex(30, 20, 9), figure(indicator, 250_000)], Ledger())
    assert refused.value.code == "gate.not_judged"
    assert "uro" in refused.value.text.en or "ompensation" in refused.value.text.en


def test_small_numbers_of_an_institution_are_closed_and_its_total_stays_open() -> None:
    found = passed("x", DAY, by_sex(30, 3, 2), Ledger())
    told = {p.breakdown: p.value for p in found.points}
    assert told[()] == 35
    assert [told[(("sex", code),)] for code in "MU"] == [None, None]


def test_two_institutions_are_two_populations_and_one_does_not_open_the_other() -> None:
    ledger = Ledger()
    mine, theirs = by_sex(30, 3, 2), by_sex(12, 9, 8, "caritas")
    assert {populations.population(p) for p in (*mine, *theirs)} == {
        "assisted_victims-viltis",
        "assisted_victims-caritas",
    }
    for name, points in (("a", theirs), ("b", mine)):
        found = passed(name, DAY, points, ledger)
        for release in found.releases:
            ledger.add(release)
    assert {p.breakdown: p.value for p in found.points}[(("sex", "M"),)] is None, (
        "a number of another closes nothing here"
    )
    assert found.points[0].value == 35


def test_what_the_police_count_of_tips_is_theirs() -> None:
    tips = replace(figure("tips_received", 40), source="police")
    assert populations.population(tips) == "tips_received-viltis"
    assert populations.population(replace(tips, source="register")) == "tips_received"
    label = wording.figure("tips_received-viltis")
    assert label == Text("Tips to the police (viltis)", "Policijos gauti pranešimai (viltis)")
