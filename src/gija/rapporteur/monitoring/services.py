"""What happens in monitoring: all series checked, alerts decided, notes written.

Each act is one transaction with one audit entry.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.methods.trends import said
from gija.rapporteur.monitoring import catalogue, lines, queries, rules, seen, watching
from gija.rapporteur.monitoring.models import ZONE, Alert, AlertState, Check, Finding, NoteVersion, Standing
from gija.rapporteur.monitoring.watching import Called, Watched
from gija.rapporteur.tasks import services as tasks
from gija.rapporteur.tasks.models import Task
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

SHORTEST = 10  # of a reason
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ABOUT = "alert"  # of a task that came from one


def check(actor: Actor | None) -> Check:
    """Judge every watched series together, keep what may be said of each, open the alerts that are new."""
    actor = require(actor, rules.WATCH)
    totals = seen.points(catalogue.watched(), actor, totals=True)
    all_lines = lines.lines((*totals, *seen.of_children(inner=seen.sees_inner(actor))))
    watched = watching.watch(all_lines)
    due = [(one.code, one.number, one.review_on) for one in queries.reviewed_notes()]
    called = [
        *watching.trends(watched), *watching.missing(all_lines), *watching.reviews(due, timezone.localdate())
    ]  # fmt: skip
    with transaction.atomic(using=ZONE):
        made = Check.objects.create(
            at=timezone.now(), actor_name=actor.name, series=len(watched),
            tests=max((one.judged.looked for one in watched), default=0), claims=sum(w.judged.claimed for w in watched),
        )  # fmt: skip
        Finding.objects.all().delete()
        Finding.objects.bulk_create(_finding(one, place) for place, one in enumerate(watched))
        opened = sum(_open(one) for one in called)
        details = {"series": made.series, "tests": made.tests, "claims": made.claims, "alerts": opened}
        record(ZONE, actor, rules.WATCH, object_type="check", object_id=str(made.pk), details=details)
    return made


def _finding(one: Watched, place: int) -> Finding:
    words, judged, line = said(one.judged), one.judged, one.line
    return Finding(
        key=line.key, indicator=line.indicator, name_en=line.text.en, name_lt=line.text.lt, first=line.periods[0],
        last=line.periods[-1], verdict=judged.verdict, said_en=words.en, said_lt=words.lt,
        p=min(judged.p_trend, judged.p_change), mean=judged.mean, needed=judged.needed, figures=line.digest,
        published=all(seen.is_published(p) for p in line.points if p is not None), child=one.child, place=place,
    )  # fmt: skip


def _open(one: Called) -> bool:
    _alert, new = Alert.objects.get_or_create(
        key=one.key,
        defaults={"kind": one.kind, "about": one.about, "text_en": one.text.en, "text_lt": one.text.lt,
                  "opened_at": timezone.now()},
    )  # fmt: skip
    return bool(new)


def dismiss(actor: Actor | None, pk: int, reason: str) -> Alert:
    """Put an alert aside, with the reason. Refuses one that was decided already (`monitoring.decided`)."""
    actor = require(actor, rules.WATCH)
    plain = _reason(reason)
    with transaction.atomic(using=ZONE):
        found = _decided(actor, pk, AlertState.DISMISSED, plain)
        record(ZONE, actor, rules.WATCH, object_type="alert", object_id=str(pk), details={"act": "dismiss"})
    return found


def to_task(
    actor: Actor | None, pk: int, title: str, detail: str, institution: str, due_on: dt.date | None
) -> Task:  # fmt: skip
    """Turn an alert into a task; the audit entry is that of the task, which names the alert."""
    actor = require(actor, rules.WATCH)
    with transaction.atomic(using=ZONE):
        _decided(actor, pk, AlertState.TASK, "")
        return tasks.give(actor, tasks.About(ABOUT, str(pk)), title, detail, institution, due_on)


def _decided(actor: Actor, pk: int, state: AlertState, reason: str) -> Alert:
    found: Alert | None = Alert.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise GijaError("monitoring.not_found")
    if found.state != AlertState.OPEN:
        raise GijaError("monitoring.decided")
    found.state, found.reason, found.decided_by, found.decided_at = state, reason, actor.name, timezone.now()
    found.save()
    return found


def _reason(reason: str) -> str:
    plain = " ".join(reason.split())[:2000]
    if len(plain) < SHORTEST:
        raise GijaError("monitoring.reason", shortest=SHORTEST)
    return plain


@dataclass(frozen=True, slots=True)
class Written:
    """A threat note as it is written. `series`: indicators it rests on; `sources`: other evidence, in words."""

    title: str
    text: str
    series: tuple[str, ...]
    sources: tuple[str, ...]
    handling: str
    review_on: dt.date | None
    standing: str = Standing.HOLDS


def write_note(actor: Actor | None, written: Written, code: str = "", number: int = 0) -> NoteVersion:
    """A new note, or a new version of one (`number`: the version it was written over). Earlier versions stay.

    Refuses no evidence (`monitoring.evidence`), too few words, a day of review that is not to come, a version written
    over an older one than holds (`monitoring.version`).
    """
    actor = require(actor, rules.NOTE_WRITE)
    evidence = _evidence(written)
    if len(written.title.strip()) < SHORTEST or len(written.text.strip()) < SHORTEST:
        raise GijaError("monitoring.reason", shortest=SHORTEST)
    if written.review_on is None or written.review_on <= timezone.localdate():
        raise GijaError("monitoring.review")
    with transaction.atomic(using=ZONE):
        last = queries.versions(actor, code)[0].number if code else 0
        if last != number:
            raise GijaError("monitoring.version")
        made = NoteVersion.objects.create(
            code=code or "".join(secrets.choice(LETTERS) for _ in range(8)), number=last + 1, language=actor.language,
            title=" ".join(written.title.split())[:200], text=written.text.strip()[:10_000], evidence=evidence,
            handling=written.handling, standing=Standing(written.standing), review_on=written.review_on,
            account=actor.account, author=actor.name, institution=actor.institution,
            institution_name=actor.institution_name, at=timezone.now(),
        )  # fmt: skip
        details = {"version": made.number, "evidence": len(evidence)}
        record(ZONE, actor, rules.NOTE_WRITE, object_type="note", object_id=made.code, details=details)
    return made


def _evidence(written: Written) -> list[list[str]]:
    if written.handling not in code_list("handling_code") or written.standing not in Standing.values:
        raise GijaError("monitoring.not_found")
    series = [["series", code, ""] for code in written.series if code in code_list("indicator")]
    found = series + [["source", "", words.strip()[:300]] for words in written.sources if words.strip()]
    if not found:
        raise GijaError("monitoring.evidence")
    return found[:40]
