"""The ticket in each form: when it was opened, signed, with a random number that may be used once.

It stands in the place of a CAPTCHA, which would ask a third party, shut out blind people and those in a hurry. Who has
JavaScript solves a puzzle over it (as in hashcash): a second for a person, a bill for who sends a million. Who has none
waits some seconds and shares an hourly number with all others who have none. Neither needs to know who anybody is, so
no address is kept. A flood can still use up the hour for those without JavaScript: the page then says so.

It also stands in the place of Django's CSRF token. That one needs a cookie, and protects rights that a browser carries
along; here a browser carries none: another site that makes a visitor's browser post can do no more than its owner
could do alone. What comes from another site is refused all the same (`views.arrived`).
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field

from django.core import signing
from django.utils.crypto import salted_hmac

from gija.messages.receipts import code_of
from gija.public.tips.config import LIFETIME
from gija.public.tips.refusals import NotTakenError

SALT = "gija tip ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket that is ours and not too old. `age`: seconds since its form was opened."""

    whole: str = field(repr=False)
    number: str = field(repr=False)
    age: float

    def code(self, attempt: int) -> str:
        """The receipt code of the tip that this form sends without JavaScript.

        Made of the ticket, so that a form sent twice by a double click shows the code of its one tip again. The
        number stands nowhere but in the form (what marks it as used is a hash); the key of the server alone, or the
        folder alone, leads to no code. Each attempt has its own: what a server that was killed left half behind must
        not stand in the way of the next.
        """
        return code_of(salted_hmac("gija tip code", f"{self.number} {attempt}", algorithm="sha256").digest())


def new() -> str:
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(24))


def read(said: str) -> Ticket:
    """Refused: one that is not ours or older than `LIFETIME` (`stale`): the page gives another."""
    try:
        number = signing.TimestampSigner(salt=SALT).unsign(said, max_age=LIFETIME)
    except signing.BadSignature:
        raise NotTakenError("stale") from None
    made = signing.b62_decode(said.rsplit(":", 2)[1])
    return Ticket(said, number, max(0.0, time.time() - made))


def solved(ticket: Ticket, work: str, bits: int) -> bool:
    """Does SHA-256 of ticket, colon and work begin with so many zero bits?"""
    if not work or len(work) > 20:
        return False
    digest = hashlib.sha256(f"{ticket.whole}:{work}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0
