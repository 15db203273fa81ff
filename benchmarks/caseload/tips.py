"""Generated tips of one desk, each really sealed to its key; calls of the hotline and warnings."""

from __future__ import annotations

import datetime as dt
import io
import random
from typing import Any

from benchmarks.caseload.cases import NOW, TODAY, saved

PASSPHRASE = "keturi vėjai neša lapus"
URGENCY = ("now", "soon", "usual", "unsorted")
TEXT = "Mano draugei siūlo darbą Ispanijoje, paima pasą ir liepia išvykti jau rytoj vakare. "


def letter(place: int) -> Any:
    from gija.police.tips.mail.values import Letter

    return Letter(sender=f"x{place % 3000}@example.lt", subject="Dėl draugės", text=TEXT * 3 + str(place))


def tips(actor: Any, number: int) -> list[Any]:
    """A third of the tips open; letter and mail of each sealed; every third sender wrote before."""
    from gija.police.tips import fingerprints, keys, sealing
    from gija.police.tips.models import Event, Piece, Tip

    key, chance = keys.make(actor, PASSPHRASE).key, random.Random(5)
    rows, pieces = [], []
    for place in range(number):
        said, state = letter(place), chance.choice(("new", "assigned", "closed", "closed", "closed", "closed"))
        at = NOW - dt.timedelta(hours=place)
        tip = Tip(
            institution=key.institution, key=key, channel=chance.choice(("mail", "mail", "call")), kind="report",
            urgency=chance.choice(URGENCY), state=state, received_at=at, size=700, raw_hash=f"{place:064x}",
            due_on=at.date() + dt.timedelta(days=5), account=actor.account if state == "assigned" else None,
            account_name=actor.name if state == "assigned" else "", outcome="nothing" if state == "closed" else "",
            closed_at=NOW if state == "closed" else None, sender_index=fingerprints.sender(said.sender),
            text_index=fingerprints.text(said.text), answers_by="mail",
        )  # fmt: skip
        rows.append(tip)
        for part, data in (("letter", said.written().encode()), ("raw", (TEXT * 9).encode())):
            sealed = b"".join(sealing.seal_stream(key.recipient, io.BytesIO(data)))
            pieces.append(Piece(tip=tip, part=part, place=0, sealed=sealed))
    made = saved(Tip, rows)
    saved(Piece, pieces)
    saved(Event, [Event(tip=one, act="receive", at=NOW) for one in made])
    return made


def hotline(actor: Any, number: int) -> list[Any]:
    """Calls in shifts of twenty, and a tenth as many warnings."""
    from gija.police.hotline.models import Call, Outreach, Shift

    chance, desk = random.Random(6), {"institution": actor.institution}
    shifts = saved(Shift, [
        Shift(account=actor.account, actor_name=actor.name, begun_at=NOW - dt.timedelta(days=day, hours=8),
              ended_at=NOW - dt.timedelta(days=day), handover="Ramu." if day % 5 == 0 else "", **desk)
        for day in range(number // 20)
    ])  # fmt: skip
    saved(Call, [
        Call(shift=shifts[place // 20], at=shifts[place // 20].begun_at + dt.timedelta(minutes=place % 20), line="112",
             caller=chance.choice(("affected", "relative")), language="lit", result="advised", **desk)
        for place in range(number)
    ])  # fmt: skip
    return saved(Outreach, [
        Outreach(at=NOW - dt.timedelta(days=place), account=actor.account, actor_name=actor.name, person="Ona Tariama",
                 contact="+37060000000", offer="Darbas be sutarties", country="ESP", follow_up_on=TODAY,
                 outcome=chance.choice(("unknown", "refused")), **desk)
        for place in range(number // 10)
    ])  # fmt: skip


def world(actor: Any, number: int) -> tuple[list[Any], list[Any]]:
    """The tips and the warnings of the actor's desk."""
    from django.db import transaction

    from gija.commons.rowlevel.session import acting_for

    with acting_for(actor.institution), transaction.atomic(using="police"):
        return tips(actor, number), hotline(actor, number)
