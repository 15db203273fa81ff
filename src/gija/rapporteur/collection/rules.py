"""Who may do what with a submission, and in which state; which cells are locked, why, and who can open them."""

from __future__ import annotations

from gija.commons.permissions import Actor, may
from gija.rapporteur.collection import cells
from gija.rapporteur.collection.models import OPEN, State, Submission
from gija.vocabulary.text import Text

FILL = "rapporteur.collection.fill"
APPROVE = "rapporteur.collection.approve"
WATCH = "rapporteur.collection.watch"
CALL = "rapporteur.collection.call"
ACCEPT = "rapporteur.collection.accept"

# Act -> the right it needs, the states it is done in.
ACTS = {
    "fill": (FILL, OPEN),
    "delegate": (FILL, OPEN),
    "hand_over": (FILL, OPEN),
    "give_back": (APPROVE, (State.HANDED,)),
    "approve": (APPROVE, (State.HANDED,)),
    "return": (ACCEPT, (State.APPROVED,)),
    "accept": (ACCEPT, (State.APPROVED,)),
    "reopen": (ACCEPT, (State.ACCEPTED,)),
}
BECOMES = {
    "hand_over": State.HANDED,
    "give_back": State.RETURNED,
    "approve": State.APPROVED,
    "return": State.RETURNED,
    "accept": State.ACCEPTED,
    "reopen": State.RETURNED,
}
WHY = {
    State.HANDED: Text(
        "Locked: the head of your institution is looking at it and can give it back.",
        "Užrakinta: peržiūri jūsų įstaigos vadovas (-ė), jis (ji) gali grąžinti.",
    ),
    State.APPROVED: Text(
        "Locked: it was sent to the National Rapporteur, who can return it.",
        "Užrakinta: išsiųsta nacionaliniam pranešėjui, jis gali grąžinti.",
    ),
    State.ACCEPTED: Text(
        "Locked: the figures were accepted. The National Rapporteur can reopen them, with a reason.",
        "Užrakinta: reikšmės priimtos. Nacionalinis pranešėjas gali jas atverti nurodęs priežastį.",
    ),
}
NOT_OPENED = Text(
    "Locked: only the indicators that the National Rapporteur returned are open. Ask in a comment to open this one.",
    "Užrakinta: atverti tik tie rodikliai, kuriuos grąžino nacionalinis pranešėjas. Prašykite komentaru atverti ir šį.",
)


def possible(actor: Actor, of: Submission) -> list[str]:
    """What this actor may do with the submission now."""
    return [act for act, (right, states) in ACTS.items() if of.state in states and may(actor, right, of.institution)]


def locked(of: Submission, cell: str) -> Text | None:
    """Why a cell cannot be changed, and who can open it; None where it can."""
    if of.state not in OPEN:
        return WHY[State(of.state)]
    if of.opened and cells.indicator_of(cell) not in of.opened:
        return NOT_OPENED
    return None
