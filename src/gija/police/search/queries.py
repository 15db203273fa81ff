"""What a person sees of questions and answers. Page, command, JSON and CSV show these values and nothing else.

Levels are applied here, once: what a level does not let through is not in the value, so no output can let it slip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from gija.commons.permissions import Actor, may, require
from gija.methods.names.values import Part
from gija.police.databases.values import State
from gija.police.search.ids import LENGTH, typed
from gija.police.search.models import Candidate, DatabaseAnswer, SearchQuery
from gija.police.search.rules import open_handling, view_of
from gija.police.search.words import Decision, Level, Outcome, answer_line
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

READ = "police.search.read"
CONFIRM = "police.search.confirm"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that may be what was sought, cut to its level: below content no reasons, no category."""

    id: str
    level: Level
    score: float
    category: str
    parts: tuple[Part, ...]
    decision: Decision
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    gathered: bool
    used: str

    @property
    def short(self) -> str:
        return self.id[:8]


@dataclass(frozen=True, slots=True)
class Line:
    """One database's answer. `refer`: there is something to ask the owner; how much or what is not told."""

    database: str
    name: Text
    owner: Text
    contact: str
    handling: str
    state: State
    as_of: datetime | None
    seconds: float
    error: Text | None
    cut: bool
    hits: tuple[Hit, ...]
    refer: bool

    @property
    def silent(self) -> bool:
        return self.state.silent

    @property
    def tag(self) -> str:
        """`hit`, `refer`, `silent` or `no_hit`: the last only of a database that has answered freshly."""
        if self.hits:
            return "hit"
        if self.refer:
            return "refer"
        return "silent" if self.silent else "no_hit"


@dataclass(frozen=True, slots=True)
class Result:
    """A question and all its answers, as one person may see them."""

    query: SearchQuery
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> Outcome:
        return overall({line.tag for line in self.lines}, bool(self.silent))

    @property
    def silent(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.silent)

    @property
    def text(self) -> Text:
        """The overall answer; whoever was silent is named, a hit or not."""
        names = [line.name for line in self.silent]
        en = answer_line(self.outcome, tuple(n.en for n in names)).en
        return Text(en, answer_line(self.outcome, tuple(n.lt for n in names)).lt)

    @property
    def referrals(self) -> tuple[Line, ...]:
        """Databases whose owner must be asked: something protected, or a hit that only its owner may open."""
        return tuple(x for x in self.lines if x.refer or any(h.level is Level.OWNER for h in x.hits))


def overall(tags: Iterable[str], silent: bool) -> Outcome:
    """The outcome of all answers. Silence is not "no hit"."""
    said = set(tags)
    if "hit" in said:
        return Outcome.HIT
    if "refer" in said:
        return Outcome.REFER
    return Outcome.NO_HIT_SO_FAR if silent or not said else Outcome.NO_HIT


def own_queries(actor: Actor) -> QuerySet[SearchQuery]:
    """Every question of the actor's institution, latest first; none without the right to read."""
    if not may(actor, READ, actor.institution):
        return SearchQuery.objects.none()
    return SearchQuery.objects.filter(institution=actor.institution)


def history(
    actor: Actor,
    *,
    type_: str = "",
    outcome: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    mine: bool = False,
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
    return found.filter(account=actor.account) if mine else found


def query(actor: Actor, query_id: str) -> SearchQuery:
    """One question of the actor's institution. Refused: `search.not_found`; another's is `NotPermittedError`."""
    found = SearchQuery.objects.filter(pk=query_id).first()
    if found is None:
        raise GijaError("search.not_found")
    require(actor, READ, found.institution)
    return found


def result(actor: Actor, found: SearchQuery) -> Result:
    """The question with its answers, each cut to what this actor may see of it; hits first, then silence."""
    answers = found.answers.prefetch_related("candidates")
    lines = [_line(actor, found, answer) for answer in answers]
    order = ("hit", "refer", "silent", "no_hit")
    return Result(found, tuple(sorted(lines, key=lambda line: (order.index(line.tag), line.name.en))))


def _line(actor: Actor, found: SearchQuery, answer: DatabaseAnswer) -> Line:
    seen = [(c, _level(actor, found, answer, c)) for c in answer.candidates.all()]
    hits = sorted((_hit(c, level) for c, level in seen if level is not Level.REFER), key=lambda h: (-h.score, h.id))
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
        any(level is Level.REFER for _, level in seen),
    )


def _level(actor: Actor, found: SearchQuery, answer: DatabaseAnswer, candidate: Candidate) -> Level:
    candidate.answer = answer  # spares a query for each candidate
    return view_of(actor, found.purpose, candidate)


def _hit(candidate: Candidate, level: Level) -> Hit:
    open_ = level is Level.CONTENT
    return Hit(
        candidate.id,
        level,
        candidate.score or 0.0,
        candidate.category if open_ else "",
        tuple(_part(raw) for raw in candidate.explanation) if open_ else (),
        Decision(candidate.decision),
        candidate.decided_by_name,
        candidate.decided_at,
        candidate.decision_reason,
        candidate.gathered_at is not None,
        candidate.used,
    )


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


def to_decide(actor: Actor) -> QuerySet[SearchQuery]:
    """The actor's own questions with hits of which none has been decided yet."""
    if not may(actor, CONFIRM, actor.institution):
        return SearchQuery.objects.none()
    hits = Candidate.objects.filter(answer__query=OuterRef("pk"), referred=False, answer__handling__in=open_handling())
    mine = own_queries(actor).filter(account=actor.account, outcome=Outcome.HIT)
    return mine.filter(Exists(hits)).exclude(Exists(hits.exclude(decision=Decision.OPEN)))
