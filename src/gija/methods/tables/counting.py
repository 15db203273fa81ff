"""The counting rules: which record counts in a period, once, and as what. In words: `words.rules()`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gija.methods.tables.periods import Period

# A victim, presumed or recognised, or one who declined the formal status (Eurostat counts these too). Persons at risk
# are never added to victims; who was found not to be a victim is not counted.
COUNTED = frozenset({"presumed", "identified", "recognised", "declined"})


@dataclass(frozen=True, slots=True)
class Revision:
    """What one revision of a record says, as far as it is counted."""

    number: int
    registered: str  # month
    status: str
    status_month: str | None  # None: not known; then it is held to be that of the registration
    sex: str
    age_group: str
    form: str  # the main one
    consented: bool = True  # to statistics, or the sender has a legal duty


@dataclass(frozen=True, slots=True)
class Known:
    """A record with all its revisions. `list`: the institution that sent it; `organisation`: of which kind that is."""

    record: str
    list: str
    organisation: str
    revisions: tuple[Revision, ...]

    @property
    def latest(self) -> Revision:
        return max(self.revisions, key=lambda r: r.number)

    def status_in(self, period: Period) -> str:
        """The last status of the period: the highest revision whose status is not later than the period."""
        order = sorted(self.revisions, key=lambda r: r.number)
        known = [r for r in order if (r.status_month or r.registered) <= period.last_month]
        return known[-1].status if known else order[0].status


def rows(records: Iterable[Known], period: Period) -> list[dict[str, str]]:
    """The rows of a period's table, one a record that counts in it, in the order of the records' numbers."""
    found = sorted(records, key=lambda known: known.record)
    return [_row(known, period) for known in found if _counts(known, period)]


def _counts(known: Known, period: Period) -> bool:
    latest = known.latest
    return latest.consented and latest.registered in period and known.status_in(period) in COUNTED


def _row(known: Known, period: Period) -> dict[str, str]:
    latest = known.latest
    return {
        "status": known.status_in(period),
        "sex": latest.sex,
        "age_group": latest.age_group,
        "form": latest.form,
        "organisation": known.organisation,
        "list": known.list,
    }


def lists_of(counted: Iterable[dict[str, str]]) -> Counter[str]:
    """How many rows each list has."""
    return Counter(row["list"] for row in counted)


def people(lists: Counter[str]) -> tuple[int, int]:
    """The fewest and the most different people that lists of these lengths can hold, when nobody stands twice in one:
    all shorter lists within the longest, or no two lists with anybody in common."""
    return max(lists.values(), default=0), sum(lists.values())
