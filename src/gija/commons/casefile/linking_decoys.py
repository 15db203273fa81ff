"""Records of people who do not exist, sent to the linkage unit among the real ones.

They hide from the unit how many people an institution helps, and spoil frequencies for whoever attacks there. The same
ones go every half-year, like real records, or the unit would know them by their changing. The register has no record
for them and takes them off the count (`register.clusters.queries`).
"""

from __future__ import annotations

import hmac
import secrets
import uuid
from typing import TYPE_CHECKING

from gija.commons.encryption.ring import folder, now
from gija.commons.encryption.ringfile import passphrase, read, write

if TYPE_CHECKING:
    from gija.methods.names import Person

LEAST = 2  # for an institution with a single record
SHARES = (0.10, 0.30)  # of the real records; which share it is between these, the secret says


def invented(institution: str, real: int) -> list[tuple[str, Person]]:
    """For `real` records of an institution: number of a record and invented person, each time the first of one row.

    The row is drawn from a secret of this installation, which stays when the keys of half-years go.
    """
    from gija.methods.linkage.nobody import row

    secret = _secret()
    draw = hmac.digest(secret, f"row {institution}".encode(), "sha256")
    low, high = SHARES
    count = max(LEAST, round(real * (low + (high - low) * draw[0] / 255)))
    return [(_number(secret, institution, at), one) for at, one in enumerate(row(count, int.from_bytes(draw[1:9])))]


def _number(secret: bytes, institution: str, at: int) -> str:
    """A record number like any other."""
    drawn = hmac.digest(secret, f"number {at} {institution}".encode(), "sha256")
    return str(uuid.UUID(bytes=drawn[:16], version=4))


def _secret() -> bytes:
    """The secret of the rows, kept beside the linkage keys; drawn at the first sending."""
    place = folder() / "linkage-decoys.json"
    if not place.exists():
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        write(place, [{"id": "decoys", "made": now(), "secret": secrets.token_bytes(32)}], passphrase())
    return bytes(read(place)[0]["secret"])
