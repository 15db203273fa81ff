"""What passes the gate tells of no single person, alone or with everything before; cited figures pass as they are."""

from __future__ import annotations

import json

import pytest

from gija.methods.disclosure.certificates import verify
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.rounding.seeds import Seed
from gija.rapporteur.gate import kept, populations
from gija.rapporteur.gate.protecting import passed, still
from gija.vocabulary.errors import GijaError

from .conftest import cell, cited, period

DAY = "2015-01-20"


def values(points: object) -> dict[tuple[str, object], int | None]:
    return {(p.period, p.breakdown): p.value for p in points}  # type: ignore[attr-defined]


def test_a_small_count_is_closed_with_one_that_hides_it_and_each_says_why() -> None:
    found = passed("half_year-2014-H1-v1", DAY, period("2014-H1", 40, 3, 20), Ledger())
    told = values(found.points)
    assert told["2014-H1", (("sex", "M"),)] is None
    assert told["2014-H1", ()] == 63
    assert sum(value is None for value in told.values()) == 2
    assert len(found.closed) == 2
    assert all(one.why.en and one.why.lt for one in found.closed)
    verify(found.certificate)


def test_nothing_is_closed_where_nobody_is_told_of() -> None:
    found = passed("half_year-2014-H1-v1", DAY, period("2014-H1", 40, 23), Ledger())
    assert found.closed == ()
    assert values(found.points)["2014-H1", (("sex", "M"),)] == 23


def test_a_year_is_not_told_so_that_less_its_halves_it_tells_of_few() -> None:
    ledger = Ledger()
    for name, women, men in (("2014-H1", 40, 20),):
        found = passed(f"half_year-{name}-v1", "2014-07-20", period(name, women, men), ledger)
        ledger.add(found.releases[-1])
    year = passed("table-2014-v1", DAY, period("2014", 80, 22), ledger)  # two men in the second half
    assert values(year.points)["2014", (("sex", "M"),)] is None


def test_cited_figures_pass_and_are_known() -> None:
    found = passed("annual-2014-v1", DAY, [cited(3), cited(1, "2013")], Ledger())
    assert [p.value for p in found.points] == [3, 1]
    assert [one.kind for one in found.releases] == ["cited"]
    assert found.certificate == {}


def test_a_release_that_is_not_safe_any_more_is_refused() -> None:
    ledger = Ledger()
    half = passed("half_year-2014-H1-v1", "2014-07-20", period("2014-H1", 40, 20), ledger).releases[-1]
    year = passed("table-2014-v1", DAY, period("2014", 80, 22), ledger).releases[-1]
    ledger.add(half)
    with pytest.raises(GijaError) as refused:
        still(year, ledger)
    assert refused.value.code == "gate.unsafe"


def test_what_is_kept_reads_back_and_never_holds_a_true_figure_that_was_closed() -> None:
    found = passed("half_year-2014-H1-v1", DAY, period("2014-H1", 4017, 3, 2023), Ledger())
    raw = found.as_json()
    assert kept.releases(raw) == found.releases
    assert kept.closed(raw) == found.closed
    assert kept.certificate(raw) == json.loads(json.dumps(found.certificate))
    hidden = [p.value for p in period("2014-H1", 4017, 3, 2023) if values(found.points)[p.period, p.breakdown] is None]
    told = [c.value for r in found.releases for t in r.tables for c in t]
    assert not set(hidden) & set(told)


def test_dimensions_of_several_codes_are_those_of_the_register() -> None:
    from importlib.resources import files

    import yaml

    raw = yaml.safe_load(files("gija.register.analysis").joinpath("dimensions.yaml").read_text(encoding="utf-8"))
    many = {name for name, one in raw["dimensions"].items() if one.get("many")}
    assert populations.setting().many == many


def test_where_codes_do_not_add_up_what_is_left_is_judged_too() -> None:
    by_service = [cell(30), cell(28, **{"assistance:service": "medical"}), cell(17, **{"assistance:service": "legal"})]
    told = values(passed("table-x-v1", DAY, by_service, Ledger()).points)
    assert told["2014-H1", (("assistance:service", "medical"),)] is None  # two have had none


def test_what_is_closed_is_drawn_by_a_secret_and_the_same_secret_draws_the_same() -> None:
    """Who has the program but not the secret cannot rerun the choice; the total stays open whatever is drawn."""

    def told(number: int) -> dict[tuple[str, object], int | None]:
        found = passed("x", DAY, period("2014-H1", 40, 3, 38), Ledger(), Seed(bytes([number]) * 16))
        verify(found.certificate)
        return values(found.points)

    drawn = [told(number) for number in range(12)]
    assert told(5) == drawn[5]
    assert len({tuple(one.values()) for one in drawn}) > 1
    assert all(one["2014-H1", ()] is not None for one in drawn)
    assert all(one["2014-H1", (("sex", "M"),)] is None for one in drawn)


def test_where_nothing_must_be_hidden_nothing_is_drawn() -> None:
    for number in range(12):
        assert not passed("x", DAY, period("2014-H1", 40, 23, 11), Ledger(), Seed(bytes([number]) * 16)).closed
