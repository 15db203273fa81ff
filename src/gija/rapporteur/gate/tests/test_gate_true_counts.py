"""True counts of the register at the gate: bounds, figures that were closed before, refusals in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gija.methods.disclosure.certificates import verify
from gija.methods.disclosure.ledger import Ledger
from gija.rapporteur.gate import populations, protecting
from gija.rapporteur.gate.protecting import passed
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

from .conftest import cell, cited, period
from .test_gate_protecting import DAY, values


def of(indicator: str, point: Point, value: int | None = None) -> Point:
    return replace(point, indicator=indicator, value=point.value if value is None else value)


def told(points: object) -> dict[tuple[str, object], int | None]:
    return {(p.indicator, p.breakdown): p.value for p in points}  # type: ignore[attr-defined]


def test_the_length_of_one_institutions_list_never_goes_out() -> None:
    total = cell(40)
    bounds = [of("register_people_lower", total, 20), of("register_people_upper", total, 40)]
    found = passed("half_year-2014-H1-v1", DAY, [total, *bounds], Ledger())
    assert told(found.points) == {
        ("register_records", ()): 40, ("register_people_upper", ()): 40, ("register_people_lower", ()): None,
    }  # fmt: skip
    assert found.closed == (), "it is closed for everybody, whatever its number is"
    assert {t.population for r in found.releases for t in r.tables} == {"register_records"}


def refused(points: list[Point]) -> None:
    """Nothing may go out: who knows the rule knows of one closed number alone that it is small."""
    with pytest.raises(GijaError) as error:
        passed("x", DAY, points, Ledger())
    assert error.value.code == "gate.impossible"


def test_an_upper_bound_never_tells_a_small_number_of_records() -> None:
    total = cell(3)
    refused([total, of("register_people_upper", total, 3)])


def test_an_interval_goes_out_beside_its_open_number_of_people_and_is_no_count() -> None:
    people = [of("register_people", one) for one in period("2014-H1", 30, 12)]
    ends = [of("register_people_lower", people[0], 40), of("register_people_upper", people[0], 43)]
    found = passed("x", DAY, [*people, *ends], Ledger())
    assert told(found.points)["register_people_lower", ()] == 40
    assert told(found.points)["register_people_upper", ()] == 43
    assert {t.population for r in found.releases for t in r.tables} == {"register_people"}
    few = [of("register_people", cell(3)), of("register_people_lower", cell(2)), of("register_people_upper", cell(6))]
    refused(few)


def test_a_figure_that_was_closed_before_stays_closed_and_is_judged() -> None:
    shut = [replace(cell(0, sex=code), value=None, status="suppressed") for code in "FM"]
    found = passed("x", DAY, [cell(63), *shut, cell(20, sex="U")], Ledger())
    assert values(found.points)["2014-H1", (("sex", "F"),)] is None
    verify(found.certificate)


def test_a_figure_that_was_closed_before_is_not_found_by_what_goes_out_now() -> None:
    shut = replace(cell(0, sex="F"), value=None, status="suppressed")
    refused([cell(61), shut, cell(43, sex="M"), cell(15, sex="U")])


def test_what_no_closing_makes_safe_is_refused_with_coarser_tables_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from gija.methods.disclosure.recoding import Proposal
    from gija.methods.disclosure.suppression import Suppression

    def nothing(candidate: Any, *_: Any) -> Suppression:
        return Suppression(None, proposals=(Proposal(candidate, Text("without sex", "be lyties")),))

    monkeypatch.setattr(protecting, "_suppressed", nothing)
    with pytest.raises(GijaError) as refused:
        passed("x", DAY, period("2014-H1", 40, 3), Ledger())
    assert refused.value.code == "gate.impossible"
    assert "without sex" in refused.value.text.en
    assert "be lyties" in refused.value.text.lt


def test_reported_figures_that_the_gate_does_not_judge_are_refused() -> None:
    basis = Basis("events", "registered", "victims_recognised_in_year", "police", "reported", "kpb")
    strange = Point("victims_state", "2014", (), 3, "reported", basis, "collection")
    with pytest.raises(GijaError) as refused:
        passed("x", DAY, [cited(5), strange], Ledger())
    assert refused.value.code == "gate.not_judged"
    assert not populations.is_judged(strange)


def test_the_total_stays_open_where_closing_other_cells_will_do() -> None:
    by_age = [cell(66, age_group="adult"), cell(3, age_group="child"), cell(2, age_group="unknown")]
    by_sex = [cell(38, sex="F"), cell(31, sex="M"), cell(2, sex="U")]
    found = values(passed("x", DAY, [cell(71), *by_age, *by_sex], Ledger()).points)
    assert found["2014-H1", ()] == 71
    assert {found["2014-H1", (("age_group", code),)] for code in ("adult", "child", "unknown")} == {None}


def test_whatever_true_counts_come_in_no_small_one_goes_out() -> None:
    ledger = Ledger()
    for number, (women, men, unknown) in enumerate([(30, 2, 1), (4, 0, 9), (1, 1, 1), (0, 0, 0), (60, 3, 0)]):
        name = f"20{10 + number}-H1"
        found = passed(f"half_year-{name}-v1", f"20{10 + number}-07-20", period(name, women, men, unknown), ledger)
        assert not [p.value for p in found.points if p.value is not None and 0 < p.value < 5]
        for one in found.releases:
            ledger.add(one)
