"""What an actor sees: the exchanges of their own institution, who can be a partner, whether the person agrees."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.cases.file import FILE
from gija.casework.exchange.models import Exchange, Side, State
from gija.casework.exchange.words import STATES
from gija.commons.casefile import finding
from gija.commons.casefile.beside import Link
from gija.commons.casefile.queries import lately, scopes
from gija.commons.courier.keys import identity
from gija.commons.courier.models import Peer
from gija.commons.directory.queries import institutions, name_on
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError

READ, ASK, GIVE, EXPORT = (f"casework.exchange.{act}" for act in ("read", "ask", "give", "export"))
REFERRAL = "referral"  # scope of consent
NOT_CASEWORK = frozenset({"police", "border_guard", "prosecution", "court"})


def agrees(case: Any) -> bool:
    """Does the person agree to sharing for referral now?"""
    return REFERRAL in scopes(case)


def own(actor: Actor) -> QuerySet[Exchange]:
    """Every exchange of the actor's institution; none without the right."""
    if not may(actor, READ, actor.institution):
        return Exchange.objects.none()
    return Exchange.objects.filter(institution=actor.institution).select_related("case")


def waiting(actor: Actor) -> int:
    """How many wait for this institution: offers to answer, requests to answer."""
    ours = Q(side=Side.TAKES, state=State.OFFERED) | Q(side=Side.GIVES, state=State.ASKED)
    return own(actor).filter(ours, expires_on__gte=timezone.localdate()).count()


def one(actor: Actor | None, pk: str, action: str = READ) -> Exchange:
    """One exchange. Refused: `exchange.not_found`; another institution's is `NotPermittedError`."""
    found = Exchange.objects.select_related("case__person").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("exchange.not_found")
    require(actor, action, found.institution)
    return found


def partners(actor: Actor, language: str) -> list[tuple[str, str]]:
    """Institutions that may be asked or told: all but one's own and those that keep their cases with the police."""
    found = institutions().exclude(code=actor.institution).exclude(kind__in=NOT_CASEWORK)
    return sorted(((one.code, name_on(one.code, language=language)) for one in found), key=lambda one: one[1])


def installations() -> list[str]:
    """Where an organisation may keep its case files: here, or with a peer that runs the zone."""
    peers = [peer.code for peer in Peer.objects.filter(active=True).order_by("code") if FILE.zone in peer.zones]
    return [identity().code, *peers]


def home_of(partner: str) -> str:
    """The installation that an organisation is tied to, if it is one; else empty."""
    peers = [peer for peer in Peer.objects.filter(active=True) if FILE.zone in peer.zones]
    tied = [peer.code for peer in peers if partner in peer.institutions]
    return tied[0] if len(tied) == 1 else ""


def cases(actor: Actor, *chosen: str) -> list[tuple[str, str]]:
    """The cases last worked on, and the chosen ones, whose person agrees to sharing, without names."""
    return lately(FILE, actor, *chosen, agreed=REFERRAL)


def all_cases(actor: Actor, *chosen: str) -> list[tuple[str, str]]:
    """The cases of the institution last worked on, and the chosen ones, without names."""
    return lately(FILE, actor, *chosen)


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its exchanges, and asking or offering where the person agrees."""
    found = [
        Link(
            _("Exchange %(short)s with %(partner)s: %(state)s")
            % {"short": one.short, "partner": name_on(one.partner), "state": STATES[State(one.state)]},
            reverse("exchange:one", args=[one.pk]),
        )
        for one in own(actor).filter(case=case.pk)
    ]
    if not may(actor, ASK, case.institution) or not agrees(case):
        return found
    asked = f"?case={case.pk}"
    return [
        *found,
        Link(_("Ask another organisation what it knows of this person"), reverse("exchange:ask") + asked),
        Link(_("Offer another organisation what you know of this person"), reverse("exchange:offer") + asked),
    ]


def candidates(actor: Actor, about: dict[str, str]) -> list[Any]:
    """Own cases of who is asked about, found as `search before you create` does."""
    return list(finding.known(FILE, actor.institution, about))
