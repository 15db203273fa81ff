"""A support plan on paper, for the person to keep: a neutral title, no word of why, no name, no institution's name.

Whoever finds the paper at home must not learn from it what happened: it says *My plan*, what is to be done and when.
What the person and the worker wrote stands in it as they wrote it; the page says so before it is printed.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.casework.assistance.models import Plan
from gija.casework.assistance.plans import queries
from gija.casework.assistance.plans.services import ZONE
from gija.casework.assistance.rules import EXPORT
from gija.commons.audit.services import record
from gija.commons.papers import Paper, Section, printed
from gija.commons.permissions import Actor
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

TITLE = Text("My plan", "Mano planas")
WANTS = Text("What I want", "Ko noriu")
STEP, BY, WHO, ME = Text("Step", "Žingsnis"), Text("Until", "Iki"), Text("Who", "Kas"), Text("Me", "Aš")
SIGNED = Text("Day and signature", "Data ir parašas")
MEET = Text("We look at it again", "Dar kartą peržiūrime")
DAY, COLLEAGUE = Text("Day", "Diena"), Text("My helper", "Mano pagalbininkas")
AGREED = Text("Agreed on", "Sutarta")
NOTICE = Text("For you: keep it where only you find it", "Jums: laikykite ten, kur rasite tik jūs")


def sheet(actor: Actor | None, pk: str, language: str) -> tuple[Plan, bytes]:
    """The plan in one language; making it leaves one entry."""
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, EXPORT)
        details = {"case": str(found.case_id), "language": language}
        record(ZONE, actor, EXPORT, object_type="support_plan", object_id=str(found.pk), details=details)
    return found, printed(_paper(found, language))


def _paper(found: Plan, language: str) -> Paper:
    def said(text: Text) -> str:
        return text.in_(language)

    fields = code_list("support_field")
    aims = tuple(
        Section(
            fields[aim.field].text.in_(language),
            tuple(
                ((said(STEP), step.text), (said(BY), step.by.isoformat()), (said(WHO), _doer(step, language)))
                for step in aim.steps.all() if step.open
            ),
            (aim.text,),
        )
        for aim in found.aims.all()
    )  # fmt: skip
    meets = tuple(((said(DAY), one.on.isoformat()),) for one in found.reviews.all() if one.held_on is None)
    sections = (
        *((Section(said(WANTS), words=(found.wants,)),) if found.wants else ()), *aims,
        *((Section(said(MEET), meets),) if meets else ()), Section(said(SIGNED), lines=2),
    )  # fmt: skip
    facts = ((said(AGREED), found.agreed_on.isoformat()),) if found.agreed_on else ()
    return Paper(said(TITLE), str(found.edition), timezone.localdate(), language, facts, sections, NOTICE)


def _doer(step: object, language: str) -> str:
    """`Me`, or a helper; not which: the name of an organisation or a worker may betray."""
    helped = getattr(step, "account", None) or getattr(step, "body", "")
    return (COLLEAGUE if helped else ME).in_(language)
