"""Who may do what with tasks."""

from __future__ import annotations

from gija.commons.permissions import Actor, may
from gija.rapporteur.tasks.models import State, Task
from gija.vocabulary.text import Text

GIVE = "rapporteur.task.give"
DO = "rapporteur.task.do"  # of one's own institution
SAID = {
    "give": Text("Given", "Pavesta"),
    "take": Text("Taken on", "Imtasi vykdyti"),
    "do": Text("Noted as done", "Pažymėta, kad atlikta"),
    "give_back": Text("Given back: not done yet", "Grąžinta: dar neatlikta"),
    "withdraw": Text("Withdrawn", "Atšaukta"),
}
# Act -> the states it is done in, the state it brings.
ACTS: dict[str, tuple[tuple[State, ...], State]] = {
    "take": ((State.OPEN,), State.OPEN),
    "do": ((State.OPEN,), State.DONE),
    "give_back": ((State.DONE,), State.OPEN),
    "withdraw": ((State.OPEN,), State.WITHDRAWN),
}
OF_GIVER = ("give_back", "withdraw")


def sees(actor: Actor, task: Task) -> bool:
    """Who gives tasks sees all of them; others those of their institution."""
    return may(actor, GIVE) or may(actor, DO, task.institution)


def may_act(actor: Actor, task: Task, act: str) -> bool:
    return may(actor, GIVE) if act in OF_GIVER else may(actor, DO, task.institution)


def possible(actor: Actor, task: Task) -> list[str]:
    """What this actor may do with the task now; taking it on makes sense once for each person."""
    found = [act for act, (states, _after) in ACTS.items() if task.state in states and may_act(actor, task, act)]
    return [act for act in found if act != "take" or task.account != actor.account]
