"""The plan of a return on paper: for the person to agree to and sign, and for whoever receives them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.casework.exchange import contents
from gija.casework.returns import queries
from gija.casework.returns.models import Return
from gija.casework.returns.rules import EXPORT
from gija.casework.returns.services import ZONE
from gija.commons.audit.services import record
from gija.commons.directory.queries import name_on
from gija.commons.papers import Paper, Section, printed
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

TITLE = Text("Plan of a safe return", "Saugaus grįžimo planas")
FROM, TO, NUMBER = (
    Text("Issued by", "Išdavė"),
    Text("Country to return to", "Šalis, į kurią grįžtama"),
    Text("Case", "Byla"),
)
RETURN = Text("Safe return", "Saugus grįžimas")
AGREES = Text("Agreement of the person", "Asmens sutikimas")
AGREED = Text(
    "I was told what is written here, in a language I understand. I return of my own will and may change my mind until "
    "I leave. Of a child, its representative signs after hearing the child.",
    "Man suprantama kalba paaiškinta, kas čia parašyta. Grįžtu savo valia ir iki išvykimo galiu persigalvoti. Už "
    "vaiką, jį išklausęs, pasirašo jo atstovas.",
)
SIGNED = Text("Day and signatures", "Data ir parašai")


def form(actor: Actor | None, pk: str, language: str) -> tuple[Return, bytes]:
    """The plan in one language; it names the person and leaves one entry."""
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, EXPORT)
        details = {"case": str(found.case_id), "language": language}
        record(ZONE, actor, EXPORT, object_type="return", object_id=str(found.pk), details=details)
    return found, printed(_paper(found, language))


def _paper(found: Return, language: str) -> Paper:
    country = code_list("country")[found.country].text.in_(language)
    facts = (
        (FROM.in_(language), name_on(found.institution, language=language)), (TO.in_(language), country),
        (NUMBER.in_(language), found.case.short),
    )  # fmt: skip
    person = contents.sections(contents.package(found.case, ("identity", "contact")), language)
    sections = (
        *(Section(title, tuple(tuple(rows) for rows in entries)) for title, entries in person),
        Section(RETURN.in_(language), (queries.on_paper(found, language),)),
        Section(AGREES.in_(language), words=(AGREED.in_(language),)),
        Section(SIGNED.in_(language), lines=3),
    )
    return Paper(TITLE.in_(language), found.short, timezone.localdate(), language, facts, sections)
