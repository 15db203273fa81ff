"""What a person sees of questions and answers, and which questions wait for them.

Levels are applied here, once: what a level does not let through is not in the value (see `results`), so no output can
let it slip.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.methods.names.values import Part
from gija.police.access.models import BreakGlass
from gija.police.access.queries import glass_of
from gija.police.access.table import Decided
from gija.police.databases.values import State
from gija.police.search.ids import LENGTH, typed
from gija.police.search.models import Candidate, DatabaseAnswer, SearchQuery
from gija.police.search.questions import ELSEWHERE
from gija.police.search.results import Hit, Line, Result, Second, overall
from gija.police.search.rules import decided
from gija.police.search.words import Decision, Level, Outcome
from gija.vocabulary.errors import GijaError
from gija.vocabulary.evaluation import evaluation
from gija.vocabulary.text import Text

__all__ = ["Hit", "Line", "Result", "overall"]

READ = "police.search.read"
CONFIRM = "police.search.confirm"


def own_queries(actor: Actor) -> QuerySet[SearchQuery]:
    """Every question of the actor's institution, latest first; none without the right to read."""
    if not may(actor, READ, actor.institution):
        return SearchQuery.objects.none()
    return SearchQuery.objects.filter(institution=actor.institution).exclude(purpose__in=ELSEWHERE)


def history(
    actor: Actor,
    *,
    type_: str = "",
    outcome: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    mine: bool = False,
    waiting: str = "",
) -> QuerySet[SearchQuery]:
    """The institution's questions, filtered; `since` and `until` (aware) bound the time of asking, until excluded."""
    found = own_queries(actor)
    if type_:
        found = found.filter(type=type_)
    if outcome:
        found = found.filter(outcome=outcome)
    if since:
        found = found.filter(asked_at__gte=since)
    if until:
        found = found.filter(asked_at__lt=until)
    if waiting:
        found = found.filter(pk__in=WAITING[waiting](actor).values("pk"))
    return found.filter(account=actor.account) if mine else found


def query(actor: Actor, query_id: str) -> SearchQuery:
    """One question of the actor's institution. Refused: `search.not_found`; another's is `NotPermittedError`."""
    found = SearchQuery.objects.filter(pk=query_id).first()
    if found is None or found.purpose in ELSEWHERE:  # those have rooms and rights of their own
        raise GijaError("search.not_found")
    require(actor, READ, found.institution)
    return found


def result(actor: Actor, found: SearchQuery) -> Result:
    """The question with its answers, each cut to what this actor may see of it; hits first, then silence."""
    answers = found.answers.prefetch_related("candidates")
    glass = glass_of(actor, found.glass)
    lines = [_line(actor, found, answer, glass) for answer in answers]
    order = ("hit", "refer", "silent", "no_hit")
    return Result(found, tuple(sorted(lines, key=lambda line: (order.index(line.tag), line.name.en))))


def _line(actor: Actor, found: SearchQuery, answer: DatabaseAnswer, glass: BreakGlass | None) -> Line:
    seen = [(c, _decided(actor, found, answer, c, glass)) for c in answer.candidates.all()]
    shown = [_hit(c, one) for c, one in seen if one.level is not Level.REFER]
    hits = sorted(shown, key=lambda h: (-h.score, h.id))
    return Line(
        answer.database,
        Text(answer.name_en, answer.name_lt),
        Text(answer.owner_en, answer.owner_lt),
        answer.contact,
        answer.handling,
        State(answer.state),
        answer.as_of,
        answer.seconds,
        error_text(answer),
        answer.cut and bool(hits),
        tuple(hits),
        len(shown) < len(seen),
        answer.four_eyes,
    )


def _decided(
    actor: Actor, found: SearchQuery, answer: DatabaseAnswer, candidate: Candidate, glass: BreakGlass | None
) -> Decided:
    candidate.answer = answer  # spares a query for each candidate
    return decided(actor, found.purpose, candidate, glass)


def _hit(candidate: Candidate, found: Decided) -> Hit:
    open_ = found.level is Level.CONTENT
    return Hit(
        candidate.id,
        found.level,
        () if open_ else found.because,
        candidate.score or 0.0,
        candidate.category if open_ else "",
        candidate.code,
        grade(candidate.evaluation) if open_ else None,
        candidate.kind if open_ else "",
        candidate.review_on if open_ else "",
        tuple(_part(raw) for raw in candidate.explanation) if open_ else (),
        Decision(candidate.decision),
        candidate.decided_by_name,
        candidate.decided_at,
        candidate.decision_reason,
        _second(candidate),
        candidate.gathered_at is not None,
        candidate.used,
    )


