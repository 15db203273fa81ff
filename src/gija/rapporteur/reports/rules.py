"""Who may do what with a report, and in which state."""

from __future__ import annotations

from gija.commons.permissions import Actor, may
from gija.rapporteur.reports.models import Report, State

READ = "rapporteur.report.read"
DRAFT = "rapporteur.report.draft"
APPROVE = "rapporteur.report.approve"
PUBLISH = "rapporteur.report.publish"

# Act -> the right it needs, the states it is done in.
ACTS = {
    "edit": (DRAFT, (State.DRAFT,)),
    "coarsen": (DRAFT, (State.DRAFT,)),
    "freeze": (DRAFT, (State.DRAFT,)),
    "discard": (DRAFT, (State.DRAFT, State.FROZEN)),
    "send_back": (APPROVE, (State.FROZEN, State.APPROVED, State.EMBARGOED)),
    "approve": (APPROVE, (State.FROZEN,)),
    "publish": (PUBLISH, (State.APPROVED, State.EMBARGOED)),
    "embargo": (PUBLISH, (State.APPROVED,)),
    "withdraw": (PUBLISH, (State.PUBLISHED,)),
}


def is_second(actor: Actor, report: Report) -> bool:
    """Is the actor another person than whoever made, wrote or froze this report?"""
    return not report.acts.filter(account=actor.account, act__in=("draft", "edit", "coarsen", "freeze")).exists()


def possible(actor: Actor, report: Report) -> list[str]:
    """What this actor may do with the report now."""
    own = [act for act, (right, states) in ACTS.items() if may(actor, right) and report.state in states]
    return [act for act in own if act != "approve" or is_second(actor, report)]
