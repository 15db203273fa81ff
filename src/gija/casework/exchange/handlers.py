"""What comes from other organisations: offers, requests, packages, receipts. Each is opened and proven first."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange import contents
from gija.casework.exchange.letters import send_letter, step
from gija.casework.exchange.models import Exchange, Side, State
from gija.casework.exchange.sealing import Opened, open_sealed
from gija.casework.exchange.services import LONGEST, settle
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.commons.directory.queries import name_on
from gija.messages import exchange as kinds
from gija.messages.base import sha256
from gija.vocabulary.errors import GijaError

ZONE = FILE.zone


@receives(kinds.VictimInformationOffer.kind, ZONE)
def offered(message: kinds.VictimInformationOffer, envelope: Envelope) -> None:
    """Somebody offers information."""
    letter = _opened(message, envelope)
    if _row(letter) is None:
        step(_new(letter, Side.TAKES, State.OFFERED), "offer", name_on(letter.sender), envelope.id, ours=False)


@receives(kinds.VictimInformationRequest.kind, ZONE)
def asked(message: kinds.VictimInformationRequest, envelope: Envelope) -> None:
    """Somebody takes our offer, or asks of themselves; who they ask about is kept until it is answered."""
    letter = _opened(message, envelope)
    found = _row(letter)
    if found is None:
        found = _new(letter, Side.GIVES, State.ASKED)
    elif found.side == Side.GIVES and found.state == State.OFFERED:
        found.state = State.ASKED
        found.save(update_fields=["state"])
    else:
        raise GijaError("exchange.wrong_state")
    step(found, "ask", name_on(letter.sender), envelope.id, ours=False)


@receives(kinds.VictimInformationPackage.kind, ZONE)
def given(message: kinds.VictimInformationPackage, envelope: Envelope) -> None:
    """The information came: kept encrypted until its last day, and receipted at once."""
    letter = _opened(message, envelope)
    found = _row(letter)
    if found is None or found.side != Side.TAKES:
        raise GijaError("exchange.unknown")
    package, until = letter.content.get("package"), _day(letter.content.get("expires_on"))
    if not isinstance(package, dict) or sha256(package) != letter.content.get("digest"):
        raise GijaError("exchange.malformed")
    content = contents.checked(package)
    step(found, "give", name_on(letter.sender), envelope.id, ours=False)
    if found.state != State.ASKED:  # refused or called back while it was on its way: nothing is kept
        send_letter(found, "receipt", {"outcome": State.REFUSED.value})
        return
    if until < timezone.localdate():  # it was too long on its way
        settle(found, State.EXPIRED)
    else:
        found.content, found.digest, found.expires_on = json.dumps(content), sha256(package), until
        found.other_record = content.get("record", "")
        settle(found, State.RECEIVED)
    answer = {"outcome": found.state, "digest": sha256(package), "record": _own_record(found)}
    step(found, found.state, name_on(found.institution), send_letter(found, "receipt", answer))


@receives(kinds.VictimInformationReceipt.kind, ZONE)
def settled(message: kinds.VictimInformationReceipt, envelope: Envelope) -> None:
    """How it went on the other side. Called back: what we received is deleted."""
    letter = _opened(message, envelope)
    found, outcome = _row(letter), letter.content.get("outcome")
    if found is None:
        raise GijaError("exchange.unknown")
    if found.side == Side.GIVES and found.state in (State.RECALLED, State.EXPIRED):
        return  # it crossed with ours
    if outcome not in _may_end(found):
        raise GijaError("exchange.wrong_state")
    if outcome == State.RECEIVED and letter.content.get("digest") != found.digest:
        raise GijaError("exchange.malformed")
    if found.side == Side.GIVES and isinstance(letter.content.get("record"), str):
        found.other_record = found.other_record or letter.content["record"][:36]
    settle(found, State(outcome))
    step(found, str(outcome), name_on(letter.sender), envelope.id, ours=False)


def _may_end(found: Exchange) -> set[str]:
    """How the other side may end it, as it stands here; what ended so already may be said again."""
    if found.side == Side.GIVES:
        ways = {State.ASKED: {State.REFUSED}, State.OFFERED: {State.REFUSED}}
        ways[State.SENT] = {State.RECEIVED, State.EXPIRED, State.REFUSED}
        return {str(state) for state in ways.get(State(found.state), set()) | {State(found.state)}}
    taken = {State.RECEIVED, State.RECALLED, State.EXPIRED}
    return {str(State.RECALLED)} if found.state in taken else {str(State.REFUSED), str(State.RECALLED)}


def _opened(message: Any, envelope: Envelope) -> Opened:
    return open_sealed(message.kind, message.exchange_id, envelope.from_installation, message.sealed)


def _row(letter: Opened) -> Exchange | None:
    """Our side of it, held until it is written. Refuses a letter of anybody but the partner it is with
    (`exchange.not_for_us`)."""
    found = Exchange.objects.select_for_update().filter(exchange=letter.exchange, institution=letter.receiver).first()
    if found and (found.partner, found.installation) != (letter.sender, letter.installation):
        raise GijaError("exchange.not_for_us")
    return found


def _new(letter: Opened, side: Side, state: State) -> Exchange:
    said = letter.content
    about = {name: str(value)[:300] for name, value in _dict(said.get("about")).items() if name in contents.IDENTITY}
    made = Exchange(
        institution=letter.receiver, exchange=letter.exchange, side=side, partner=letter.sender,
        partner_name=name_on(letter.sender), installation=letter.installation, state=state,
        kinds=[kind for kind in contents.KINDS if kind in said.get("kinds", ())],
        purpose=str(said.get("purpose", ""))[:1000], about=json.dumps(about) if about else "",
        other_record=str(said.get("record", ""))[:36], made_at=timezone.now(),
        expires_on=min(_day(said.get("expires_on")), timezone.localdate() + LONGEST),
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _own_record(found: Exchange) -> str:
    return str(found.case.record_id) if found.case and found.case.in_register else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _day(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise GijaError("exchange.malformed") from None
