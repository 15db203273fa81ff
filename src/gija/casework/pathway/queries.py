"""What an actor sees of the ways of their own institution's cases; where a case stands, for other rooms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.cases.file import FILE
from gija.casework.pathway import book, trail
from gija.casework.pathway.childhood import Childhood, childhood, missing
from gija.casework.pathway.definitions import CLOSURE, SCREENING, child_required, stages
from gija.casework.pathway.models import ChildStep, Closure, Contact, Risk, Screening, Step
from gija.casework.pathway.rules import APPROVE, READ
from gija.casework.pathway.trail import Standing
from gija.commons.casefile import queries as cases
from gija.commons.casefile.beside import Link
from gija.commons.casefile.forms import language
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.casefile.rules import ADULT
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

KINDS: Mapping[str, type[Any]] = {
    "step": Step, "screening": Screening, "risk": Risk, "contact": Contact, "child": ChildStep, "closure": Closure,
}  # fmt: skip


# ---- for other rooms ----


def standing(case: Any) -> Standing:
    """Where a case stands, and since when. A case of which nothing is said stands at the signal."""
    return trail.stands(trail.of(case))


def closed(case: Any) -> bool:
    """Is the case closed, with a supervisor's approval, and not reopened since?"""
    return bool(Closure.objects.filter(case=case.pk, state=Closure.State.APPROVED).exists())


class ClosedError(FaultsError):
    """A closed case takes nothing. A form says so at its head and keeps what was written; else a page says it."""

    def __init__(self) -> None:
        super().__init__([Fault("", "pathway.closed")])
        GijaError.__init__(self, "pathway.closed")


def refuse_closed(case: Any) -> None:
    """The one rule for every room in which something of a case is begun or changed: a closed case is reopened first
    (`ClosedError`). Asked while the case is held, so that nothing slips in beside its closure."""
    if closed(case):
        raise ClosedError


def closed_among(cases: Collection[str]) -> set[str]:
    """Which of these cases are closed."""
    return {*Closure.objects.filter(case__in=cases, state=Closure.State.APPROVED).values_list("case_id", flat=True)}


def refuse_screening(case: Any) -> None:
    """Refuses a screening by a kind of institution that is not competent for it (`pathway.not_competent`)."""
    if case.institution_kind not in stages()[SCREENING].competent:
        raise GijaError("pathway.not_competent")


# ---- one case ----


def case_of(actor: Actor | None, case_id: str, action: str = READ) -> Any:
    """One case with its person. Refused: `casefile.not_found`; another institution's is `NotPermittedError`."""
    found = FILE.case.objects.select_related("person").filter(pk=case_id).first()
    if found is None:
        require(actor, action)
        raise GijaError("casefile.not_found")
    require(actor, action, found.institution)
    return found


def one(actor: Actor | None, kind: str, pk: str, action: str = READ) -> Any:
    """One entry. Refused: `pathway.not_found`; another institution's is `NotPermittedError`."""
    model = KINDS.get(kind)
    found = model.objects.select_related("case__person").filter(pk=pk).first() if model else None
    if found is None:
        require(actor, action)
        raise GijaError("pathway.not_found")
    require(actor, action, found.institution)
    return found


def risk_of(case: Any) -> Risk | None:
    """The risk assessment that holds."""
    return Risk.objects.filter(case=case.pk, struck_at=None, replaced=False).order_by("on", "entered_at").last()


def contacts_of(case: Any) -> QuerySet[Contact]:
    """What holds of each way to reach the person."""
    return Contact.objects.filter(case=case.pk, struck_at=None, replaced=False).order_by("entered_at")


def contacts_before(case: Any) -> QuerySet[Contact]:
    """What was said of them before and holds no more: replaced, or struck out."""
    return Contact.objects.filter(case=case.pk).exclude(struck_at=None, replaced=False).order_by("entered_at")


def steps_of(case: Any) -> list[str]:
    """The steps for a child that are noted."""
    return [one.step for one in case.child_steps.all() if one.struck_at is None]


def childhood_of(case: Any) -> Childhood:
    """Whether the path of a child holds today. Opens the date of birth: for pages that leave an entry."""
    return childhood(
        case.person.birth_date, case.age_group, case.registered_on, steps_of(case), timezone.localdate()
    )  # fmt: skip


def child_missing(case: Any) -> tuple[str, ...]:
    """The required steps for a child that are missing."""
    return missing(childhood_of(case), steps_of(case))


def needs_of(case: Any, stage: str) -> list[str]:
    """What should be there at this stage and is not."""
    return [need for need in stages()[stage].needs if not _there(case, need)]


def _there(case: Any, need: str) -> bool:
    if need == "screening":
        return bool(Screening.objects.filter(case=case.pk, struck_at=None).exclude(decided="").exists())
    if need == "contact":
        return contacts_of(case).exists()
    if need == "consent":
        return "service" in cases.scopes(case)
    if need == "risk":
        return (held := risk_of(case)) is not None and held.review_on >= timezone.localdate()
    return not child_missing(case)


# ---- the list ----


