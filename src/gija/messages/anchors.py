"""The head of an audit chain, kept by somebody else so that a cut or rewritten chain shows."""

from __future__ import annotations

from typing import ClassVar

from gija.messages.base import Message
from gija.messages.fields import Moment, Number, Sealed, Sha256, Slug
from gija.messages.registry import register


@register
class ChainHead(Message):
    """The last entry of one database's chain at a moment, signed by the installation it stands in."""

    kind: ClassVar[str] = "chain_head"

    installation: Slug
    database: Slug
    number: Number
    hash: Sha256
    at: Moment
    public_key: Sealed  # Ed25519, base64
    signature: Sealed  # base64
