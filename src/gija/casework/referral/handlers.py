"""What comes from other bodies: referrals and answers. Each is opened and proven first; each counts once."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from gija.casework.exchange import contents
from gija.casework.exchange.sealing import Opened, open_sealed
from gija.casework.memoranda import queries as memoranda
from gija.casework.referral.letters import ZONE, noted
from gija.casework.referral.models import OPEN, Referral, Side, Way
from gija.casework.referral.services import WITHIN, forget
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.commons.directory.queries import name_on
from gija.messages.referral import VictimReferral, VictimReferralAnswer
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

LONGEST = dt.timedelta(days=90)
# What each side may say, and from which states: the one that takes answers, the one that sends calls back.
TURNS = {
    "accepted": (Side.SENDS, ("in_progress",)),
    "rejected": (Side.SENDS, ("in_progress",)),
    "done": (Side.SENDS, OPEN),  # a letter that a killed courier held may be overtaken by the next one
    "revoked": (Side.TAKES, OPEN),
}


@receives(VictimReferral.kind, ZONE)
def referred(message: VictimReferral, envelope: Envelope) -> None:
    """Somebody refers a person to us; who it is, is kept encrypted until it is answered."""
    letter = _opened(message, envelope)
    if _row(letter) is not None:
        return  # the same referral again
    said = letter.content
    if not isinstance(said.get("package"), dict):
        raise GijaError("exchange.malformed")
    agreed = memoranda.with_body(letter.receiver, letter.sender)
    made = Referral(
        institution=letter.receiver, referral=letter.exchange, side=Side.TAKES, way=Way.LETTER, partner=letter.sender,
        partner_name=name_on(letter.sender), installation=letter.installation, state="in_progress",
        reason=_code("referral_reason", said.get("reason")) or "other",
        services=[code for code in _list(said.get("services")) if _code("service", code)],
        ground=_code("referral_override", said.get("ground")), note=str(said.get("note", ""))[:2000],
        content=json.dumps(contents.checked(said["package"])), answer_by=_day(said.get("answer_by")),
        made_at=timezone.now(), memorandum=agreed.memorandum, memorandum_state=agreed.state,
    )  # fmt: skip
    made.save(force_insert=True)
    noted(made, "send", name_on(letter.sender), envelope.id, ours=False)


@receives(VictimReferralAnswer.kind, ZONE)
def answered(message: VictimReferralAnswer, envelope: Envelope) -> None:
    """What became of ours, or that theirs was called back. Called back: what was received is deleted."""
    letter = _opened(message, envelope)
    found, state = _row(letter), str(letter.content.get("state"))
    if found is None or state not in TURNS or TURNS[state][0] != found.side:
        raise GijaError("referral.wrong_state")
    if found.state not in TURNS[state][1]:
        return  # the two letters crossed: what was settled first holds
    found.state, found.version = state, found.version + 1
    found.refusal = _code("referral_refusal", letter.content.get("refusal"))
    found.answer = str(letter.content.get("answer", ""))[:1000]
    if state not in OPEN:
        found.settled_at = timezone.now()
    if state == "revoked":
        forget(found)
    found.save()
    noted(found, state, name_on(letter.sender), envelope.id, ours=False)


def _opened(message: Any, envelope: Envelope) -> Opened:
    return open_sealed(message.kind, message.referral_id, envelope.from_installation, message.sealed)


def _row(letter: Opened) -> Referral | None:
    """Our side of it, held until it is written. Refuses a letter of anybody but the partner it is with
    (`exchange.not_for_us`)."""
    found = Referral.objects.select_for_update().filter(referral=letter.exchange, institution=letter.receiver).first()
    if found and (found.partner, found.installation) != (letter.sender, letter.installation):
        raise GijaError("exchange.not_for_us")
    return found


def _code(list_name: str, value: object) -> str:
    """The code, where the list knows it; else nothing."""
    return value if isinstance(value, str) and value in code_list(list_name) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _day(value: object) -> dt.date:
    today = timezone.localdate()
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return today + WITHIN
    return min(max(day, today), today + LONGEST)
