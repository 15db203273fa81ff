"""Capture histories that the register hands over: kept once, never changed, seen by inner roles only."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.commons.permissions.matrix import matrix
from gija.messages.captures import CaptureCounts, History
from gija.messages.registry import decode
from gija.messages.tables import Official
from gija.rapporteur.estimates import handlers, rules
from gija.rapporteur.estimates.models import Capture
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

pytestmark = pytest.mark.django_db(databases=["default", "rapporteur"])


def message(both: int, period: str = "2031", bounds: Any = (3, 2), **changes: Any) -> CaptureCounts:
    """30 people known to NGOs alone, 40 to the police alone, and `both`; the interval from so many below to above."""
    told: list[tuple[tuple[str, ...], int]] = [(("ngo",), 30), (("ngo", "police"), both), (("police",), 40)]
    low, high = (70 + both - bounds[0], 70 + both + bounds[1]) if bounds else (None, None)
    fields = {
        "period": period, "vintage": 1, "frozen_on": "2032-01-10", "people_lower": low, "people_upper": high,
        "histories": tuple(History(lists=lists, people=people) for lists, people in told),
        "made_by": Official(account=1, role="register_administrator", institution="viltis"),
        "approved_by": Official(account=2, role="register_administrator", institution="viltis"),
        "approved_on": "2032-01-11",
    }  # fmt: skip
    return CaptureCounts.sealed(**{**fields, **changes})


def keep(one: CaptureCounts) -> None:
    sent = Envelope(str(uuid.uuid4()), one.kind, 1, "a", "register", "b", "rapporteur", 1, timezone.now())
    handlers.keep_counts(one, sent)


def test_histories_become_a_table_once_and_other_counts_under_the_same_number_are_refused() -> None:
    keep(message(12))
    keep(message(12))
    (kept,) = Capture.objects.filter(title=handlers.TITLE, period="2031")
    assert (kept.people_low, kept.people_high) == (79, 84)
    for other in (message(13), message(12, bounds=(4, 2)), message(12, bounds=None)):
        with pytest.raises(GijaError, match="hash differs"):
            keep(other)


def test_histories_without_an_interval_are_kept_without_one_and_a_later_vintage_beside_the_first() -> None:
    keep(message(12, "2032", None))
    keep(message(15, "2032", vintage=2))
    kept = Capture.objects.filter(title=handlers.TITLE, period="2032").order_by("vintage")
    assert [(one.vintage, one.people_low) for one in kept] == [(1, None), (2, 82)]


def test_lists_stand_in_the_order_of_their_codes() -> None:
    table = handlers.table_of([(("police",), 4), (("ngo", "police"), 2), (("ngo",), 3)])
    assert (table.lists, table.counts) == (("ngo", "police"), (0, 3, 4, 2))


def test_more_kinds_than_a_table_has_room_for_lose_nobody() -> None:
    kinds = sorted(code_list("institution_kind").codes)[:14]
    one_each = [((kind,), 100 + 10 * n) for n, kind in enumerate(kinds)]
    table = handlers.table_of([*one_each, ((kinds[0], kinds[1]), 3), ((kinds[0], kinds[-1]), 5)])
    assert table.lists == (*kinds[5:], handlers.OTHERS)
    assert table.observed == sum(people for _, people in one_each) + 8
    assert table.on_list[-1] == sum(people for _, people in one_each[:5]) + 8, "known to two of them: counted once"
    assert table.meeting(1 << table.lists.index(kinds[-1]) | 1 << table.width - 1) == 5


def test_only_who_may_see_inner_figures_reads_estimates() -> None:
    for action in (rules.READ, rules.RUN, rules.EXPORT):
        may = [set(row) for row in matrix().values() if action in row]
        assert may
        assert all("rapporteur.statistics.inner" in row for row in may)


@pytest.mark.parametrize(
    "change",
    [
        {"histories": [{"lists": ["ngo", "ngo"], "people": 5}, {"lists": ["police"], "people": 5}]},
        {"histories": [{"lists": ["police", "ngo"], "people": 5}]},
        {"histories": [{"lists": ["ngo"], "people": 5}]},
        {"histories": [{"lists": ["ngo"], "people": 5}, {"lists": ["ngo"], "people": 6}]},
        {"histories": [{"lists": ["ngo"], "people": 0}, {"lists": ["police"], "people": 85}]},
        {"histories": [{"lists": ["Ona Petraitytė"], "people": 5}, {"lists": ["police"], "people": 5}]},
        {"histories": []}, {"people_lower": 83}, {"people_upper": 81}, {"people_lower": None}, {"people_lower": 0},
        {"approved_by": {"account": 1, "role": "register_administrator", "institution": "viltis"}},
    ],
)  # fmt: skip
def test_a_message_holds_together(change: dict[str, Any]) -> None:
    sound = message(12)
    assert decode("capture_counts", 1, sound.data()) == sound
    raw = {**sound.data(), **change}
    with pytest.raises(GijaError) as refused:
        decode("capture_counts", 1, {**raw, "hash": CaptureCounts.digest(raw)})
    assert refused.value.code == "messages.malformed"
    assert "Ona" not in refused.value.text.en


def test_a_message_whose_hash_is_of_other_counts_is_refused() -> None:
    with pytest.raises(GijaError):
        decode("capture_counts", 1, {**message(12).data(), "hash": message(13).hash})
