"""Cases of the lists entered through the services of the case files: once, by the right account, and some stay home."""

from __future__ import annotations

import pytest

from gija.casework.cases.models import Case
from gija.commons.audit.models import Entry as AuditEntry
from gija.commons.courier import work
from gija.demo.accounts import enter_everybody
from gija.demo.adding_up import held, records
from gija.demo.victims.entering import enter, of_another_seed, refused, waiting
from gija.demo.victims.whole import Lists, make_lists
from gija.demo.victims.writing import Entry
from gija.register.records.models import Record

SEED = 2013
pytestmark = pytest.mark.django_db(databases=["default", "police", "casework", "register", "rapporteur"])


@pytest.fixture(scope="module")
def lists() -> Lists:
    return make_lists(SEED)


@pytest.fixture
def some(lists: Lists) -> tuple[Entry, ...]:
    """A few cases of every institution, and those that stay home."""
    enter_everybody()
    chosen: dict[str, list[Entry]] = {}
    for entry in lists.counted:
        chosen.setdefault(entry.slot.institution, []).append(entry)
    return tuple(e for entries in chosen.values() for e in entries[:2]) + tuple(
        e for e in lists.entries if e.slot.beside
    )


def test_what_is_entered_arrives_in_the_register_once(some: tuple[Entry, ...]) -> None:
    told: list[str] = []
    enter(waiting(some), SEED, told.append)
    assert len(told) == len(some) == 15
    assert waiting(some) == []
    work.run_once(strict=True)
    counted = [entry for entry in some if not entry.slot.beside]
    assert records() == len(counted)
    assert Record.objects.filter(withdrawn=True).count() == 1
    acts = AuditEntry.objects.using("casework").count()
    enter(list(some[:3]), SEED, told.append)  # as a run does that was killed between a case and its mark
    assert AuditEntry.objects.using("casework").count() == acts
    assert work.run_once(strict=True).delivered == 0


def test_the_gate_refuses_who_did_not_agree_to_statistics(some: tuple[Entry, ...]) -> None:
    enter(waiting(some), SEED, lambda institution: None)
    stay = list(refused(some))
    assert [entry.slot.beside for entry, _ in stay] == ["no_consent", "no_consent"]
    assert {error.code for _, error in stay} == {"casefile.gate_no_consent"}


def test_a_case_belongs_to_the_institution_that_entered_it(some: tuple[Entry, ...]) -> None:
    enter(waiting(some), SEED, lambda institution: None)
    for entry in some:
        if entry.slot.kind != "police":
            assert Case.objects.get(pk=entry.case).institution == entry.slot.institution


def test_lists_of_another_seed_are_told_from_ones_own(some: tuple[Entry, ...]) -> None:
    enter(waiting(some), SEED, lambda institution: None)
    assert not of_another_seed(some)
    assert of_another_seed(make_lists(7).entries)


def test_the_register_counts_as_the_source_counts(some: tuple[Entry, ...]) -> None:
    enter(waiting(some), SEED, lambda institution: None)
    work.run_once(strict=True)
    ngo = [e for e in some if e.slot.kind == "ngo" and not e.slot.beside and e.slot.year == 2012]
    found = held("ngo", 2012)
    assert found["total"] == len(ngo)
    assert found["at_risk"] == sum(e.slot.group == "at_risk" for e in ngo)
    assert found["men"] == sum(e.slot.male for e in ngo)
