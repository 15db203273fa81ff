"""The words of a request to an owner, in both languages."""

from __future__ import annotations

from enum import StrEnum

from gija.vocabulary.text import Text


class Kind(StrEnum):
    """What is asked of the owner."""

    TELL = "tell"  # more about a hit
    CORRECT = "correct"  # for a data subject
    ERASE = "erase"  # for a data subject


class State(StrEnum):
    """Where a request stands. Overdue is a sent one past its day; nothing is written for it to become so."""

    SENT = "sent"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


KINDS = {
    Kind.TELL: Text("tell more about a hit", "papasakoti daugiau apie atitiktį"),
    Kind.CORRECT: Text("correct a person's data", "ištaisyti asmens duomenis"),
    Kind.ERASE: Text("erase a person's data", "ištrinti asmens duomenis"),
}
STATES = {
    State.SENT: Text("sent", "išsiųsta"),
    State.ANSWERED: Text("answered", "atsakyta"),
    State.REFUSED: Text("refused", "atsisakyta"),
    State.WITHDRAWN: Text("withdrawn", "atsiimta"),
}
SOON = Text("due soon", "baigiasi terminas")
OVERDUE = Text("overdue", "pavėluota")
ACTS = {
    "send": Text("sent", "išsiųsta"),
    "remind": Text("due soon: shown to the owner again", "baigiasi terminas: valdytojui parodyta dar kartą"),
    "overdue": Text("overdue: shown to both sides", "pavėluota: parodyta abiem pusėms"),
    "answer": Text("answered", "atsakyta"),
    "refuse": Text("refused", "atsisakyta"),
    "note": Text("answer received outside Gija noted", "įrašytas ne per Giją gautas atsakymas"),
    "withdraw": Text("withdrawn", "atsiimta"),
}
