"""What may be said of a file, from the harmless to what nobody should open."""

from __future__ import annotations

from enum import StrEnum

from gija.vocabulary.text import Text


class Verdict(StrEnum):
    """What a look at the bytes came to. Only `PLAIN` is handed out under its own type."""

    PLAIN = "plain"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    DISGUISED = "disguised"
    ARCHIVE = "archive"
    LOCKED = "locked"
    ACTIVE = "active"
    PROGRAM = "program"
    BOMB = "bomb"
    BROKEN = "broken"
    TOO_LARGE = "too_large"


TEXTS = {
    Verdict.PLAIN: Text("a file of a known kind", "žinomos rūšies failas"),
    Verdict.EMPTY: Text("empty", "tuščias"),
    Verdict.UNKNOWN: Text("of an unknown kind", "nežinomos rūšies"),
    Verdict.DISGUISED: Text("not what its name says", "ne tai, ką sako pavadinimas"),
    Verdict.ARCHIVE: Text("a packed archive: not looked into", "supakuotas archyvas: į vidų nežiūrėta"),
    Verdict.LOCKED: Text("locked with a password", "užrakintas slaptažodžiu"),
    Verdict.ACTIVE: Text("holds macros, scripts or commands", "yra makrokomandų, scenarijų ar komandų"),
    Verdict.PROGRAM: Text("a program", "programa"),
    Verdict.BOMB: Text(
        "would unpack to a size that stops a computer", "išpakuotas užimtų tiek, kad sustotų kompiuteris"
    ),
    Verdict.BROKEN: Text("broken", "sugadintas"),
    Verdict.TOO_LARGE: Text("too large to be looked at", "per didelis apžiūrėti"),
}
