"""A person handed on to a body that can help, and its answer.

Outside each message stands a random number only. Who writes to whom, about whom and what, is in `sealed`: signed by the
sender's installation (Ed25519) and encrypted so that only the receiver's can open it (age): `exchange.sealing`.
"""

from __future__ import annotations

from typing import ClassVar

from gija.messages.base import Message
from gija.messages.fields import Id, Sealed
from gija.messages.registry import register


class _Referral(Message):
    referral_id: Id
    sealed: Sealed


@register
class VictimReferral(_Referral):
    """Somebody is referred: who, why, which services are asked for, on what ground."""

    kind: ClassVar[str] = "victim_referral"


@register
class VictimReferralAnswer(_Referral):
    """What became of it: accepted, rejected with the reason, done; or revoked by the sender."""

    kind: ClassVar[str] = "victim_referral_answer"
