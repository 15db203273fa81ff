"""The words of tips, in both languages."""

from __future__ import annotations

from enum import StrEnum

from gija.vocabulary.text import Text


class State(StrEnum):
    """Where a tip stands."""

    NEW = "new"
    ASSIGNED = "assigned"
    WAITING = "waiting"  # for an answer of who wrote it
    CLOSED = "closed"


STATES = {
    State.NEW: Text("new", "naujas"),
    State.ASSIGNED: Text("being worked on", "nagrinėjamas"),
    State.WAITING: Text("waiting for the sender", "laukiama siuntėjo"),
    State.CLOSED: Text("closed", "baigtas"),
}
OVERDUE = Text("overdue", "pavėluota")
WRITINGS = {
    "answer": Text("Answer to the sender", "Atsakymas siuntėjui"),
    "message": Text("From the sender", "Iš siuntėjo"),
    "note": Text("Note", "Pastaba"),
}
LINKS = {
    "query": Text("question to the databases", "duomenų bazių užklausa"),
    "proceeding": Text("victim in proceedings", "nukentėjusysis procese"),
}
ACTS = {
    "receive": Text("received", "gautas"),
    "acknowledge": Text("receipt acknowledged", "patvirtintas gavimas"),
    "read": Text("read", "perskaitytas"),
    "file": Text("a file was taken out", "išimtas failas"),
    "sort": Text("sorted", "surūšiuotas"),
    "take": Text("taken on", "perimtas"),
    "assign": Text("assigned", "paskirtas"),
    "note": Text("note added", "pridėta pastaba"),
    "answer": Text("answered", "atsakyta"),
    "message": Text("the sender wrote again", "siuntėjas parašė dar kartą"),
    "link": Text("linked", "susietas"),
    "unlink": Text("link taken off", "sąsaja nuimta"),
    "close": Text("closed", "baigtas"),
    "reopen": Text("opened again", "atidarytas iš naujo"),
}
UNREAD = {
    "too_large": Text("it is too large", "jis per didelis"),
    "too_many_parts": Text("it has too many parts", "jame per daug dalių"),
    "too_long": Text("reading took too long", "skaitymas užtruko per ilgai"),
    "broken": Text("it is broken", "jis sugadintas"),
    "left": Text("it is so large that it was left in the mailbox", "jis toks didelis, kad paliktas pašto dėžutėje"),
}
AUTOMATIC = {
    "auto_submitted": Text("says that a program wrote it", "nurodyta, kad parašė programa"),
    "list": Text("came by a list or in bulk", "gautas iš konferencijos arba masinės siuntos"),
    "null_sender": Text("has no way back", "neturi grįžtamojo adreso"),
    "machine": Text("comes from a machine's address", "gautas iš programos adreso"),
    "no_sender": Text("has no sender's address", "be siuntėjo adreso"),
}
