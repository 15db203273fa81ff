"""Entries of which a case may have several, as a file says them: a status, a service, a perpetrator, a permit …

In a workbook each kind has a sheet of its own; in a CSV file the column `part` says what a row is. Either way one row
is one entry, and the column of the own case number says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from gija.commons.casefile.fields import BY_NAME, Field, Kind, of_model
from gija.vocabulary import record_model as model
from gija.vocabulary.text import Text

PART, REFERENCE = "part", "reference"
CASES = "cases"
SHEETS: Mapping[str, Text] = {  # kind of entry -> name of its sheet
    CASES: Text("Cases", "Bylos"),
    "status": Text("Statuses", "Statusai"),
    "service": Text("Services", "Paslaugos"),
    "consent": Text("Consents", "Sutikimai"),
    "note": Text("Notes", "Pastabos"),
    "further_event": Text("Further events", "Kiti įvykiai"),
    "perpetrator": Text("Perpetrators (no names)", "Kaltininkai (be vardų)"),
    "permit": Text("Residence permits", "Leidimai gyventi"),
    "compensation": Text("Compensation", "Žalos atlyginimas"),
    "decision": Text("Decisions", "Sprendimai"),
    "referral": Text("Referrals", "Nukreipimai"),
}
HELP = Text("Help", "Pagalba")
OWN: Mapping[str, tuple[Field, ...]] = {  # those that are no group of the record model
    "status": tuple(BY_NAME[name] for name in ("status", "status_on", "authority_kind", "authority")),
    "service": (
        Field("service", _("Service"), Kind.CODE, 3, "service", required=True),
        Field("start", _("First day"), Kind.DATE, 3, required=True),
        Field("end", _("Last day"), Kind.DATE, 3),
        Field("provider_kind", _("Kind of provider"), Kind.CODE, 3, "institution_kind"),
        Field("provider", _("Its name"), Kind.TEXT, 3),
    ),
    "consent": (
        Field("scope", _("Scope"), Kind.CODE, 3, "consent_scope", required=True),
        Field("given_on", _("Agreed on"), Kind.DATE, 3, required=True),
        Field("withdrawn_on", _("Taken back on"), Kind.DATE, 3),
    ),
    "note": (replace(BY_NAME["note"], required=True),),
}
EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "status": {"status": "identified", "status_on": "2014-04-02", "authority_kind": "police"},
    "service": {"service": "accommodation", "start": "2014-03-06", "end": "2014-05-30"},
    "consent": {"scope": "referral", "given_on": "2014-03-06"},
    "perpetrator": {"perpetrator_sex": "M", "perpetrator_citizenship": "LTU"},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the file: its kind, its row, the own number of its case, field -> text."""

    kind: str
    row: int
    reference: str
    raw: Mapping[str, str]


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """What an entry of this kind may say."""
    return OWN[kind] if kind in OWN else tuple(of_model(one) for one in model.group(kind).fields)


def kinds() -> tuple[str, ...]:
    """Every kind of entry."""
    return tuple(one for one in SHEETS if one != CASES)


def asked_of(institution_kind: str) -> tuple[str, ...]:
    """Those that an institution of this kind is asked for."""
    groups = {one.code: one for one in model.groups()}
    return tuple(
        one for one in kinds()
        if one not in groups or not groups[one].asked_by or institution_kind in groups[one].asked_by
    )  # fmt: skip


def kind_of(said: str) -> str:
    """The kind that a code, or the name of a sheet in either language, means; empty where it means none."""
    folded = " ".join(said.split()).casefold()
    known = {word.casefold(): one for one, text in SHEETS.items() for word in (one, text.en, text.lt)}
    return known.get(folded, "")


def is_help(said: str) -> bool:
    """Whether a sheet is the one that explains the others."""
    return said.strip().casefold() in (HELP.en.casefold(), HELP.lt.casefold())


@cache
def titles(kind: str) -> Mapping[str, str]:
    """Code and label in both languages, folded -> field of this kind."""
    fields = (BY_NAME[REFERENCE], *fields_of(kind))
    found = {one.name.casefold(): one.name for one in fields}
    for language in ("en", "lt"):
        with override(language):
            found = {str(one.label).casefold(): one.name for one in fields} | found
    return found


@cache
def columns() -> tuple[str, ...]:
    """The columns that a CSV file may have for entries, beside those of the case."""
    return (PART, *dict.fromkeys(one.name for kind in kinds() for one in fields_of(kind)))
