"""The words of break-glass, in both languages."""

from __future__ import annotations

from gija.vocabulary.text import Text

FINDINGS = {
    "": Text("not reviewed", "neperžiūrėta"),
    "justified": Text("justified", "pagrįsta"),
    "unjustified": Text("not justified", "nepagrįsta"),
}
STATES = {True: Text("open", "atverta"), False: Text("over", "pasibaigė")}
