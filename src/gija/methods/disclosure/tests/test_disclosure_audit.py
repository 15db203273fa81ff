"""What the audit must find: published cases with their sources, revisions, members, proofs and certificates."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from gija.methods.disclosure import Audit, Knowledge, Ledger, Release, Rule, audit, suppress, verify
from gija.methods.disclosure.attacker.adding import shown
from gija.methods.disclosure.attacker.attack import Attack
from gija.methods.disclosure.attacker.solving import Clock
from gija.methods.disclosure.stored import digest
from gija.methods.disclosure.testing import DATA, flat, rows, ten_linked
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, figure, from_rows, table
from gija.methods.tables.values import TOTAL
from gija.vocabulary.errors import GijaError

shared = pytest.mark.skipif(not DATA.is_dir(), reason="the published tables are not here")
FORM = Axis.flat("form", ["a", "b", "c", "d"])
SEX = Axis.flat("sex", ["F", "M"])
TIME = Axis.of("time", {"2014-H1": "2014", "2014-H2": "2014"}, open=True)


def of(form: dict[str, int]) -> Table:
    return table("people", [FORM], {(code,): n for code, n in form.items()})


def test_small_cells_that_hide_only_each_other_are_found() -> None:
    """15 = 10 + 3 + 1 + 1: the closed ones sum to 5 and none is 0, so each is 1 to 3."""
    told = of({"a": 10, "b": 3, "c": 1, "d": 1}).closed([("b",), ("c",), ("d",)])
    found = audit(Ledger(), Release("one", (told,)))
    assert not found.released
    assert {(cell.interval.low, cell.interval.high) for cell in found.findings} == {(1, 3)}
    assert (
        audit((), Release("one", (told,)), Knowledge(zeros_published=False), Rule(width=0)).of(form="b").interval.low
        == 0
    )


@shared
def test_linked_tables_give_away_what_each_hides() -> None:
    """10 - 7 = 3: linked_8.csv, after de Wolf and Hundepool, Three ways to deal with a set of linked SBS tables using
    tau-ARGUS (PSD 2010); each table alone hides K."""
    told = rows("linked_8.csv")
    county = {r["region"]: r["county"] for r in told} | {r["county"]: TOTAL for r in told}
    group = {r["region"]: r["county"] + "/" + r["group"] for r in told}
    group |= {g: g.split("/")[0] for g in group.values()}
    whole = from_rows("people", [Axis.of("region", county, group)], told)
    first = Table("people", whole.axes, tuple(c for c in whole if "/" not in c.key[0])).closed([(x,) for x in "ABKLM"])
    second = Table("people", whole.axes, tuple(c for c in whole if len(c.key[0]) > 1))
    assert audit((), Release("by region", (first,))).of(region="K").interval.high == 7
    found = audit([Release("by region", (first,))], Release("by group", (second,)))
    judged = found.of(region="K")
    assert (judged.interval.low, judged.interval.high, judged.found) == (3, 3, "exact")
    assert judged.releases == ("by region", "by group")
    assert not judged.before
    assert not found.released


@shared
def test_intervals_of_gausssuppression() -> None:
    """GaussSuppression's vignette on small counts: example1 by age and place, 3 and 1 primary: 0 to 4; with Spain
    closed too 0 to 13 and 0 to 12 (github.com/statisticsnorway/ssb-gausssuppression,
    vignette Small_count_frequency_table_suppression)."""
    whole, knows = flat("example1.csv", "age", "geo"), Knowledge(zeros_published=False)
    four = [(age, geo) for age in ("young", "old") for geo in ("Iceland", "Portugal")]
    found = audit((), Release("x", (whole.closed(four),)), knows, Rule(4, width=5))
    assert [_ends(found, age="young", geo=geo) for geo in ("Iceland", "Portugal")] == [(0, 4), (0, 4)]
    assert not found.released
    six = [*four, ("young", "Spain"), ("old", "Spain")]
    found = audit((), Release("x", (whole.closed(six),)), knows, Rule(4, width=5))
    assert [_ends(found, age="young", geo=geo) for geo in ("Iceland", "Portugal")] == [(0, 13), (0, 12)]
    assert found.released


@shared
def test_the_cell_of_47_is_found_until_one_more_is_closed() -> None:
    """sdcTable's 4x4 problem (github.com/sdcTools/sdcTable, data `problem`): w/b (47) is the
    only closed cell of its column until y/b is closed."""
    whole = flat("problemdata_4x4.csv", "v1", "v2")
    shut = [("x", "c"), ("x", "d"), ("y", "c"), ("y", "d"), ("w", "b"), ("w", "c")]
    judged = audit((), Release("x", (whole.closed(shut),)), rule=Rule(10, width=1)).findings
    assert {(cell.place, cell.interval.low) for cell in judged if cell.interval.pinned} >= {
        ((("v1", "w"), ("v2", "b")), 47)
    }
    more = [*shut, ("y", "b")]
    assert audit((), Release("x", (whole.closed(more),)), rule=Rule(10)).released


def test_ten_releases_each_safe_alone_are_refused_together() -> None:
    """Made data; after the project's own finding that ten linked releases, each optimally suppressed alone, let every
    suppressed cell be recovered."""
    alone = [suppress(release, propose=False).release for release in ten_linked(regions=12)]
    told = [release for release in alone if release is not None]
    assert len(told) == 10
    assert all(audit((), release, exact=False).released for release in told)
    together = audit((), Release("all", tuple(t for release in told for t in release.tables)))
    closed = [cell for cell in together.cells if cell.kind == "closed"]
    assert len(closed) > 50
    assert all(cell.interval.pinned for cell in closed)
    assert together.seconds < 5
    ledger = Ledger()
    refused = []
    for release in told:
        if not audit(ledger, release).released:
            refused.append(release.name)
        ledger.add(release)
    assert "release 2" in refused
    assert "release 10" in refused


def test_a_year_less_one_half_gives_the_other() -> None:
    half = table(
        "people", [TIME, SEX], {("2014-H1", "F"): 20, ("2014-H2", "F"): 2, ("2014-H1", "M"): 9, ("2014-H2", "M"): 8}
    )
    first = Table("people", half.axes, tuple(c for c in half if c.key[0] == "2014-H1"))
    year = Table("people", half.axes, tuple(c for c in half if c.key[0] == "2014"))
    found = audit([Release("half", (first,))], Release("year", (year,)))
    assert _ends(found, time="2014-H2", sex="F") == (2, 2)
    assert found.of(time="2014-H2", sex="F").releases == ("half", "year")
    safe = suppress(Release("year", (year,)), [Release("half", (first,))])
    assert safe.release is not None
    assert {c.place for c in safe.closed} >= {(("sex", "F"), ("time", "2014"))}


def test_a_total_in_a_text_counts_like_a_table() -> None:
    told = of({"a": 10, "b": 3, "c": 7}).closed([("b",), ("c",)])
    assert audit((), Release("table", (told,))).released
    text = Release("speech", (_two(17),), kind="text")
    found = audit([Release("table", (told,))], text)
    assert _ends(found, form="b") == (3, 3)


def _two(value: int) -> Table:
    axis = Axis.of("form", {"a": "ac", "c": "ac", "ac": TOTAL, "b": TOTAL, "d": TOTAL})
    return figure("people", value, [axis], form="ac")


def test_cited_figures_are_known_and_not_judged() -> None:
    told = of({"a": 10, "b": 3, "c": 7}).closed([("b",), ("c",)])
    cited = Release("police", (figure("people", 3, [FORM], form="b"),), kind="cited", source="Police, 2014")
    assert audit((), cited).released
    found = audit([cited], Release("table", (told,)))
    assert not found.released
    assert "police" in found.of(form="c").releases


def test_a_revision_must_not_show_who_came() -> None:
    old = table("people", [TIME, SEX], {("2014-H1", "F"): 30, ("2014-H1", "M"): 27})
    new = table("people", [TIME, SEX], {("2014-H1", "F"): 31, ("2014-H1", "M"): 27})
    cells = [Table("people", t.axes, tuple(c for c in t if c.key[0] == "2014-H1")) for t in (old, new)]
    first, second = Release("old", (cells[0],)), Release("new", (cells[1],), vintage=2, kind="revision")
    found = audit([first], second)
    assert {cell.found for cell in found.findings} == {"change"}
    known = audit([first], second, Knowledge(threshold_known=True))
    assert {cell.found for cell in known.findings} == {"change"}
    safe = suppress(second, [first])
    assert safe.release is not None
    assert {c.place for c in safe.closed} == {(("sex", s), ("time", "2014-H1")) for s in "FM"}


def test_who_knows_his_own_records_finds_no_other() -> None:
    told = of({"a": 10, "b": 3, "c": 7}).closed([("b",), ("c",)])
    knows = Knowledge(members=(figure("people", 7, [FORM], form="c"),))
    assert audit((), Release("x", (told,))).released
    assert _ends(audit((), Release("x", (told,)), knows), form="b") == (3, 3)


def test_whoever_knows_the_threshold_knows_one_is_small() -> None:
    told = of({"a": 30, "b": 4, "c": 5}).closed([("b",), ("c",)])
    assert audit((), Release("x", (told,))).released
    known = audit((), Release("x", (told,)), Knowledge(threshold_known=True))
    assert known.released
    assert _ends(known, form="b") == (1, 8)


def test_rounded_figures_are_known_to_within_the_base() -> None:
    cells = of({"a": 9, "b": 3, "c": 0})
    assert audit((), Release("x", (cells,), base=3)).released


def test_a_proof_of_what_is_found_adds_up() -> None:
    told = of({"a": 10, "b": 3, "c": 7}).closed([("b",)])
    release = Release("x", (told,))
    judged = audit((), release).of(form="b")
    assert judged.proof is not None
    attack = Attack([release], Knowledge(), Rule(), Clock(10), 0)
    form = attack.system.form("people", (("form", "b"),), 1)
    for most, factors in ((False, judged.proof.low), (True, judged.proof.high)):
        assert factors is not None
        assert shown(attack.system.rows, form, factors, most) == Fraction(3)


def test_what_contradicts_itself_is_not_released() -> None:
    wrong = [Release("one", (figure("people", 10, [FORM]),)), Release("two", (figure("people", 11, [FORM]),))]
    found = audit(wrong[:1], wrong[1])
    assert not found.released
    assert found.trouble is not None
    assert found.trouble.code == "disclosure.contradiction"


def test_out_of_time_is_not_released() -> None:
    found = audit((), Release("x", (of({"a": 10, "b": 3, "c": 7}).closed([("b",), ("c",)]),)), seconds=0)
    assert not found.released
    assert found.trouble is not None
    assert found.trouble.code == "disclosure.time"


def test_a_certificate_holds_and_any_change_of_it_does_not() -> None:
    history = [Release("before", (of({"a": 30, "b": 12, "c": 9}).closed([("b",), ("c",)]),))]
    candidate = Release("x", (of({"a": 30, "b": 12, "c": 9}).closed([("b",), ("c",)]), figure("people", 51, [FORM])))
    certificate = audit(history, candidate).certificate
    assert certificate is not None
    verify(certificate, history, candidate)
    for broken in _tampered(certificate):
        with pytest.raises(GijaError, match="certificate"):
            verify(broken, history, candidate)
    other = Release("x", (of({"a": 30, "b": 12, "c": 10}).closed([("b",), ("c",)]),))
    with pytest.raises(GijaError, match="certificate"):
        verify(certificate, history, other)


def _tampered(certificate: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    changes: tuple[Callable[[dict[str, Any]], object], ...] = (
        lambda c: c["base"].update({next(iter(c["base"])): 999}),
        lambda c: c["tables"][0].update({next(iter(c["tables"][0])): 999}),
        lambda c: c["tables"][-1].update({next(iter(c["tables"][-1])): -1}),
        lambda c: c["rows"].pop(next(iter(c["rows"]))),
        lambda c: c["counts"][0].update(ends=[0, 99]),
        lambda c: c["counts"][0].update(most=c["counts"][0]["least"]),
        lambda c: c["counts"].append({**c["counts"][0], "kind": "other"}),
        lambda c: c.update(ledger_digest="0"),
    )
    for change in changes:
        broken = copy.deepcopy(certificate)
        change(broken)
        found += [broken, {**broken, "digest": digest({k: v for k, v in broken.items() if k != "digest"})}]
    return found


def _ends(found: Audit, **place: str) -> tuple[int | None, int | None]:
    interval = found.of(**place).interval
    return interval.low, interval.high
