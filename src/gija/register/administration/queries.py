"""Members of the register with what they sent, and samples with how far two entries agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from gija.commons.courier.models import Peer
from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, may, require
from gija.methods.names.calibration import wilson
from gija.methods.tables import Period
from gija.register.administration import keys, quality
from gija.register.administration.models import Compared, Drawn, Sample
from gija.register.records.models import Record, Revision
from gija.register.records.rules import MEMBERS
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

MANAGE = "register.member.manage"
ENTER = "register.sample.enter"


@dataclass(frozen=True, slots=True)
class Sender:
    """A member as the administrator sees it. `sent`: revisions and withdrawals that came in the period."""

    code: str
    name: Text
    sent: int
    last: str  # month, empty: never
    peers: tuple[str, ...]  # installations that may send for it
    quality: quality.Quality


def senders(actor: Actor, period: Period) -> list[Sender]:
    """Everybody who has sent or whose installation is tied to them, by name; who sent nothing is among them."""
    require(actor, MANAGE)
    tied = ties()
    codes = set(Record.objects.values_list("sender", flat=True)) | set(tied)
    sent = _sent(period)
    found = [_sender(code, sent[code], tied.get(code, ())) for code in codes]
    return sorted(found, key=lambda one: (one.name.lt, one.code))


def ties() -> dict[str, tuple[str, ...]]:
    """Institution -> the active installations that may send for it."""
    found: dict[str, list[str]] = {}
    for peer in Peer.objects.using("default").filter(active=True):
        for code in peer.institutions:
            found.setdefault(code, []).append(peer.code)
    return {code: tuple(peers) for code, peers in found.items()}


def _sent(period: Period) -> Counter[str]:
    months = (period.first_month, period.last_month)
    revisions = Revision.objects.filter(received_month__range=months).values_list("record__sender", flat=True)
    withdrawn = Record.objects.filter(withdrawn_month__range=months).values_list("sender", flat=True)
    return Counter(revisions) + Counter(withdrawn)


def _sender(code: str, sent: int, peers: tuple[str, ...]) -> Sender:
    months = Record.objects.filter(sender=code).order_by("-received_month").values_list("received_month", flat=True)
    return Sender(code, text_on(code), sent, months.first() or "", peers, quality.of_member(code))


def member_quality(actor: Actor, code: str) -> quality.Quality:
    """One member's. Refused: `register.members.not_found`, also for another institution's: none is told who sends."""
    require(actor, MEMBERS)
    if not may(actor, MEMBERS, code) or not Record.objects.filter(sender=code).exists():
        raise GijaError("register.members.not_found")
    return quality.of_member(code)


def samples(actor: Actor, code: str = "") -> QuerySet[Sample]:
    """The samples this actor may see, of one member or of all."""
    if not may(actor, MEMBERS):
        return Sample.objects.none()
    found = Sample.objects.all() if may(actor, MEMBERS, "") else Sample.objects.filter(institution=actor.institution)
    return found.filter(institution=code) if code else found


def sample(actor: Actor, sample_id: str) -> Sample:
    """One sample. Refused: `register.sample.not_found`; another institution's is `NotPermittedError`."""
    found = Sample.objects.filter(pk=sample_id).first()
    if found is None:
        raise GijaError("register.sample.not_found")
    require(actor, MEMBERS, found.institution)
    return found


def drawn(actor: Actor, drawn_id: str) -> Drawn:
    """One record of a sample, for its second entry by its own institution."""
    found = Drawn.objects.select_related("sample", "record").filter(pk=drawn_id).first()
    if found is None:
        raise GijaError("register.sample.not_found")
    require(actor, ENTER, found.sample.institution)
    return found


def waiting_for(actor: Actor) -> int:
    """How many second entries wait for this actor's institution."""
    open_ = Drawn.objects.filter(entered_by__isnull=True, record__withdrawn=False)
    return open_.filter(sample__institution=actor.institution).count()


@dataclass(frozen=True, slots=True)
class Agreement:
    """In how many second entries a field says the same, with the 95 % Wilson interval of the share."""

    text: Text
    agree: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.agree, self.of)


def agreement(found: Sample) -> list[Agreement]:
    """Field by field."""
    rows = Counter(Compared.objects.filter(drawn__sample=found).values_list("field", "agrees"))
    return [
        Agreement(one.text, rows[one.code, True], rows[one.code, True] + rows[one.code, False]) for one in keys.fields()
    ]
