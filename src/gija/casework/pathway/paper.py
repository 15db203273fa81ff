"""A first screening on paper: who asked, in which language, each question with its answer, what was decided; and the
blank form."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.casework.pathway import queries
from gija.casework.pathway.acts import ZONE
from gija.casework.pathway.definitions import asked_of
from gija.casework.pathway.models import Screening
from gija.casework.pathway.rules import EXPORT
from gija.commons.audit.services import record
from gija.commons.directory.queries import name_on
from gija.commons.papers import Paper, Section, printed
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

TITLE = Text("First screening by indicators", "Pirminis vertinimas pagal požymius")
AID = Text(
    "The indicators are an aid, not a verdict; no official list was read for them. What was not asked or is not known "
    "is not “no”.",
    "Požymiai – pagalbinė priemonė, ne išvada; oficialus sąrašas jiems nebuvo skaitytas. Tai, ko neklausta ar "
    "nežinoma, nėra „ne“.",
)
BY, DAY, CASE = Text("Institution", "Įstaiga"), Text("Day", "Diena"), Text("Case", "Byla")
ASKED = Text("Who talked with the person", "Kas kalbėjosi su asmeniu")
SPOKEN, INTERPRETER = Text("Language", "Kalba"), Text("Interpreter", "Vertėjas")
RESULT, PROPOSED = Text("Result", "Rezultatas"), Text("Proposed by the rule", "Siūlo taisyklė")
DECIDED, WHY, BY_WHOM = Text("Decided", "Nuspręsta"), Text("Why", "Kodėl"), Text("By", "Kas nusprendė")
OPEN = Text("not decided yet", "dar nenuspręsta")
STRUCK = Text("Struck out: entered in error.", "Išbraukta: įrašyta per klaidą.")
SIGNED = Text("Day and signature", "Data ir parašas")
FILLED = Text("To be filled in", "Pildyti")
HEAD, LINE = (CASE, BY, DAY, ASKED, SPOKEN, INTERPRETER), "_" * 24


def screening(actor: Actor | None, pk: str, language: str) -> tuple[Screening, bytes]:
    """The paper in one language; it names nobody but who asked, and leaves one entry."""
    with transaction.atomic(using=ZONE):
        found: Screening = queries.one(actor, "screening", pk, EXPORT)
        details = {"entry": str(found.pk), "language": language}
        record(ZONE, actor, EXPORT, object_type="case", object_id=str(found.case_id), details=details)
    return found, printed(_paper(found, language))


def blank(language: str) -> bytes:
    """The form with nothing filled in, the questions of a child too, to be written on by hand."""
    boxes = _boxes("screening_answer", language)
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in asked_of(child=True):
        title = code_list("screening_group")[one.group].text.in_(language)
        groups.setdefault(title, []).append((one.text.in_(language), boxes))
    sections = (
        Section(FILLED.in_(language), (tuple((term.in_(language), LINE) for term in HEAD),), (AID.in_(language),)),
        *(Section(group, (tuple(rows),)) for group, rows in groups.items()),
        Section(RESULT.in_(language), (((DECIDED.in_(language), _boxes("screening_result", language)),),)),
        Section(WHY.in_(language), lines=2),
        Section(SIGNED.in_(language), lines=2),
    )
    return printed(Paper(TITLE.in_(language), "", timezone.localdate(), language, (), sections))


def _boxes(of: str, language: str) -> str:
    """Every code of a list to be ticked, on a line of their own."""
    return "\n" + "     ".join(f"☐ {one.text.in_(language)}" for one in code_list(of))


def _paper(found: Screening, language: str) -> Paper:
    def told(*rows: tuple[Text, str]) -> tuple[tuple[str, str], ...]:
        return tuple((term.in_(language), said) for term, said in rows if said.strip())

    def coded(name: str, code: str) -> str:
        return code_list(name)[code].text.in_(language) if code in code_list(name) else ""

    facts = told(
        (CASE, found.case.short), (BY, name_on(found.institution, language=language)), (DAY, found.on.isoformat()),
        (ASKED, found.asked_by), (SPOKEN, coded("language", found.language)), (INTERPRETER, found.interpreter),
    )  # fmt: skip
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in asked_of(found.child):
        answer = coded("screening_answer", found.answers.get(one.code, "not_asked"))
        groups.setdefault(coded("screening_group", one.group), []).append((one.text.in_(language), answer))
    decided = coded("screening_result", found.decided) or OPEN.in_(language)
    result = told(
        (PROPOSED, coded("screening_result", found.proposed)), (DECIDED, decided), (WHY, found.reason),
        (BY_WHOM, found.decided_by),
    )  # fmt: skip
    words = (AID, STRUCK) if found.struck_at else (AID,)
    sections = (
        Section(RESULT.in_(language), (result,), tuple(one.in_(language) for one in words)),
        *(Section(group, (tuple(rows),)) for group, rows in groups.items()),
        Section(SIGNED.in_(language), lines=2),
    )
    return Paper(TITLE.in_(language), found.case.short, found.on, language, facts, sections)
