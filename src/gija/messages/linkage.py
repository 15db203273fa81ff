"""What goes to the linkage unit and what comes back: a keyed encoding in, numbers of clusters out.

The encoding travels in `victims.LinkageRecord`, sealed so that the unit alone opens it; `Encoding` is what is inside.
No name, code of the record or institution stands there, and nothing of an encoding goes on to the register.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Annotated, ClassVar, Literal, Self

import pyrage
from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message, Part, canonical
from gija.messages.fields import Atom, Count, Id, Year
from gija.messages.registry import register
from gija.vocabulary.errors import GijaError

PERIOD = r"^(19|20)\d\d-H[12]$"
Half = Annotated[int, Field(strict=True, ge=1, le=2), Atom("count")]
Percent = Annotated[int, Field(strict=True, ge=0, le=100), Atom("count")]
MOST = 200_000  # assignments of one message


class Encoding(Part):
    """What a sender seals for the unit. Every one is of the same length, whoever it is about.

    `names` is the fingerprint of the name rules, `key` that of the period's key (it tells nothing of the key), `held`
    a keyed hash of the institution: the unit must know which records are of one list, not whose list it is.
    """

    form: Literal["gija linkage 1"] = "gija linkage 1"
    scheme: str = Field(pattern=r"^[a-z0-9-]{1,30}$")
    names: str = Field(pattern=r"^[0-9a-f]{12}$")
    period: str = Field(pattern=PERIOD)
    key: str = Field(pattern=r"^[0-9a-f]{16}$")
    held: str = Field(pattern=r"^[0-9a-f]{16}$")
    bits: str = Field(pattern=r"^[A-Za-z0-9+/]{171}=$")

    def raw(self) -> bytes:
        """The 128 bytes, little-endian words."""
        return base64.b64decode(self.bits)


def seal(one: Encoding, recipient: str) -> str:
    """The encoding as only the holder of the age identity of `recipient` can read it, base64."""
    sealed = pyrage.encrypt(canonical(one.model_dump()), [pyrage.x25519.Recipient.from_str(recipient)])
    return base64.b64encode(sealed).decode()


def unseal(text: str, identity: pyrage.x25519.Identity) -> Encoding:
    """The encoding again; `linking.not_unsealed` where it is sealed for another, cut off, or none."""
    try:
        return Encoding.model_validate_json(pyrage.decrypt(base64.b64decode(text, validate=True), [identity]))
    except (pyrage.DecryptError, binascii.Error, ValidationError, ValueError):
        raise GijaError("linking.not_unsealed") from None


def key_id(key: bytes) -> str:
    """Which key it is: 16 hexadecimal digits that tell nothing of it."""
    return fingerprint(key).replace(" ", "")[:16]


def fingerprint(key: bytes) -> str:
    """Eight groups of four hexadecimal digits, to be read aloud when a key is handed over."""
    digits = hmac.digest(key, b"gija linkage fingerprint", "sha256").hex()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def list_label(key: bytes, institution: str) -> str:
    """The name of an institution's list in this period, which only holders of the key can tell."""
    return hmac.digest(key, f"gija linkage list {institution}".encode(), "sha256").hex()[:16]


class Assignment(Part):
    """Which cluster a record is of. `strength`: the chance in percent that its best link is right; 0: it is alone."""

    record: Id
    cluster: Id
    strength: Percent


@register
class ClusterAssignment(Message):
    """What a run of the linkage unit found for a half-year. A higher `run` takes the place of a lower.

    `people` is how many different people the likeliest is, `low` to `high` hold the truth in 90 of 100 such cases;
    all three count invented records that senders mixed in, too: the register, which has no record for them, takes them
    off again.
    """

    kind: ClassVar[str] = "cluster_assignment"

    year: Year
    half: Half
    run: Annotated[int, Field(strict=True, ge=1, le=999_999), Atom("count")]
    people: Count
    low: Count
    high: Count
    assignments: Annotated[tuple[Assignment, ...], Field(max_length=MOST)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if len({one.record for one in self.assignments}) < len(self.assignments):
            raise PydanticCustomError("twice", "a record stands in one cluster only")
        if not self.low <= self.people <= self.high <= len(self.assignments):
            raise PydanticCustomError("order", "the interval holds the count, and nobody counts twice")
        return self
