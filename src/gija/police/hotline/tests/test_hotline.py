"""The hotline: a shift, calls that become sealed tips, the directory, warnings with an outcome and an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from gija.police.hotline import queries, retention, services
from gija.police.hotline.directory import lines
from gija.police.hotline.models import Call, Outreach, Shift
from gija.police.hotline.services import Offer, Said
from gija.police.tips import queries as tips
from gija.police.tips.keys import Made
from gija.police.tips.models import Tip
from gija.police.tips.tests.conftest import _light, desk
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

__all__ = ["_light", "desk"]

pytestmark = pytest.mark.django_db(databases=["default", "police", "casework", "register"])
SAID = Said(
    line="police_bureau", caller="relative", language="lit", result="kept", text="Dukra rytoj išvyksta, nežinau kur.",
    urgency="soon", kind="report", name="Motina", number="+370 600 00001", facts=(("may_call", "no"),),
)  # fmt: skip
OFFER = Offer(person="Jonas", contact="seserį", offer="Darbas be sutarties, pasas atimamas", country="ESP")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


def test_a_call_becomes_a_sealed_tip_that_the_recorder_cannot_open(cast: Any, desk: Made, audit_entries: Any) -> None:
    inga, tomas = cast.actor("inga"), cast.actor("tomas")  # liaison officer of the bureau; investigator of the desk
    assert refused(lambda: services.call(inga, SAID)) == "hotline.no_shift"
    services.begin(inga)
    assert refused(lambda: services.begin(inga)) == "hotline.shift_open"
    made = services.call(inga, SAID)
    (found,) = tips.queue(tomas)
    assert (found.pk, found.channel, found.kind, found.urgency) == (made.tip, "call", "report", "soon")
    letter = tips.letter(found, (desk.identity,))
    assert (letter.text, letter.sender, letter.sender_name) == (SAID.text, "+370 600 00001", "Motina")
    assert dict(letter.facts)["number_called"] == "+370 5 271 9901"
    assert dict(letter.facts)["may_call"] == "no"
    assert refused(lambda: tips.tip(inga, found.pk)) == "common.not_permitted"
    assert SAID.text not in str([e.details for e in audit_entries("police")])
    services.end(inga, "Motina skambins vakare")
    assert queries.handed_over(inga).handover == "Motina skambins vakare"  # type: ignore[union-attr]


def test_a_silent_call_is_counted_and_makes_no_tip(cast: Any, desk: Made) -> None:
    inga = cast.actor("inga")
    services.begin(inga)
    services.call(inga, Said("112", "unknown", "lit", "silent"))
    assert (Call.objects.get().tip, Tip.objects.count()) == ("", 0)
    assert queries.today(inga) == [("silent", 1)]
    assert refused(lambda: services.call(inga, Said("no_such", "unknown", "lit", "silent"))) == "tips.unknown_code"


def test_without_a_desk_a_call_is_not_lost_silently(cast: Any) -> None:
    inga = cast.actor("inga")
    services.begin(inga)
    assert refused(lambda: services.call(inga, SAID)) == "tips.no_desk"
    assert not Call.objects.exists()


@pytest.mark.parametrize("who", ["jurga", "rasa", "aldona", "mantas"])
def test_who_is_not_on_duty_is_refused(cast: Any, client_for: Any, who: str) -> None:
    assert refused(lambda: services.begin(cast.actor(who))) == "common.not_permitted"
    for address in ("", "log/", "directory/", "warnings/"):
        assert client_for(who).get(f"/police/hotline/{address}").status_code == 403


def test_a_warning_is_settled_and_erased_on_its_day(cast: Any, audit_entries: Any) -> None:
    inga = cast.actor("inga")
    made = services.warn(inga, OFFER)
    assert refused(lambda: services.settle(cast.actor("tomas"), made.pk, "refused")) == "common.not_permitted"
    assert services.settle(inga, made.pk, "refused").outcome == "refused"
    day = timezone.localdate() + dt.timedelta(days=180)
    assert retention.sweep(day) == 0
    assert retention.sweep(day + dt.timedelta(days=1)) == 1
    left = Outreach.objects.get()
    assert (left.person, left.contact, left.offer, left.outcome, left.country) == ("", "", "", "refused", "ESP")
    assert refused(lambda: services.settle(inga, made.pk, "referred")) == "tips.erased"
    assert "Jonas" not in str([e.details for e in audit_entries("police")])


def test_one_whose_day_has_come_is_asked_again_and_a_handover_is_forgotten(cast: Any) -> None:
    inga = cast.actor("inga")
    today = timezone.localdate()
    services.warn(inga, Offer("A", "", "Siūlo darbą", follow_up_on=today))
    services.warn(inga, Offer("B", "", "Siūlo darbą", follow_up_on=today + dt.timedelta(days=1)))
    assert [one.person for one in queries.due(inga)] == ["A"]
    services.begin(inga)
    services.end(inga, "Paskambinti A")
    retention.sweep(today + dt.timedelta(days=32))
    assert Shift.objects.get().handover == ""


def test_the_directory_names_its_sources_and_what_is_not_verified() -> None:
    assert lines()["missing_persons"].inside_lithuania_only
    assert not lines()["missing_persons"].verified
    for line in lines().values():
        assert line.source
        assert set(line.languages) <= {one.code for one in code_list("language")}


@pytest.mark.parametrize("language", ["en", "lt"])
def test_a_call_is_recorded_on_one_page(client_for: Any, cast: Any, desk: Made, language: str) -> None:
    client = client_for("inga", language)
    assert client.post("/police/hotline/shift/", {"act": "begin"}).status_code == 302
    said = {"line": "missing_persons", "language": "rus", "caller": "affected", "urgency": "now", "kind": "report",
            "text": "Padėkite", "may_call": "", "result": "kept"}  # fmt: skip
    assert client.post("/police/hotline/", said | {"urgency": "never"}).status_code == 422
    assert client.post("/police/hotline/", said).status_code == 302
    assert Tip.objects.get().urgency == "now"
    assert "8 800 261 61" in client.get("/police/hotline/directory/").content.decode()
    assert "8 800 261 61" in client.get("/police/hotline/log/").content.decode()
    made = client.post("/police/hotline/warnings/", {"offer": "Darbas be sutarties", "outcome": "unknown"})
    assert client.get(made["location"]).status_code == 200
    assert client.post(made["location"], {"outcome": "refused"}).status_code == 302
    assert client.post("/police/hotline/shift/", {"act": "end", "handover": ""}).status_code == 302
