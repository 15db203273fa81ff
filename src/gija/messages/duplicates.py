"""Two institutions may know the same person: a hint that names nobody, and what each of them answers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from gija.messages.base import Message
from gija.messages.fields import Code, Id, Institution, Month
from gija.messages.registry import register

Records = Annotated[tuple[Id, ...], Field(min_length=1, max_length=60)]


@register
class DuplicateHint(Message):
    """To one institution: this record of yours may be of a person whom that other institution has a record of, too.

    `records` are the receiver's own; of the other's nothing is told but who it is. Sent anew when its state changes.
    """

    kind: ClassVar[str] = "duplicate_hint"

    hint_id: Id
    receiver: Institution
    other: Institution
    records: Records
    state: Annotated[str, Code("duplicate_state")]
    month: Month

    def institutions(self) -> tuple[str, ...]:
        return (self.receiver, self.other)


@register
class DuplicateAnswer(Message):
    """What one institution says to a hint."""

    kind: ClassVar[str] = "duplicate_answer"

    hint_id: Id
    sender: Institution
    answer: Annotated[str, Code("duplicate_answer")]
    month: Month

    def institutions(self) -> tuple[str, ...]:
        return (self.sender,)
