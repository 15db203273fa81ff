"""Who may do what in a dialogue, and in which state of it."""

from __future__ import annotations

from gija.commons.permissions import Actor, may
from gija.rapporteur.reconciliation.models import Dialogue, State
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

READ = "rapporteur.reconciliation.read"
SETTLE = "rapporteur.reconciliation.settle"
ANSWER = "rapporteur.reconciliation.answer"

# Act -> who does it (the Rapporteur, a body), the states it is done in, the state it brings.
RAPPORTEUR, BODY = "rapporteur", "body"
ACTS: dict[str, tuple[tuple[str, ...], tuple[State, ...], State | None]] = {
    "say": ((RAPPORTEUR, BODY), tuple(State), None),
    "amount": ((BODY,), (State.OPEN,), None),
    "agree": ((RAPPORTEUR, BODY), (State.OPEN,), None),
    "explain": ((RAPPORTEUR, BODY), (State.OPEN,), State.EXPLAINED),
    "accept": ((RAPPORTEUR,), (State.OPEN, State.EXPLAINED), State.ACCEPTED),
    "reopen": ((RAPPORTEUR,), (State.EXPLAINED, State.ACCEPTED), State.OPEN),
    "extend": ((RAPPORTEUR,), (State.OPEN,), None),
}
SAID = {
    "open": Text("Opened the dialogue", "Pradėjo dialogą"),
    "say": Text("Wrote", "Parašė"),
    "amount": Text("Recorded an amount", "Įrašė skaičių"),
    "agree": Text("Agreed to the amount", "Sutiko su skaičiumi"),
    "explain": Text("Said that it is explained", "Nurodė, kad paaiškinta"),
    "accept": Text("Accepted", "Priėmė"),
    "reopen": Text("Opened it again", "Atvėrė iš naujo"),
    "extend": Text("Moved the deadline", "Pakeitė terminą"),
    "remind": Text("Reminder sent", "Išsiųstas priminimas"),
}


def part_of(actor: Actor, of: Dialogue) -> str:
    """What the actor is in this dialogue: the Rapporteur, one of its bodies, or nobody (empty)."""
    if may(actor, SETTLE):
        return RAPPORTEUR
    return BODY if actor.institution in of.bodies and may(actor, ANSWER, actor.institution) else ""


def possible(actor: Actor, of: Dialogue) -> list[str]:
    """What this actor may do in the dialogue now."""
    part = part_of(actor, of)
    return [act for act, (who, states, _becomes) in ACTS.items() if part in who and of.state in states]


def steps() -> tuple[str, ...]:
    """The steps that an amount may be recorded of."""
    return tuple(one.code for one in code_list("reconciliation_step"))
