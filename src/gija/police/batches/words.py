"""The words of a batch, in both languages."""

from __future__ import annotations

from gija.police.batches.models import State
from gija.vocabulary.text import Text

STATES = {
    State.READING: Text("being read", "skaitoma"),
    State.PREVIEW: Text("not started", "nepradėta"),
    State.WAITING: Text("waiting", "laukia"),
    State.RUNNING: Text("being asked", "klausiama"),
    State.PAUSED: Text("paused", "pristabdyta"),
    State.STOPPED: Text("stopped by a fault", "sustabdė klaida"),
    State.CANCELLED: Text("cancelled", "nutraukta"),
    State.DONE: Text("done", "baigta"),
    State.ERASED: Text("erased", "ištrinta"),
}
NOT_ASKED = Text("not asked", "neklausta")
HEADINGS = {
    "row": Text("Row", "Eilutė"),
    "reference": Text("Reference", "Nuoroda"),
    "type": Text("Type", "Tipas"),
    "answer": Text("Answer", "Atsakymas"),
    "database": Text("Database", "Duomenų bazė"),
    "owner": Text("Owner", "Valdytojas"),
    "contact": Text("Contact", "Kontaktai"),
    "handling": Text("Handling code", "Tvarkymo kodas"),
    "as_of": Text("As of", "Duomenų laikas"),
    "answered": Text("Rows answered", "Atsakyta eilučių"),
    "silent": Text("Rows without a fresh answer", "Eilučių be naujo atsakymo"),
    "column": Text("Column", "Stulpelis"),
    "wrong": Text("What is wrong", "Kas negerai"),
    "results": Text("Answers", "Atsakymai"),
    "databases": Text("Databases", "Duomenų bazės"),
    "faults": Text("Not asked", "Neklausta"),
    "batch": Text("Batch", "Paketas"),
    "asked": Text("Asked by", "Klausė"),
    "purpose": Text("Purpose", "Paskirtis"),
    "reason": Text("Reason", "Priežastis"),
}