def _second(candidate: Candidate) -> Second | None:
    if candidate.second_at is None:
        return None
    return Second(candidate.second_by_name, candidate.second_at, candidate.second_reason)


def grade(written: str) -> Text | None:
    """A source evaluation in words, in its own scale; as written where no scale knows it, None where there is none."""
    if not written:
        return None
    try:
        return evaluation(written).text
    except GijaError:
        return Text(written, written)


def _part(raw: dict[str, str | float]) -> Part:
    text = Text(str(raw["en"]), str(raw["lt"]))
    return Part(str(raw["left"]), str(raw["right"]), str(raw["how"]), float(raw["weight"]), text)


def error_text(answer: DatabaseAnswer) -> Text | None:
    """Why a database was silent, in words; None where it was not."""
    if not answer.error:
        return None
    places = {k: Text.of(v) if isinstance(v, dict) else v for k, v in answer.error_values.items()}
    return GijaError(answer.error, **places).text


def candidate(actor: Actor, candidate_id: str) -> Candidate:
    """One candidate of the actor's institution. Refused: `search.not_found`; another's is `NotPermittedError`."""
    found = Candidate.objects.select_related("answer__query").filter(pk=candidate_id).first()
    if found is None:
        raise GijaError("search.not_found")
    require(actor, READ, found.answer.query.institution)
    return found


def candidate_by_short_id(actor: Actor, text: str) -> Candidate:
    """The candidate whose id begins with what a person typed (4 characters or more), of their own institution."""
    start = typed(text)
    if len(start) < 4:
        raise GijaError("search.not_found")
    lookup = {"pk": start} if len(start) == LENGTH else {"pk__startswith": start}
    found = list(_own_candidates(actor).filter(referred=False, **lookup)[:2])
    if not found:
        raise GijaError("search.not_found")
    if len(found) > 1:
        raise GijaError("search.short_id_ambiguous")
    return found[0]


def _own_candidates(actor: Actor) -> QuerySet[Candidate]:
    if not may(actor, READ, actor.institution):
        return Candidate.objects.none()
    own = Candidate.objects.filter(answer__query__institution=actor.institution)
    return own.select_related("answer__query")


def _still(hits: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Without those whose record its owner may no longer hold: there is nothing left to decide on."""
    return hits.filter(Q(expires=None) | Q(expires__gte=timezone.localdate()))


def to_decide(actor: Actor) -> QuerySet[SearchQuery]:
    """The actor's own questions with hits of which none has been decided yet."""
    if not may(actor, CONFIRM, actor.institution):
        return SearchQuery.objects.none()
    hits = _still(Candidate.objects.filter(answer__query=OuterRef("pk"), level=Level.CONTENT))
    mine = own_queries(actor).filter(account=actor.account, outcome=Outcome.HIT)
    return mine.filter(Exists(hits)).exclude(Exists(hits.exclude(decision=Decision.OPEN)))


def to_second(actor: Actor) -> QuerySet[SearchQuery]:
    """Colleagues' questions with a hit that awaits a second person, which this actor may be."""
    if not may(actor, CONFIRM, actor.institution):
        return SearchQuery.objects.none()
    hits = _still(Candidate.objects.filter(answer__query=OuterRef("pk"), decision=Decision.AWAITING))
    others = own_queries(actor).exclude(account=actor.account)
    return others.filter(Exists(hits.exclude(decided_by=actor.account)))


def to_tell(actor: Actor) -> QuerySet[SearchQuery]:
    """The actor's own questions with a confirmed hit of which nobody has said whether it was used."""
    if not may(actor, CONFIRM, actor.institution):
        return SearchQuery.objects.none()
    hits = Candidate.objects.filter(answer__query=OuterRef("pk"), decision=Decision.CONFIRMED, used="")
    return own_queries(actor).filter(account=actor.account).filter(Exists(hits))


WAITING = {"decide": to_decide, "second": to_second, "tell": to_tell}


def waiting(actor: Actor) -> int:
    """How many questions wait for a decision of this actor, their own and those that want a second person."""
    return to_decide(actor).count() + to_second(actor).count()


def latest(actor: Actor, most: int = 5) -> list[SearchQuery]:
    """The actor's own latest questions."""
    return list(own_queries(actor).filter(account=actor.account).order_by("-asked_at", "pk")[:most])
