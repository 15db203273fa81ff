"""A certificate holds by adding up, speaks of everything that could be found, and any forgery of it is seen."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gija.methods.disclosure import Knowledge, Release, Rule, audit, suppress, verify
from gija.methods.disclosure.stored import digest
from gija.methods.disclosure.testing import made
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, figure, table
from gija.vocabulary.errors import GijaError

FORM = Axis.flat("form", ["a", "b", "c", "d"])
SEX = Axis.flat("sex", ["F", "M"])
TIME = Axis.of("time", {"2014-H1": "2014", "2014-H2": "2014"}, open=True)
Certificate = dict[str, Any]


class Forgery(Protocol):
    def __call__(self, c: Certificate, at: int) -> object: ...


@dataclass(frozen=True)
class Case:
    history: tuple[Release, ...]
    candidate: Release
    knowledge: Knowledge = field(default_factory=Knowledge)
    rule: Rule = field(default_factory=Rule)

    def certificate(self) -> Certificate:
        found = audit(self.history, self.candidate, self.knowledge, self.rule)
        assert found.certificate is not None
        return found.certificate

    def check(self, certificate: Certificate) -> None:
        verify(certificate, self.history, self.candidate, self.knowledge, self.rule)


def half(f: int, m: int) -> Table:
    whole = table("people", [TIME, SEX], {("2014-H1", "F"): f, ("2014-H1", "M"): m})
    return Table("people", whole.axes, tuple(c for c in whole if c.key[0] == "2014-H1"))


def forms(**counts: int) -> Table:
    return table("people", [FORM], {(code,): n for code, n in counts.items()})


@cache
def cases() -> dict[str, Case]:
    told = forms(a=30, b=12, c=9).closed([("b",), ("c",)])
    edition, new = Release("old", (half(30, 27),)), half(41, 38)
    slip = Release("slip", (forms(a=30, b=3, c=1, d=1).closed([("b",), ("c",), ("d",)]),))
    three = Axis.of("form", {"a": "_T", "bcd": "_T", "b": "bcd", "c": "bcd", "d": "bcd"})
    return {
        "two editions of one table": Case(
            (Release("before", (told,)),), Release("x", (told, figure("people", 51, [FORM])))
        ),
        "a revision that says its changes": Case((edition,), Release("new", (new,), vintage=2, changes=25)),
        "a revision that does not": Case((edition,), Release("new", (new,), vintage=2)),
        "known before": Case((slip,), Release("x", (figure("people", 5, [three], form="bcd"),))),
        "the threshold is known": Case(
            (), Release("x", (forms(a=30, b=4, c=5).closed([("b",), ("c",)]),)), Knowledge(threshold_known=True)
        ),
        "large and close": Case((), Release("x", (_close(),))),
    }


def _close() -> Table:
    """Closed, at least 9 and at most 11: narrow, but not small."""
    axis = Axis.of("form", {"a": "ab", "b": "ab", "ab": "_T", "c": "cd", "d": "cd", "cd": "_T"}, {"b": "bc", "c": "bc",
                   "bc": "_T", "a": "ad", "d": "ad", "ad": "_T"})  # fmt: skip
    whole = table("people", [axis], {("a",): 10, ("b",): 2, ("c",): 10, ("d",): 2})
    return whole.closed([("a",), ("b",), ("c",), ("d",)])


@pytest.mark.parametrize("name", list(cases()))
def test_what_the_audit_lets_out_holds_by_adding_up(name: str) -> None:
    case = cases()[name]
    case.check(case.certificate())


def test_of_what_was_known_before_the_certificate_shows_that() -> None:
    counts = cases()["known before"].certificate()["counts"]
    assert [c["ends"] for c in counts if "low" in c] == [[1, 3]] * 3


def test_checking_asks_no_solver() -> None:
    heavy = (
        "import sys, gija.methods.disclosure.certificates as c; print({'highspy', 'numpy', 'scipy'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"


def forged(certificate: Certificate, change: Callable[[Certificate], object]) -> Certificate:
    """Changed, and signed again as somebody would who wants it to pass."""
    broken = copy.deepcopy(certificate)
    change(broken)
    return {**broken, "digest": digest({k: v for k, v in broken.items() if k != "digest"})}


def _narrow(c: Certificate, at: int) -> None:
    """Both tables of a count the same."""
    count = c["counts"][at % len(c["counts"])]
    count["most"], count["ends"] = count["least"], [count["ends"][0]] * 2
    count["ends"][1] += 1


def _loose(c: Certificate, at: int) -> None:
    """A row that said a number exactly says nothing any more."""
    exact = sorted(n for n, row in c["rows"].items() if row[1] == row[2])
    c["rows"][exact[at % len(exact)]][1:3] = [0, None]


def _of(name: str, at: int, c: Certificate) -> Any:
    """One of the rows, counts or tables."""
    several = c[name]
    key = sorted(several)[at % len(several)] if isinstance(several, dict) else at % len(several)
    return several, key


def _drop(name: str) -> Forgery:
    def change(c: Certificate, at: int) -> None:
        several, key = _of(name, at, c)
        del several[key]

    return change


def _shift(name: str, by: int) -> Forgery:
    """One number of a table (the first one, or another) altered."""

    def change(c: Certificate, at: int) -> None:
        counts, key = _of(name, at, c) if name == "base" else _of("tables", at, c)
        if name == "base":
            counts[key] += by
        else:
            unknown = sorted(counts[key])[at % len(counts[key])]
            counts[key][unknown] += by

    return change


def _set(name: str, value: Callable[[Any, int], object]) -> Forgery:
    def change(c: Certificate, at: int) -> None:
        count = c["counts"][at % len(c["counts"])]
        count[name] = value(count[name], at)

    return change


FORGERIES: dict[str, Forgery] = {
    "a row left out": _drop("rows"),
    "a row made loose": _loose,
    "a count left out": _drop("counts"),
    "a count twice": lambda c, at: c["counts"].append(c["counts"][at % len(c["counts"])]),
    "a count of another kind": _set("kind", lambda _, at: "other"),
    "another sum for a count": _set("form", lambda form, at: [*form, form[0]]),
    "another place": _set("place", lambda place, at: [*place, ["form", "z"]]),
    "an interval made wider": _set("ends", lambda ends, at: [ends[0], ends[1] + 1 + at]),
    "an interval from below": _set("ends", lambda ends, at: [ends[0] - 1 - at, ends[1]]),
    "one table for both ends": _narrow,
    "a table altered": _shift("tables", 1),
    "less than nobody": _shift("tables", -10_000),
    "the first table altered": _shift("base", 1),
    "a table left out": lambda c, at: c["tables"].pop(),
    "a weaker rule": lambda c, at: c.update(rule=[2, 1, False]),
    "a narrower interval asked for": lambda c, at: c.update(rule=[c["rule"][0], 1, False]),
    "a ledger of another state": lambda c, at: c.update(ledger_digest="0" * 64),
    "another candidate": lambda c, at: c.update(candidate_digest="0" * 64),
    "limits from nowhere": lambda c, at: c.update(wider={"more": 1, "less": 0, "weights": {}, "factors": {}}),
    "no format": lambda c, at: c.update(format=1),
}


@pytest.mark.parametrize("name", ["two editions of one table", "the threshold is known", "known before"])
@pytest.mark.parametrize("forgery", list(FORGERIES))
def test_a_forged_certificate_is_seen(name: str, forgery: str) -> None:
    case = cases()[name]
    for at in range(3):
        with pytest.raises(GijaError) as seen:
            case.check(forged(case.certificate(), partial(FORGERIES[forgery], at=at)))
        assert seen.value.code == "disclosure.certificate"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.sampled_from(sorted(FORGERIES)), st.integers(0, 200))
def test_no_forgery_of_any_table_passes(seed: int, forgery: str, at: int) -> None:
    case = _made(seed)
    if case is not None:
        case.check(case.certificate())
        with pytest.raises(GijaError):
            case.check(forged(case.certificate(), lambda c: FORGERIES[forgery](c, at)))


@cache
def _made(seed: int) -> Case | None:
    """A table of twelve cells as suppression lets it out after its own margins; none where nothing is closed."""
    whole = made(seed, 3, 4)
    rows = Table("people", whole.axes, tuple(c for c in whole if c.key[1] == "_T" and (c.value or 0) >= 5))
    history = (Release("margins", (rows,)),)
    done = suppress(Release("x", (whole,)), history, propose=False)
    if done.release is None or not done.closed or whole["_T", "_T"].value != done.release.tables[0]["_T", "_T"].value:
        return None
    return Case(history, done.release)


def test_a_limit_of_changes_cannot_be_made_wider() -> None:
    for name in ("a revision that says its changes", "a revision that does not"):
        case = cases()[name]
        certificate = case.certificate()
        (limit,) = certificate["limits"]
        for by in (1, 50):
            wide = forged(certificate, partial(_wider, row=limit["row"], by=by))
            with pytest.raises(GijaError, match="limits"):
                case.check(wide)


def _wider(certificate: Certificate, row: int, by: int) -> None:
    certificate["rows"][str(row)][2] += by
    for limit in certificate["limits"]:
        limit["fewest"] += by


def test_limits_that_contradict_the_figures_are_widened_with_a_proof() -> None:
    case = Case((Release("old", (half(30, 27),)),), Release("new", (half(41, 38),), vintage=2, changes=15))
    certificate = case.certificate()
    assert certificate["wider"]["more"] == 8  # 22 came or went at least
    case.check(certificate)
    for change in (lambda c: c["wider"].update(more=16, less=8), lambda c: c["wider"]["weights"].clear()):
        with pytest.raises(GijaError):
            case.check(forged(certificate, change))


def test_a_certificate_of_a_weaker_attacker_does_not_pass_for_a_stronger_one() -> None:
    case = cases()["two editions of one table"]
    with pytest.raises(GijaError):
        verify(case.certificate(), case.history, case.candidate, Knowledge(zeros_published=False))
    with pytest.raises(GijaError):
        verify(case.certificate(), case.history, case.candidate, rule=Rule(10))
    with pytest.raises(GijaError):
        verify(case.certificate(), case.history[:0], case.candidate)
