"""A claim on paper: the application to the state fund, or the particulars of a civil claim, to sign and send."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.casework.compensation import queries
from gija.casework.compensation.models import Claim
from gija.casework.compensation.rules import EXPORT
from gija.casework.compensation.services import ZONE
from gija.commons.audit.services import record
from gija.commons.directory.queries import name_on
from gija.commons.papers import Paper, Section, printed
from gija.commons.permissions import Actor
from gija.vocabulary.text import Text

STATE = Text("Application for compensation from the state fund", "Prašymas atlyginti žalą iš valstybės fondo")
OFFENDER = Text("Particulars of a civil claim", "Duomenys civiliniam ieškiniui")
NOT_OFFICIAL = Text(
    "This is not the official form: it gathers what the form asks for.",
    "Tai nėra oficiali forma: čia surinkta, ko formoje klausiama.",
)
WHO, NAME, BORN = Text("Person", "Asmuo"), Text("Name", "Vardas, pavardė"), Text("Date of birth", "Gimimo data")
CODE, PHONE = Text("Personal code", "Asmens kodas"), Text("Phone", "Telefonas")
SUM, BEFORE, NUMBER = Text("Sum asked for", "Prašoma suma"), Text("To", "Kam"), Text("Its number there", "Numeris ten")
CLAIM, BY, DAY = Text("Claim", "Reikalavimas"), Text("Prepared by", "Parengė"), Text("Day", "Diena")
DOCUMENTS, THERE = Text("Documents", "Dokumentai"), Text("enclosed", "pridedama")
MISSING = Text("still missing", "dar trūksta")
DAMAGE = Text("What happened and what the damage was", "Kas įvyko ir kokia buvo žala")
SIGNED = Text("Day and signature", "Data ir parašas")


def form(actor: Actor | None, pk: str, language: str) -> tuple[Claim, bytes]:
    """The paper in one language; it names the person and leaves one entry."""
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, EXPORT)
        details = {"case": str(found.case_id), "language": language}
        record(ZONE, actor, EXPORT, object_type="claim", object_id=str(found.pk), details=details)
    return found, printed(_paper(found, language))


def _paper(found: Claim, language: str) -> Paper:
    person, today = found.case.person, timezone.localdate()
    who = ((NAME, f"{person.given_names} {person.family_name}"), (BORN, person.birth_date),
           (CODE, person.personal_code), (PHONE, person.phone))  # fmt: skip
    asked = f"{found.asked}" if found.asked else ""
    claim = ((BEFORE, found.before), (NUMBER, found.reference), (SUM, asked))
    papers = tuple(
        (text.in_(language), (THERE if code in found.documents else MISSING).in_(language))
        for code, text in queries.documents(found.source).items()
    )
    facts = ((BY, name_on(found.institution, language=language)), (DAY, today.isoformat()))

    def told(rows: tuple[tuple[Text, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((term.in_(language), said) for term, said in rows if said.strip())

    sections = (
        Section(WHO.in_(language), (told(who),)), Section(CLAIM.in_(language), (told(claim),)),
        Section(DAMAGE.in_(language), lines=8), Section(DOCUMENTS.in_(language), (papers,)),
        Section(SIGNED.in_(language), words=(NOT_OFFICIAL.in_(language),), lines=2),
    )  # fmt: skip
    title = (STATE if found.source == "state" else OFFENDER).in_(language)
    return Paper(title, found.short, today, language, told(facts), sections)
