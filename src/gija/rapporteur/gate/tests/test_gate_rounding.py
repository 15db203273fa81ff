"""A rounded release: multiples of the base that add up, fed back over half-years, told anew alike, judged with all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gija.methods.disclosure.certificates import verify
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.rounding import reach
from gija.methods.disclosure.rounding.seeds import Seed
from gija.methods.disclosure.rounding.tables import system_of
from gija.rapporteur.gate import populations
from gija.rapporteur.gate.going import Passed
from gija.rapporteur.gate.protecting import passed
from gija.rapporteur.gate.rounding import Series, Where, rounded, told, untimed
from gija.rapporteur.gate.ways import WAYS, way
from gija.rapporteur.statistics.points import Basis, Point
from gija.vocabulary.errors import GijaError

from .conftest import cell, cited, period

SEED = Seed(b"a secret of a test, no other")
HALVES = [f"{year}-H{half}" for year in range(2010, 2020) for half in (1, 2)]
BASES = pytest.mark.parametrize("base", [3, 5])


def counts(number: int) -> tuple[int, int, int]:
    """Women, men, not known, of the half-year with this number: small ones among them."""
    return 40 + 7 * number % 11, 1 + number % 4, 5 * number % 9


def off(name: str, found: Passed, true: tuple[Point, ...]) -> dict[Where, int]:
    shown = {populations.where(p): p.value or 0 for p in found.points}
    return {(who, untimed(place)): shown[who, place] - (p.value or 0)
            for p in true for who, place in [populations.where(p)]}  # fmt: skip


def half(name: str, true: tuple[Point, ...], ledger: Ledger, base: int, series: Series) -> Passed:
    found = rounded(f"half_year-{name}-v1", f"{name[:4]}-0{name[-1]}-20", true, ledger, base, SEED, series)
    ledger.add(found.releases[-1])
    return found


@BASES
def test_every_figure_is_a_multiple_less_than_the_base_off_sums_come_out_and_zeros_stay(base: int) -> None:
    true = period("2014-H1", 40, 3)  # nobody is not known
    found = half("2014-H1", true, Ledger(), base, Series())
    values = [p.value for p in found.points]
    assert all(
        v is not None and v % base == 0 and abs(v - (p.value or 0)) < base for v, p in zip(values, true, strict=True)
    )
    assert values[0] == sum(v or 0 for v in values[1:])
    assert values[3] == 0
    assert found.releases[-1].base == base
    assert found.closed == ()


@BASES
def test_over_ten_years_of_half_years_no_figure_drifts_and_nobody_who_knows_all_of_it_is_sure(base: int) -> None:
    """The sums of all half-years shown stay near the true ones; an attacker who knows base, feedback and every table
    is left at least one other count for each cell, and none of the small ones alone."""
    ledger, above, tables = Ledger(), dict[Where, int](), []
    for number, name in enumerate(HALVES):
        true = period(name, *counts(number))
        found = half(name, true, ledger, base, Series(tuple(sorted(above.items()))))
        above = {where: above.get(where, 0) + error for where, error in off(name, found, true).items()}
        assert max(map(abs, above.values())) < 2 * base
        system, cells = system_of(found.releases[-1].tables[0])
        tables.append(np.array([c.value for c in cells], np.int64))
    ends = reach(system, tables, base, fed_back=max(map(abs, above.values())) < base)
    assert ((ends[:, :, 0] < ends[:, :, 1]) & ((ends[:, :, 0] < 1) | (ends[:, :, 1] >= 5))).all()


def test_a_revision_shows_the_same_number_wherever_it_still_is_true() -> None:
    ledger = Ledger()
    first = half("2014-H1", period("2014-H1", 40, 3, 20), ledger, 3, Series())
    before = tuple((populations.where(p), p.value or 0) for p in first.points)
    again = rounded(
        "half_year-2014-H1-v2", "2014-03-01", period("2014-H1", 41, 3, 20), ledger, 3, SEED, Series((), before)
    )
    same = [old.value == new.value for old, new in zip(first.points, again.points, strict=True)]
    assert same.count(True) >= 3
    verify(again.certificate["audit"])


def test_the_certificate_tells_base_and_seal_and_never_the_secret_or_a_true_count() -> None:
    found = half("2014-H1", period("2014-H1", 4018, 3, 2021), Ledger(), 3, Series())
    verify(found.certificate["audit"])
    assert found.certificate["protection"]["base"] == 3
    assert found.certificate["protection"]["seed_seal"] == SEED.seal
    raw = found.as_json()
    assert SEED.secret.decode() not in raw
    assert "4018" not in raw
    assert found.hash


def test_people_who_were_told_exactly_are_not_told_again_rounded() -> None:
    true, ledger = period("2014-H1", 40, 8, 20), Ledger()
    ledger.add(passed("table-a-v1", "2014-07-20", true, ledger).releases[-1])
    with pytest.raises(GijaError) as refused:
        rounded("table-b-v1", "2014-07-20", true, ledger, 3, SEED, Series())
    assert refused.value.code == "gate.rounding_unsafe"


def test_nor_exactly_after_they_were_rounded() -> None:
    """An exact number would tell what the rounded one hid."""
    true, ledger = period("2014-H1", 40, 3, 20), Ledger()
    half("2014-H1", true, ledger, 3, Series())
    with pytest.raises(GijaError) as refused:
        passed("table-b-v1", "2014-07-20", true, ledger)
    assert refused.value.code == "gate.impossible"


def test_two_bases_of_the_same_people_go_out_only_where_both_together_leave_more_than_small_counts() -> None:
    out, kept_back = 0, 0
    for number in range(12):
        seed, ledger, true = Seed(bytes([number]) * 16), Ledger(), period("2014-H1", 40, 1 + number % 4, 20)
        first = rounded("table-a-v1", "2014-07-20", true, ledger, 3, seed, Series())
        ledger.add(first.releases[-1])
        try:
            second = rounded("table-b-v1", "2014-07-20", true, ledger, 5, seed, Series())
        except GijaError:
            kept_back += 1
            continue
        out += 1
        threes, fives = (one.points[2].value or 0 for one in (first, second))
        assert max(threes - 2, fives - 4) < 1 or min(threes + 2, fives + 4) >= 5
    assert out
    assert kept_back


def test_cited_figures_stay_and_the_ends_of_an_interval_tell_no_more_than_the_number_beside_them() -> None:
    basis = Basis("as_table", "as_table", "register_table", "igo", "reported", "victims_of_trafficking")

    def people(indicator: str, value: int) -> Point:
        return Point(indicator, "2014-H1", (), value, "reported", basis, "register")

    given = (people("register_people", 31), people("register_people_lower", 30), people("register_people_upper", 32))
    found = rounded("table-x-v1", "2014-07-20", (*given, cited(3)), Ledger(), 3, SEED, Series())
    number, low, high, other = (p.value or 0 for p in found.points)
    assert low <= number - 3
    assert high >= number + 3
    assert low % 3 == high % 3 == 0
    assert other == 3


def test_what_a_supplier_closed_stays_closed() -> None:
    shut = replace(cell(0, sex="M"), value=None, status="suppressed")
    found = rounded("table-x-v1", "2014-07-20", (cell(63), cell(40, sex="F"), shut), Ledger(), 3, SEED, Series())
    assert [p.value is None for p in found.points] == [False, False, True]


def test_a_way_that_is_not_there_is_refused_and_each_has_its_words() -> None:
    assert {one.base for one in WAYS.values()} == {0, 3, 5}
    assert all(one.text.en and one.text.lt for one in WAYS.values())
    assert "3" in told(3).lt
    with pytest.raises(GijaError, match="no such way"):
        way("cellkey")


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_a_table_whose_only_number_is_small_cannot_be_closed_but_can_be_rounded(people: int) -> None:
    """To close the one number there is tells that it is small; a multiple in its place does not."""
    alone = (cell(people), cell(people, sex="M"), cell(0, sex="F"), cell(0, sex="U"))
    with pytest.raises(GijaError) as refused:
        passed("table-x-v1", "2014-07-20", alone, Ledger())
    assert refused.value.code == "gate.impossible"
    for base in (3, 5):
        found = rounded("table-x-v1", "2014-07-20", alone, Ledger(), base, SEED, Series())
        assert {p.value for p in found.points} <= {0, 3, 5, 6}
        assert [p.value for p in found.points[2:]] == [0, 0]
