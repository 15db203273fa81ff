"""Plans as values: files, money, differences; the plans of the source documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gija.methods.money import Money, money, total
from gija.rapporteur.plan import seeds
from gija.rapporteur.plan.differing import changes
from gija.rapporteur.plan.tests.conftest import small
from gija.rapporteur.plan.tree import read, with_measure, without, written
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list


def test_what_is_written_is_read_back_the_same() -> None:
    for one in seeds.known():
        assert read(written(one.tree)) == one.tree
    assert read(written(small())) == small()


def test_the_five_programmes_of_the_sources_stand_in_their_succession() -> None:
    """S1 L11 and L39: 2002–2004, 2005–2008, 2009–2012, 2013–2015, then the programme of 2015–2025."""
    known = seeds.known()
    assert [(p.starts.year, p.ends.year) for p in known] == [
        (2002, 2004), (2005, 2008), (2009, 2012), (2013, 2015), (2015, 2025),
    ]  # fmt: skip
    assert [p.replaces for p in known] == ["", *(p.code for p in known[:-1])]
    assert [p.day for p in known if p.day] == [dt.date(2012, 11, 14), dt.date(2015, 5, 7)]
    assert len(list(known[3].tree.tasks())) == 4  # S1 L41: four main tasks
    assert known[3].enforcers == ("moi", "police_department", "mssl", "labour_exchange", "mfa")  # S1 L43


def test_everything_the_plans_name_is_known() -> None:
    from importlib.resources import files

    import yaml

    text = files("gija.commons.directory").joinpath("lithuania.yaml").read_text(encoding="utf-8")
    directory = set(yaml.safe_load(text)["institutions"])
    for plan in seeds.known():
        assert {plan.coordinator, *plan.enforcers} <= directory
        for one in plan.tree.measures():
            assert one.institutions <= directory, one.code
            assert set(one.challenges) <= set(code_list("plan_challenge").codes)
            assert {t.observation for t in one.targets if t.observation} <= set(indicators())
            assert one.source, one.code


BAD: list[tuple[Any, str]] = [
    ([], "chapters"),
    ({"chapters": [{"code": "A", "en": "x", "lt": "y"}]}, "chapters[1].code"),
    ({"chapters": [{"code": "a", "en": "x"}]}, "chapters[1]"),
    ({"chapters": [{"code": "a", "en": "x", "lt": "y", "owner": "z"}]}, "chapters[1].owner"),
    ({"chapters": [{"code": "a", "en": "x", "lt": "y", "tasks": [{"code": "a", "en": "x", "lt": "y"}]}]}, "a"),
    ({"chapters": [{"code": "a", "en": "x", "lt": "y", "tasks": "t"}]}, "chapters[1].tasks"),
]


@pytest.mark.parametrize(("raw", "place"), BAD, ids=range(len(BAD)))
def test_a_wrong_file_is_refused_with_its_place(raw: Any, place: str) -> None:
    with pytest.raises(GijaError) as refused:
        read(raw)
    assert refused.value.code == "plan.file"
    assert f"at {place}:" in refused.value.text.en


def test_a_measure_that_ends_before_it_begins_is_refused() -> None:
    raw = written(small())
    raw["chapters"][0]["tasks"][0]["measures"][0]["ends"] = "2025-01-01"
    with pytest.raises(GijaError, match=r"tasks\[1\].measures\[1\].ends"):
        read(raw)


def test_litas_become_euro_at_the_fixed_rate() -> None:
    """3.4528 litas to the euro: Council Regulation (EU) No 851/2014."""
    assert money("345,28", "LTL").euro == Decimal("100.00")
    assert money("12 000", "EUR") == Money(Decimal(12000), "EUR")
    assert total([money("1", "LTL"), money("1", "LTL")]) == Decimal("0.58")


@pytest.mark.parametrize("said", ["-1", "abc", "1.005", "", "1e400", "NaN"])
def test_what_is_no_amount_is_refused(said: str) -> None:
    with pytest.raises(GijaError, match="no amount"):
        money(said, "EUR")


def test_an_amendment_says_what_it_changed() -> None:
    before = small()
    one = before.measure("1-1")
    after = with_measure(before, "1", replace(one, responsible=("moi",)))
    after = with_measure(after, "1", replace(one, code="1-2"))
    found = [(c.kind, c.code, c.what) for c in changes(before, after)]
    assert found == [("changed", "1-1", ("responsible",)), ("added", "1-2", ())]
    assert [(c.kind, c.code) for c in changes(after, without(after, "1-1"))] == [("removed", "1-1")]
    assert changes(before, before) == ()
