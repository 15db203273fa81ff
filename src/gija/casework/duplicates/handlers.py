"""What case work receives about duplicates."""

from gija.casework.duplicates.book import BOOK
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.commons.hints.services import receive
from gija.messages.duplicates import DuplicateHint


@receives(DuplicateHint.kind, BOOK.zone)
def keep(message: DuplicateHint, envelope: Envelope) -> None:
    """A hint, or what became of one."""
    receive(BOOK, message)
