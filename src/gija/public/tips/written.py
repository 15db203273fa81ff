"""What a person wrote into the form, as it arrived: cleaned of what is no text, and checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gija.public.tips.config import LONGEST_ANSWER, LONGEST_TEXT
from gija.public.tips.letters import Sent
from gija.public.tips.refusals import NotTakenError
from gija.vocabulary.text import Text

# What can be chosen, and what the officers read of it: in both of their languages, whatever the page's is.
YES_NO = {"yes": Text("yes", "taip"), "no": Text("no", "ne")}
CHOICES: dict[str, dict[str, Text]] = {
    "wish": {"report": Text("to report", "pranešti"), "advice": Text("to ask for advice", "prašyti patarimo")},
    "danger": YES_NO | {"unknown": Text("does not know", "nežino")},
    "may_call": YES_NO,
    "may_write": YES_NO,
    "language": {
        "lt": Text("Lithuanian", "lietuvių"), "en": Text("English", "anglų"), "ru": Text("Russian", "rusų"),
        "pl": Text("Polish", "lenkų"), "other": Text("another", "kita"),
    },
}  # fmt: skip
FACTS = ("wish", "danger", "where", "when", "who", "may_call", "may_write", "safe_contact", "language")
SAID = ("text", "sender", "sender_name")
LONGEST = {"text": LONGEST_TEXT, "sender": 200, "sender_name": 200}


@dataclass(frozen=True, slots=True)
class Written:
    """Name of a field -> what stands in it. Never printed: it is what nobody here may read."""

    fields: Mapping[str, str] = field(repr=False)
    files: Sequence[Sent] = field(default=(), repr=False)

    @property
    def said(self) -> dict[str, str]:
        return {name: self.fields[name] for name in SAID}

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Pairs of a code of `tip_fact` and an answer, of what was answered."""
        pairs = [(name, self.fields[name]) for name in FACTS if self.fields[name]]
        return [(name, told(name, value)) for name, value in pairs]


def told(name: str, value: str) -> str:
    """What officers read of an answer."""
    known = CHOICES.get(name)
    return f"{known[value].lt} / {known[value].en}" if known else value


def of(posted: Mapping[str, str], files: Sequence[Sent] = ()) -> Written:
    """What was posted; a choice that there is none of is left out."""
    fields = {name: clean(str(posted.get(name, ""))) for name in (*SAID, *FACTS)}
    for name, known in CHOICES.items():
        fields[name] = fields[name] if fields[name] in known else ""
    return Written(fields, files)


def check(written: Written) -> None:
    """Refused: nothing written (`empty`), or more than is read (`too_long`)."""
    if not written.fields["text"].strip():
        raise NotTakenError("empty", "text")
    for name, value in written.fields.items():
        if len(value) > LONGEST.get(name, LONGEST_ANSWER):
            raise NotTakenError("too_long", name)


def clean(text: str) -> str:
    """Text with plain line ends, without control characters (NUL too) and halves of letters. Marks that turn the
    direction of writing stay: they belong to some languages, and who shows the text to an officer takes them out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
