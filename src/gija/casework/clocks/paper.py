"""The certificate of a reflection period: who, from when, until when, and that nobody may expel the person."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.casework.clocks import queries
from gija.casework.clocks.models import Period
from gija.casework.clocks.rules import EXPORT
from gija.casework.clocks.services import REFLECTION, ZONE
from gija.commons.audit.services import record
from gija.commons.directory.queries import name_on
from gija.commons.papers import Paper, Section, printed
from gija.commons.permissions import Actor
from gija.methods.clocks import clock
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

TITLE = Text("Certificate of a reflection period", "Pažyma apie apsisprendimo laikotarpį")
WHO, NAME, BORN = Text("Person", "Asmuo"), Text("Name", "Vardas, pavardė"), Text("Date of birth", "Gimimo data")
CODE, RUNS = Text("Personal code", "Asmens kodas"), Text("The period", "Laikotarpis")
FIRST, LAST = Text("First day", "Pirma diena"), Text("Last day", "Paskutinė diena")
DECISION, LAW = Text("Decision", "Sprendimas"), Text("By", "Pagal")
CARD, GIVEN, NUMBER = Text("Issued by", "Išdavė"), Text("Day of issue", "Išdavimo diena"), Text("Case", "Byla")
MEANS = Text(
    "Until the end of the last day this person may not be expelled from the Republic of Lithuania (Law on the Legal "
    "Status of Aliens, Art. 130). The period gives time to decide whether to cooperate with police and court; nobody "
    "may hurry the decision. Please ask the institution that issued this before you act.",
    "Iki paskutinės dienos pabaigos šis asmuo negali būti išsiųstas iš Lietuvos Respublikos (Įstatymo „Dėl užsieniečių "
    "teisinės padėties“ 130 straipsnis). Šis laikotarpis skirtas apsispręsti, ar bendradarbiauti su policija ir "
    "teismu; niekas negali skubinti šio sprendimo. Prieš imdamiesi veiksmų kreipkitės į pažymą išdavusią įstaigą.",
)
UNREAD = Text("The articles named here were not read again.", "Čia nurodyti straipsniai iš naujo neskaityti.")
SIGNED = Text("Signature", "Parašas")


def certificate(actor: Actor | None, pk: str, language: str) -> tuple[Period, bytes]:
    """The certificate in one language; making it is a reading of who it is, and leaves one entry.

    Refuses what is no reflection period (`clocks.wrong_kind`) or runs no more (`clocks.over`).
    """
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, EXPORT)
        if found.kind != REFLECTION:
            raise GijaError("clocks.wrong_kind")
        if found.struck_at or not queries.stands(found).runs:
            raise GijaError("clocks.over")
        details = {"case": str(found.case_id), "language": language}
        record(ZONE, actor, EXPORT, object_type="period", object_id=str(found.pk), details=details)
    return found, printed(_paper(found, language))


def _paper(found: Period, language: str) -> Paper:
    person, today = found.case.person, timezone.localdate()
    who = (
        (NAME, f"{person.given_names} {person.family_name}"),
        (BORN, person.birth_date),
        (CODE, person.personal_code),
    )
    runs = ((FIRST, f"{found.began_on:%Y-%m-%d}"), (LAST, f"{queries.stands(found).last:%Y-%m-%d}"),
            (DECISION, found.reference), (LAW, clock(found.kind).source.in_(language)))  # fmt: skip
    card = (
        (CARD, name_on(found.institution, language=language)),
        (GIVEN, today.isoformat()),
        (NUMBER, found.case.short),
    )

    def told(rows: tuple[tuple[Text, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((term.in_(language), said) for term, said in rows if said.strip())

    sections = (
        Section(WHO.in_(language), (told(who),)), Section(RUNS.in_(language), (told(runs),), (MEANS.in_(language),)),
        Section(SIGNED.in_(language), words=(UNREAD.in_(language),), lines=2),
    )  # fmt: skip
    return Paper(TITLE.in_(language), found.case.short, today, language, told(card), sections)
