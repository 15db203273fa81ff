"""What stands on the outside of a letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gija.commons.courier.models import Outgoing
from gija.commons.courier.zones import zone_of
from gija.messages.fields import UUID4
from gija.vocabulary.errors import GijaError

NAME = r"^[a-z][a-z0-9_\-]{0,59}$"


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom, what kind. `sequence` is gapless for each sender, receiving zone and installation named."""

    id: str
    kind: str
    version: int
    from_installation: str
    from_zone: str
    to_installation: str
    to_zone: str
    sequence: int
    sent_at: dt.datetime  # aware, UTC: when the act was done


class _Outside(BaseModel):
    """The shape of an envelope that comes from elsewhere."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: str = Field(pattern=UUID4)
    kind: str = Field(pattern=r"^[a-z_]{1,60}$")
    version: int = Field(strict=True, ge=1, le=9999)
    from_installation: str = Field(pattern=NAME)
    from_zone: str = Field(pattern=NAME)
    to_installation: str = Field(pattern=NAME)
    to_zone: str = Field(pattern=NAME)
    sequence: int = Field(strict=True, ge=1, le=2**53)
    sent_at: dt.datetime


def of(letter: Outgoing, sender: str, recipient: str) -> Envelope:
    """The envelope of a letter in the outbox of this installation, to a named one."""
    return Envelope(
        id=letter.id,
        kind=letter.kind,
        version=letter.version,
        from_installation=sender,
        from_zone=zone_of(str(letter._state.db)),
        to_installation=recipient,
        to_zone=letter.to_zone,
        sequence=letter.sequence,
        sent_at=letter.made_at,
    )


def written(envelope: Envelope) -> dict[str, Any]:
    """The envelope as plain JSON values."""
    return {
        **{name: getattr(envelope, name) for name in Envelope.__slots__},
        "sent_at": envelope.sent_at.astimezone(dt.UTC).isoformat(),
    }


def read(data: object) -> Envelope:
    """The envelope in plain values from elsewhere; `courier.malformed` where it is none."""
    try:
        outside = _Outside.model_validate(data)
    except ValidationError:
        raise GijaError("courier.malformed") from None
    if outside.sent_at.tzinfo is None:
        raise GijaError("courier.malformed")
    return Envelope(**outside.model_dump())
