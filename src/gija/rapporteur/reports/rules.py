"""Who may do what with a report, and in which state."""

from __future__ import annotations

from gija.commons.permissions import Actor, NotPermittedError, may
from gija.rapporteur.evaluators.queries import author_of
from gija.rapporteur.reports.models import Kind, Report, State

READ = "rapporteur.report.read"
AUTHOR = "rapporteur.report.author"  # write at all: who drafts, and the evaluator for its own kind
DRAFT = "rapporteur.report.draft"
APPROVE = "rapporteur.report.approve"
PUBLISH = "rapporteur.report.publish"

# Act -> the right it needs, the states it is done in.
ACTS = {
    "edit": (AUTHOR, (State.DRAFT,)),
    "write": (AUTHOR, (State.DRAFT,)),
    "coarsen": (AUTHOR, (State.DRAFT,)),
    "protect": (AUTHOR, (State.DRAFT,)),
    "freeze": (AUTHOR, (State.DRAFT,)),
    "discard": (AUTHOR, (State.DRAFT, State.FROZEN)),
    "send_back": (APPROVE, (State.FROZEN, State.APPROVED, State.EMBARGOED)),
    "approve": (APPROVE, (State.FROZEN,)),
    "publish": (PUBLISH, (State.APPROVED, State.EMBARGOED)),
    "embargo": (PUBLISH, (State.APPROVED,)),
    "send": (PUBLISH, (State.APPROVED, State.EMBARGOED, State.PUBLISHED)),
    "receive": (PUBLISH, (State.APPROVED, State.EMBARGOED, State.PUBLISHED, State.WITHDRAWN)),
    "withdraw": (PUBLISH, (State.PUBLISHED,)),
}
MADE = ("draft", "edit", "write", "coarsen", "protect", "freeze")  # who did one of these is no second person


def writes(actor: Actor | None, kind: str, institution: str | None = None) -> bool:
    """May the actor write reports of this kind, of this institution? The independent evaluator writes its own kind and
    no other; the Rapporteur's office writes all others, and not a word of the evaluator's."""
    if kind == Kind.EVALUATOR:
        return may(actor, AUTHOR, institution) and not may(actor, DRAFT)
    return may(actor, DRAFT)


def allowed(actor: Actor | None, act: str, report: Report) -> bool:
    """Has the actor the right to this act on this report, whatever its state?"""
    right = ACTS[act][0]
    if right != AUTHOR:
        return may(actor, right)
    return writes(actor, report.kind, report.institution) and engaged(actor, report.kind, report.period)


def engaged(actor: Actor | None, kind: str, period: str) -> bool:
    """Has an evaluator's house the contract for this period, in force today? Nobody else needs one."""
    return kind != Kind.EVALUATOR or author_of(actor, period) is not None


def checked(actor: Actor | None, act: str, report: Report) -> Actor:
    """The actor, if they have the right; else `NotPermittedError`."""
    if actor is None or not allowed(actor, act, report):
        raise NotPermittedError(actor, ACTS[act][0])
    return actor


def is_second(actor: Actor, report: Report) -> bool:
    """Is the actor another person than whoever made, wrote or froze this report?"""
    return not report.acts.filter(account=actor.account, act__in=MADE).exists()


def possible(actor: Actor, report: Report) -> list[str]:
    """What this actor may do with the report now."""
    own = [act for act, (_, states) in ACTS.items() if allowed(actor, act, report) and report.state in states]
    return [act for act in own if act != "approve" or is_second(actor, report)]
