"""What a mail says, as plain values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

PARSED = 25 * 2**20  # bytes of the largest mail that a machine reads; larger ones are kept as they came
MOST_PARTS = 200
LONGEST_TEXT = 100_000  # characters


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail. `place` counts from 1; `name` is what the sender called it, cleaned, never a file name."""

    place: int
    name: str
    declared: str
    verdict: str
    extension: str
    size: int
    digest: str  # SHA-256, hex


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in words. `unread` says why the machine read no more than the head (see `UNREAD`), empty where it did."""

    sender: str = ""  # address as the mail says: anybody can write any; empty where it is none
    sender_name: str = ""
    reply_to: str = ""
    subject: str = ""
    said_at: str = ""
    message_id: str = ""
    text: str = ""
    cut: bool = False  # the text goes on
    links: tuple[str, ...] = ()  # where links of an HTML mail lead
    attachments: tuple[Attachment, ...] = ()
    automatic: str = ""  # why it is no letter of a person (`heads.automatic`)
    authentic: bool = False  # our own mail server says that the sender's address is no lie
    unread: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # what a form or a call record asked: code (list tip_fact) and answer
    answer_to: str = ""  # the key that an answer by receipt code is sealed to

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, text: str | bytes) -> Letter:
        said: dict[str, Any] = json.loads(text)
        files = tuple(Attachment(**one) for one in said.pop("attachments", ()))
        facts = tuple((str(code), str(answer)) for code, answer in said.pop("facts", ()))
        return cls(**{**said, "links": tuple(said.get("links", ())), "attachments": files, "facts": facts})


UNREAD = ("too_large", "too_many_parts", "too_long", "broken")
