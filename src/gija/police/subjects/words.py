"""The words of a data subject's request, in both languages."""

from __future__ import annotations

from enum import StrEnum

from gija.vocabulary.text import Text


class State(StrEnum):
    """Where the request stands."""

    OPEN = "open"
    FULL = "full"
    PARTLY = "partly"
    NOTHING = "nothing"
    REFUSED = "refused"


class Verdict(StrEnum):
    """Is a record about the person who asks?"""

    OPEN = ""
    THEIRS = "theirs"
    WITHHELD = "withheld"  # theirs, but not told: Directive (EU) 2016/680, Art. 15
    OTHERS = "others"


STATES = {
    State.OPEN: Text("open", "nagrinėjama"),
    State.FULL: Text("answered in full", "atsakyta visiškai"),
    State.PARTLY: Text("answered in part", "atsakyta iš dalies"),
    State.NOTHING: Text("answered: nothing is held", "atsakyta: duomenų nėra"),
    State.REFUSED: Text("refused", "atsisakyta"),
}
VERDICTS = {
    Verdict.OPEN: Text("not decided", "nenuspręsta"),
    Verdict.THEIRS: Text("theirs", "šio asmens"),
    Verdict.WITHHELD: Text("theirs, withheld", "šio asmens, nesakoma"),
    Verdict.OTHERS: Text("somebody else's", "kito asmens"),
}
OVERDUE = Text("overdue", "pavėluota")
