"""Available information about a victim who consents, from one organisation to another.

Outside each message stands a random number only. Who writes to whom, about whom and what, is in `sealed`: signed by the
sender's installation (Ed25519) and encrypted so that only the receiver's can open it (age); see `casework.exchange`.
"""

from __future__ import annotations

from typing import ClassVar

from gija.messages.base import Message
from gija.messages.fields import Id, Sealed
from gija.messages.registry import register


class _Exchange(Message):
    exchange_id: Id
    sealed: Sealed


@register
class VictimInformationOffer(_Exchange):
    """There is information about a person who agrees to its sharing; what kinds of it, and until when."""

    kind: ClassVar[str] = "victim_information_offer"


@register
class VictimInformationRequest(_Exchange):
    """Information is asked for: about an offer, a confirmed hint, or a person who agrees and is named inside."""

    kind: ClassVar[str] = "victim_information_request"


@register
class VictimInformationPackage(_Exchange):
    """The information that was chosen."""

    kind: ClassVar[str] = "victim_information_package"


@register
class VictimInformationReceipt(_Exchange):
    """How it went: received, refused, or called back because the consent was."""

    kind: ClassVar[str] = "victim_information_receipt"
