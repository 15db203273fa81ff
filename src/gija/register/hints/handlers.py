"""What the register receives about hints."""

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.duplicates import DuplicateAnswer
from gija.register.hints.services import heard


@receives(DuplicateAnswer.kind, "register")
def keep(message: DuplicateAnswer, envelope: Envelope) -> None:
    """An institution's answer."""
    heard(message)
