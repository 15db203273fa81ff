"""The directory in several installations: newer wins, history stays, both ends agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from gija.commons.courier import peers, replication
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.models import EntryRevision, Outgoing
from gija.commons.directory.models import Institution, InstitutionName
from gija.commons.directory.queries import name_on
from gija.commons.directory.services import make_institution, rename
from gija.messages.directory import InstitutionEntry, InstitutionNameEntry
from gija.messages.fields import Words
from gija.vocabulary.errors import GijaError

from .conftest import Other

pytestmark = pytest.mark.django_db(databases="__all__")
OUTSIDE = Envelope(
    "0", "institution_entry", 1, "other", "commons", "gija", "commons", 1, dt.datetime(2014, 1, 1, tzinfo=dt.UTC)
)


def entry(revision: int, *names: tuple[str, str | None, str | None], **more: Any) -> InstitutionEntry:
    told = tuple(
        InstitutionNameEntry(name=Words(en=name, lt=name), valid_from=begin, valid_to=end) for name, begin, end in names
    )
    fields = {"code": "nauja", "institution_kind": "ngo", "names": told, "revision": revision}
    return InstitutionEntry(**{**fields, **more})


def receive(*entries: InstitutionEntry) -> list[tuple[str, str, str]]:
    """The names of `nauja` after these entries have come."""
    for one in entries:
        with transaction.atomic(using="default"):
            replication.receive(one, OUTSIDE)
    found = InstitutionName.objects.filter(institution="nauja")
    return [(n.lt, str(n.valid_from or ""), str(n.valid_to or "")) for n in found]


def test_a_change_here_is_told_to_every_peer_in_the_same_transaction(cast: Any, other: Other) -> None:
    before = Outgoing.objects.count()
    make_institution("nauja", "New", "Nauja", "ngo")
    rename("nauja", "Newer", "Naujesnė", dt.date(2014, 1, 1))
    told = list(Outgoing.objects.order_by("sequence"))[before:]
    assert [(one.kind, one.to_zone, one.to_installation) for one in told] == [
        ("institution_entry", "commons", other.code)
    ] * 2
    assert '"revision":2' in told[1].body

    def failing() -> None:
        with transaction.atomic():
            rename("nauja", "No", "Ne", dt.date(2015, 1, 1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert Outgoing.objects.count() == before + 2


def test_a_new_peer_is_told_the_whole_directory_units_after_what_they_are_part_of(cast: Any) -> None:
    make_institution("a_unit", "Unit", "Padalinys", "police", "vilnius_police")
    peers.add_peer(Other(code="b").card)
    told = [one.body for one in Outgoing.objects.filter(to_installation="b").order_by("sequence")]
    codes = [body.partition('"code":"')[2].partition('"')[0] for body in told]
    assert sorted(codes) == sorted(Institution.objects.values_list("code", flat=True))
    assert codes.index("a_unit") > codes.index("vilnius_police")


def test_an_unknown_institution_is_entered_and_a_newer_entry_takes_its_place() -> None:
    assert receive(entry(1, ("A", None, None))) == [("A", "", "")]
    assert receive(entry(2, ("A", None, "2013-12-31"), ("B", "2014-01-01", None))) == [
        ("A", "", "2013-12-31"),
        ("B", "2014-01-01", ""),
    ]
    assert name_on("nauja", dt.date(2013, 6, 1)) == "A"


def test_an_older_entry_changes_nothing() -> None:
    receive(entry(3, ("C", None, None)))
    assert receive(entry(2, ("B", None, None))) == [("C", "", "")]
    assert EntryRevision.objects.get(pk="nauja").revision == 3


@pytest.mark.parametrize("order", [1, -1])
def test_two_changes_at_once_end_alike_on_both_sides(order: int) -> None:
    one, two = entry(2, ("Ona", None, None)), entry(2, ("Dvi", None, None))
    winner = max(one, two, key=replication.content_hash)
    assert receive(entry(1, ("A", None, None)), *[one, two][::order]) == [(winner.names[0].name.lt, "", "")]


def test_a_name_that_has_ended_here_is_never_overwritten() -> None:
    make_institution("nauja", "First", "Pirma", "ngo")
    rename("nauja", "Second", "Antra", dt.date(2014, 1, 1))
    got = receive(entry(9, ("Other", None, "2014-05-31"), ("Third", "2014-06-01", None)))
    assert got == [
        ("Pirma", "", "2013-12-31"),
        ("Other", "2014-01-01", "2014-05-31"),
        ("Third", "2014-06-01", ""),
    ]


def test_a_unit_of_an_institution_nobody_told_us_of_is_refused_until_it_is_known() -> None:
    with pytest.raises(GijaError) as refused:
        receive(entry(1, ("A", None, None), parent="mother"))
    assert refused.value.code == "directory.unknown"
    make_institution("mother", "M", "M", "ngo")
    assert receive(entry(1, ("A", None, None), parent="mother")) == [("A", "", "")]


def test_what_was_received_is_not_passed_on(other: Other) -> None:
    before = Outgoing.objects.count()
    receive(entry(1, ("A", None, None)))
    assert Outgoing.objects.count() == before
