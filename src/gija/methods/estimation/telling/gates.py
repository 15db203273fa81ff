"""Gates: what about these lists and estimates a reader must know before any number. Each has a weight, and together
they make the quality label."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from gija.methods.estimation.capture.histories import pairs
from gija.methods.estimation.telling.words import gate_words, method_words, said, tenth
from gija.methods.estimation.values import Estimate
from gija.vocabulary.text import Text

if TYPE_CHECKING:
    from gija.methods.estimation.capture.table import CaptureTable
    from gija.methods.estimation.checks.values import Row

SHARED, SHARED_PART, BEYOND, WIDE, FAILED, AGREE, APART, STANDS = 30, 0.05, 20.0, 10.0, 0.05, 1.05, 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate that is closed: its code, its weight (`stop`, `serious`, `minor`, `ask`), what it says, and of which
    method (empty: of the lists)."""

    code: str
    weight: str
    text: Text
    method: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The gates that are closed and the label: A none, B questions and minor ones, C a serious one, D a stop."""

    gates: tuple[Gate, ...]
    label: str


def diagnose(
    table: CaptureTable,
    estimates: Sequence[Estimate] = (),
    known: Sequence[Row] = (),
    without: Sequence[Row] = (),
    possible: Collection[str] = (),
) -> Diagnosis:
    """The gates of the lists, which need no estimate, then those of each estimate and of all together, then those of
    the checks: `known` from `checks.lists.conditioned`, `without` from `checks.lists.leave_one_out`. `possible`: pairs
    of lists (as `CaptureTable.label` writes them) of which it was answered that they could have shared people."""
    found = [*_of_lists(table, possible), *(gate for one in estimates for gate in _of_estimate(one))]
    if estimates:
        found += _of_all(estimates)
    found += [*_of_known(known), *_of_without(table, without)]
    weights = {gate.weight for gate in found}
    label = "D" if "stop" in weights else "C" if "serious" in weights else "B" if weights else "A"
    return Diagnosis(tuple(found), label)


def _gate(code: str, method: str = "", **values: object) -> Gate:
    weight, text = gate_words(code, **values)
    if method:
        text = Text("{method}: {text}", "{method}: {text}").fill(method=method_words(method), text=text)
    return Gate(code, weight, text, method)


def never_meet(table: CaptureTable) -> tuple[str, ...]:
    """The pairs of lists that share nobody: each is a question before any number."""
    return tuple(table.label(pair) for pair in pairs(table.width) if not table.meeting(pair))


def _of_lists(table: CaptureTable, possible: Collection[str]) -> Iterator[Gate]:
    if table.width < 3:
        yield _gate("few_lists", lists=table.width)
    shared = sum(count for history, count in enumerate(table.counts) if history.bit_count() > 1)
    part = shared / table.observed
    if shared < SHARED or part < SHARED_PART:
        yield _gate("few_shared", shared=said(shared), observed=said(table.observed), percent=tenth(100 * part))
    if apart := [pair for pair in never_meet(table) if pair not in possible]:
        yield _gate("never_meet", pairs=", ".join(apart))


def _of_estimate(one: Estimate) -> Iterator[Gate]:
    if one.red:
        yield _gate("red", one.method)
    if one.total is not None and one.total / one.observed > BEYOND:
        yield _gate("far_beyond", one.method, times=tenth(one.total / one.observed))
    wide = one.interval()
    if wide is not None and wide.high / wide.low > WIDE:
        yield _gate("wide", one.method, times=tenth(wide.high / wide.low))
    if one.tried and one.failed / one.tried > FAILED:
        yield _gate("failed", one.method, percent=tenth(100 * one.failed / one.tried))
    if one.at_top:
        yield _gate("at_top", one.method)
    for flag in one.flags:
        yield _gate(flag, one.method)
    if one.rhat is not None and one.rhat > AGREE:
        yield _gate("disagree", one.method, rhat=Text(f"{one.rhat:.2f}", f"{one.rhat:.2f}".replace(".", ",")))


def _of_known(known: Sequence[Row]) -> Iterator[Gate]:
    """Closed where the limits miss a true size; seriously where they miss half of them and more."""
    tried = [row.holds for row in known if row.holds is not None]
    if tried and not all(tried):
        code = "known_missed" if sum(tried) <= len(tried) / 2 else "known_doubt"
        yield _gate(code, held=sum(tried), tried=len(tried))


def _of_without(table: CaptureTable, without: Sequence[Row]) -> Iterator[Gate]:
    """Closed for the list whose absence moves the stepwise estimate most, where that is by half or more."""
    moved = [row for row in without if row.total]
    if not moved:
        return
    whole = table.stepwise().fit.total
    far = max(moved, key=lambda row: abs(log((row.total or whole) / whole)))
    if abs(log((far.total or whole) / whole)) > log(STANDS):
        yield _gate("one_list", list=far.name, total=said(far.total or whole), whole=said(whole))


def _of_all(estimates: Sequence[Estimate]) -> Iterator[Gate]:
    totals = [one.total for one in estimates if one.total is not None]
    if not totals:
        yield _gate("none")
    elif max(totals) / min(totals) > APART:
        yield _gate("methods_apart", times=tenth(max(totals) / min(totals)))
