"""Writing a letter of a referral, a line of its log, an entry of the audit trail."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.exchange.sealing import seal
from gija.casework.referral.models import Referral, Step, Way
from gija.commons.audit.services import record
from gija.commons.courier.services import send
from gija.commons.permissions import Actor
from gija.messages.referral import VictimReferral, VictimReferralAnswer

ZONE = FILE.zone


def letter(of: Referral, kind: type[VictimReferral] | type[VictimReferralAnswer], content: dict[str, Any]) -> str:
    """Put a letter to the other side into the outbox, in the transaction of the act; its number. On paper: none."""
    if of.way == Way.PAPER:
        return ""
    sealed = seal(kind.kind, of.referral, of.institution, of.partner, of.installation, content)
    message = kind(referral_id=of.referral, sealed=sealed)
    return send(ZONE, message, to_zone=ZONE, to_installation=of.installation).pk


def answer(of: Referral, state: str, **more: Any) -> str:
    """The letter that says what became of it."""
    return letter(of, VictimReferralAnswer, {"state": state, **more})


def noted(of: Referral, act: str, by: str, letter_: str = "", *, ours: bool = True) -> None:
    """A line of the log."""
    Step(institution=of.institution, of=of, act=act, ours=ours, by=by, at=timezone.now(), letter=letter_).save(
        force_insert=True
    )


def audited(who: Actor | None, act: str, of: Referral, **details: Any) -> None:
    record(
        ZONE, who, f"casework.referral.{act}", object_type="referral", object_id=str(of.pk),
        details={"referral": of.referral, "partner": of.partner, **details},
    )  # fmt: skip
