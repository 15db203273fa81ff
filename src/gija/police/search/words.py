"""The words of a search, in both languages: outcomes, tags, decisions, use."""

from __future__ import annotations

from enum import StrEnum

from gija.police.access.table import Level
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

__all__ = ["DECISIONS", "OUTCOMES", "TAGS", "USES", "WAITING", "Decision", "Level", "Outcome", "answer_line"]


class Outcome(StrEnum):
    """What a whole question came to, for the person who looks at it."""

    HIT = "hit"
    REFER = "refer"  # nothing to be shown, but something to ask an owner
    NO_HIT = "no_hit"  # every database asked has answered freshly, none has it
    NO_HIT_SO_FAR = "no_hit_so_far"  # none of those that answered has it; some were silent


class Decision(StrEnum):
    """What a person made of a candidate."""

    OPEN = ""
    AWAITING = "awaiting"  # the first of four eyes has confirmed; nothing may be gathered yet
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


OUTCOMES = {
    Outcome.REFER: Text("REFER TO OWNER", "KREIPTIS Į VALDYTOJĄ"),
    **{Outcome(code.code): code.text for code in code_list("search_outcome")},
}
TAGS = {  # of one database
    "hit": OUTCOMES[Outcome.HIT],
    "refer": OUTCOMES[Outcome.REFER],
    "no_hit": OUTCOMES[Outcome.NO_HIT],
    "silent": Text("SILENT", "TYLI"),
}
SILENT_ARE = Text("silent: {databases}", "tyli: {databases}")
DECISIONS = {
    Decision.OPEN: Text("not decided", "nenuspręsta"),
    Decision.AWAITING: Text("confirmed by one; awaits a second person", "patvirtino vienas; laukia antro asmens"),
    Decision.CONFIRMED: Text("confirmed", "patvirtinta"),
    Decision.REJECTED: Text("not the same", "ne tas pats"),
}
USES = {"used": Text("hit used", "atitiktis panaudota"), "not_used": Text("hit not used", "atitiktis nepanaudota")}

WAITING = {
    "decide": Text("a decision on a hit", "sprendimo dėl atitikties"),
    "second": Text("a second person to confirm", "antro asmens patvirtinimo"),
    "tell": Text("word whether the hit was used", "žinios, ar atitiktis panaudota"),
}


def answer_line(outcome: Outcome, silent: tuple[str, ...]) -> Text:
    """The overall answer in one line; silent databases (their names in both languages alike) are always named."""
    said = OUTCOMES[outcome]
    if not silent:
        return said
    tail = SILENT_ARE.fill(databases=", ".join(silent))
    return Text(f"{said.en}; {tail.en}", f"{said.lt}; {tail.lt}")