def late(institution: str) -> QuerySet[Risk]:
    """Risk assessments that hold and whose day of review has passed, of cases that are not closed."""
    ends = Closure.objects.filter(institution=institution, state=Closure.State.APPROVED).values("case_id")
    there = Risk.objects.filter(institution=institution, struck_at=None, replaced=False)
    return there.filter(review_on__lt=timezone.localdate()).exclude(case_id__in=ends)


def undecided(institution: str) -> QuerySet[Screening]:
    """Screenings that nobody decided."""
    return Screening.objects.filter(institution=institution, struck_at=None, decided="")


def asked(institution: str) -> QuerySet[Closure]:
    """Closures that wait for a supervisor."""
    return Closure.objects.filter(institution=institution, struck_at=None, state=Closure.State.ASKED)


def incomplete(institution: str, open_: Collection[str]) -> set[str]:
    """Open cases of a child in which a required step is missing."""
    today = timezone.localdate()
    may_be = Q(birth_year__isnull=True) | Q(birth_year__gte=today.year - ADULT)
    noted: dict[str, list[str]] = {}
    for case, step in ChildStep.objects.filter(institution=institution, struck_at=None).values_list("case_id", "step"):
        noted.setdefault(case, []).append(step)
    doubted = [case for case, steps in noted.items() if "age_doubt" in steps]
    young = FILE.case.objects.filter(institution=institution).order_by()
    young = young.filter((may_be & ~Q(age_group="adult")) | Q(pk__in=doubted))
    asked_for = [
        one for one in young.values_list("pk", "birth_year", "age_group", "registered_on")
        if one[0] in open_ and not set(child_required()) <= set(noted.get(one[0], ()))
    ]  # fmt: skip
    near = [pk for pk, year, *_more in asked_for if year is not None and year + ADULT == today.year]
    named = FILE.case.objects.filter(pk__in=near).select_related("person")
    exact = {one.pk: one.person.birth_date for one in named}  # opened only in the year in which it decides
    return {
        pk for pk, year, group, registered in asked_for
        if missing(childhood(exact.get(pk) or f"{year or ''}", group, registered, noted.get(pk, ()), today),
                   noted.get(pk, ()))
    }  # fmt: skip


def due(actor: Actor, rows: Collection[book.Row]) -> dict[str, list[str]]:
    """Case -> what waits there: codes of `words.DUE`."""
    where, open_ = actor.institution, {one.case for one in rows if not one.closed}
    found: dict[str, list[str]] = {}
    for code, of in (
        ("review", late(where).values_list("case_id", flat=True)),
        ("undecided", undecided(where).values_list("case_id", flat=True)),
        ("asked", asked(where).values_list("case_id", flat=True)),
        ("child", incomplete(where, open_)),
    ):
        for case in {*of} & open_:
            found.setdefault(case, []).append(code)
    return found


def waiting(actor: Actor) -> int:
    """Overdue reviews; for a supervisor also closures that others asked for."""
    if not may(actor, READ, actor.institution):
        return 0
    count = late(actor.institution).count()
    if may(actor, APPROVE, actor.institution):
        count += asked(actor.institution).exclude(account=actor.account).count()
    return count


def listed(rows: Collection[book.Row], waits: Mapping[str, Any], asked: Mapping[str, Any]) -> list[book.Row]:
    """The rows that fit the filters of the list. Closed cases are hidden unless they are asked for."""
    show, stage = asked.get("show") or "open", asked.get("stage")
    fits: Mapping[str, Callable[[book.Row], bool]] = {
        "open": lambda one: not one.closed or stage == CLOSURE, "due": lambda one: one.case in waits,
        "closed": lambda one: one.closed, "all": lambda one: True,
    }  # fmt: skip
    return [one for one in rows if fits[show](one) and (not stage or one.stage == stage)]


# ---- beside a case ----


def above(actor: Actor, case: Any) -> list[Link]:
    """What is said over the identity of the person: how not to reach them; that the case is closed."""
    if not may(actor, READ, case.institution):
        return []
    home = reverse("pathway:case", args=[case.pk])
    said = [Link(contact_words(one), home + "#contact") for one in contacts_of(case)]
    if not said:
        said = [Link(_("Before you call: nobody noted yet what is safe."), home + "#contact")]
    return [*([Link(_("This case is closed."), home)] if closed(case) else []), *said]


def contact_words(one: Contact) -> str:
    """One way to reach the person, in a line."""
    said = [f"{_text('contact_channel', one.channel)}: {_text('contact_safety', one.safety)}", one.where]
    if one.hours:
        said.append(_("when: %(hours)s") % {"hours": one.hours})
    if one.word:
        said.append(_("code word: %(word)s") % {"word": one.word})
    return " · ".join(part for part in said if part)


def _text(name: str, code: str) -> str:
    return code_list(name)[code].text.in_(language())


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its way."""
    if not may(actor, READ, case.institution):
        return []
    held = standing(case)
    stage = _text("pathway_stage", held.stage)
    said = _("On its way: %(stage)s since %(day)s") % {"stage": stage, "day": f"{held.since:%Y-%m-%d}"}
    return [Link(said, reverse("pathway:case", args=[case.pk]))]
