"""What an assessor does: declares whether there is a conflict, scores every criterion, notes a meeting."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor, require
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.assessments import scoring
from gija.rapporteur.activities.checks import MISSING, both_locked, no_person, state_is
from gija.rapporteur.activities.models import ZONE, Application, ApplicationState, Assessment, CallState
from gija.rapporteur.bodies import trail
from gija.rapporteur.bodies.models import Act
from gija.vocabulary.errors import GijaError


def declare(actor: Actor | None, pk: int, conflict: bool, words: str) -> Assessment:
    """Say, before anything else, whether there is a conflict of interest; one is told with words. Whoever is of the
    institution that applies has one, whatever was said. Said once; not by who runs the call (`activities.apart`)."""
    actor = require(actor, rules.ASSESS)
    with transaction.atomic(using=ZONE):
        of = _assessed(pk)
        if Act.objects.filter(kind="grant_call", about=of.call.code, account=actor.account).exists():
            raise GijaError("activities.apart")
        same = of.institution == actor.institution
        plain = trail.reason(words) if conflict else " ".join(words.split())
        no_person(plain)
        made, new = Assessment.objects.get_or_create(
            application=of, account=actor.account, defaults={"conflict": conflict or same, "declared": plain}
        )
        if not new:
            raise GijaError("activities.declared")
        act = "conflict" if made.conflict else "declare"
        trail.note(actor, rules.ASSESS, "grant_application", pk, act, plain)
    return made


def _assessed(pk: int) -> Application:
    call, found = both_locked(pk)
    if found.state != ApplicationState.SUBMITTED:
        raise GijaError(MISSING)
    state_is(call.state, CallState.ASSESSING)
    if found.outcome:
        raise GijaError("activities.state")
    return found


def _own(actor: Actor, of: Application) -> Assessment:
    found = of.assessments.select_for_update().filter(account=actor.account).first()
    if found is None or found.conflict:
        raise GijaError("activities.conflict")
    return found


def score(actor: Actor | None, pk: int, given: Mapping[str, tuple[int, str]]) -> Assessment:
    """Points and words for every criterion, once: after it the others' are seen. Refuses points outside the scale and a
    criterion without words (`activities.points`), and who declared a conflict or nothing (`activities.conflict`)."""
    actor = require(actor, rules.ASSESS)
    no_person(*(words for _points, words in given.values()))
    with transaction.atomic(using=ZONE):
        of = _assessed(pk)
        found = _own(actor, of)
        if found.done_at is not None:
            raise GijaError("activities.scored")
        most = {one["code"]: one["most"] for one in of.call.criteria}
        whole = set(given) == set(most) and all(len(words.strip()) >= 3 for _points, words in given.values())
        if not whole or any(not 0 <= points <= most[code] for code, (points, _words) in given.items()):
            raise GijaError("activities.points")
        found.scores = {code: {"points": points, "words": words.strip()} for code, (points, words) in given.items()}
        found.done_at = timezone.now()
        found.save()
        trail.note(actor, rules.ASSESS, "grant_application", pk, "score")
    return found


def meet(actor: Actor | None, pk: int, words: str) -> Assessment:
    """Note what a meeting about a wide spread came to; it is settled when every assessor has noted it."""
    actor, plain = require(actor, rules.ASSESS), trail.reason(words)
    no_person(plain)
    with transaction.atomic(using=ZONE):
        of = _assessed(pk)
        found = _own(actor, of)
        if found.done_at is None or not scoring.standing(of.call, of).open:
            raise GijaError("activities.state")
        found.met = plain
        found.save()
        trail.note(actor, rules.ASSESS, "grant_application", pk, "meet")
    return found
