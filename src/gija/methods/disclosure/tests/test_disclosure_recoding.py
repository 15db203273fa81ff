"""Where the past leaves no way, coarser tables are named; each, when followed, really passes the gate."""

from __future__ import annotations

from functools import cache

from gija.methods.disclosure import Release, audit, suppress
from gija.methods.disclosure.suppression import Suppression
from gija.methods.tables.hierarchy import Axis
from gija.methods.tables.table import Table, table
from gija.methods.tables.values import TOTAL

SEX = Axis.flat("sex", ["F", "M"])
PARENTS = {"0-9": "child", "10-17": "child", "18-24": "adult", "25+": "adult"}
AGE = Axis.of("age", PARENTS | {"child": TOTAL, "adult": TOTAL})
COUNTS: dict[tuple[str, ...], int] = {("F", "0-9"): 1, ("F", "10-17"): 12, ("F", "18-24"): 30, ("F", "25+"): 14,
          ("M", "0-9"): 11, ("M", "10-17"): 8, ("M", "18-24"): 17, ("M", "25+"): 9}  # fmt: skip


@cache
def refused() -> tuple[Suppression, Release, Release]:
    """Under 10 were told, and men under 10: who subtracts finds the one woman, whatever is closed. (The earlier tables
    went out by mistake: the gate would have refused them.)"""
    whole = table("people", [SEX, AGE], COUNTS)
    told = Table("people", whole.axes, tuple(c for c in whole if c.key in {(TOTAL, "0-9"), ("M", "0-9")}))
    women = Table("people", whole.axes, tuple(c for c in whole if c.key[0] == "F"))
    history, candidate = Release("before", (told,)), Release("women", (women,))
    return suppress(candidate, [history]), history, candidate


def test_what_cannot_be_closed_is_not_released() -> None:
    done, _, _ = refused()
    assert not done.possible
    assert done.proposals


def test_each_proposal_when_followed_passes_the_gate() -> None:
    done, history, candidate = refused()
    for proposal in done.proposals:
        again = suppress(proposal.candidate, [history])
        assert again.release is not None
        assert audit([history], again.release).released
        assert sum(c.open for t in again.release.tables for c in t) == proposal.open
        assert sum(len(t) for t in proposal.candidate.tables) < sum(len(t) for t in candidate.tables)


def test_proposals_tell_what_is_lost_in_both_languages_least_first() -> None:
    done, _, _ = refused()
    assert [p.open for p in done.proposals] == sorted((p.open for p in done.proposals), reverse=True)
    assert {(p.text.en, p.text.lt) for p in done.proposals} >= {("by age: child, adult", "pagal age: child, adult")}
    assert all(p.open for p in done.proposals)
