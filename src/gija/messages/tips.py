"""Tips from the public site to the police, and answers back to who has the receipt code.

Outside each stands a random number only. What a tip says is sealed (age) to the key of the police desk, in the browser
or in the memory of the public site, which cannot open it again; an answer is sealed to the key that the receipt code
makes (see `receipts`). A tip may be in several pieces: they are put together before they are opened.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gija.messages.base import Message
from gija.messages.fields import Atom, Count, Id, Moment, Sealed
from gija.messages.registry import register

MOST_PIECES = 400  # of at most 150,000 bytes each
Place = Annotated[int, Field(strict=True, ge=0, lt=MOST_PIECES), Atom("count")]
Pieces = Annotated[int, Field(strict=True, ge=0, le=MOST_PIECES), Atom("count")]


@register
class Tip(Message):
    """One piece of a tip. `letter` pieces hold what was said (the JSON of `received.py` of the police), `raw` pieces,
    if any, the files as a MIME message. `place` counts through both, letters first."""

    kind: ClassVar[str] = "tip"

    tip_id: Id
    place: Place
    letter: Pieces
    raw: Pieces
    sealed: Sealed

    @model_validator(mode="after")
    def _is_a_piece(self) -> Self:
        if self.letter < 1 or not self.place < self.letter + self.raw <= MOST_PIECES:
            raise PydanticCustomError("place", "a piece stands among the pieces there are")
        return self


@register
class TipMessage(Message):
    """Who has the receipt code writes again; sealed to the key of the desk. `place`: which message it is, from 1; the
    public site, which keeps no count, says 1."""

    kind: ClassVar[str] = "tip_message"

    tip_id: Id
    place: Count
    sealed: Sealed


@register
class TipAnswer(Message):
    """An answer of the police, sealed to the key of the receipt code. `place`: which answer it is, from 1."""

    kind: ClassVar[str] = "tip_answer"

    tip_id: Id
    place: Count
    sealed: Sealed


@register
class TipDesk(Message):
    """The key that tips are sealed to (`age1…`), from `at` on. Nothing in it is secret."""

    kind: ClassVar[str] = "tip_desk"

    recipient: Annotated[str, Field(strict=True, pattern=r"^age1[0-9a-z]{50,70}$"), Atom("sealed")]
    at: Moment
