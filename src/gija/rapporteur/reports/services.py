"""What happens to a report: drafted, frozen, approved by a second person, published, withdrawn. One act, one entry."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import actor_of
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, NotPermittedError, require
from gija.formats import releases
from gija.rapporteur.authoring import checking, passages
from gija.rapporteur.gate import kept
from gija.rapporteur.gate import queries as ledger
from gija.rapporteur.gate import services as gate
from gija.rapporteur.gate.ways import way
from gija.rapporteur.reports import faces, queries, rules, stored
from gija.rapporteur.reports.models import ZONE, Act, Report, State
from gija.rapporteur.reports.values import ReportData, Signature
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

SHORTEST_REASON = 10
LONGEST_FOREWORD = 20_000
NOTHING = Text("", "")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """Which report is begun. `table`: of the register, for the kind `table`; `plan`: for `plan_progress`; `reason`: why
    it is of just this period, in both languages, where the kind asks."""

    kind: str
    period: str
    foreword: Text = NOTHING
    table: str = ""
    plan: str = ""
    reason: Text = NOTHING


def draft(actor: Actor | None, kind: str, period: str, foreword: Text | None = None, table: str = "") -> Report:
    """Begin a report, of one of the register's tables where the kind is `table`; see `begin`."""
    return begin(actor, Draft(kind, period, foreword or NOTHING, table))


def begin(actor: Actor | None, wanted: Draft) -> Report:
    """Begin a report.

    Refuses who may not write its kind, a period it cannot have, a foreword or reason in one language, and one that is
    open already. An evaluator writes for the years of its contract only (`reports.no_contract`).
    """
    actor = require(actor, rules.AUTHOR)
    if not rules.writes(actor, wanted.kind):
        raise NotPermittedError(actor, rules.AUTHOR)
    queries.checked_period(wanted.kind, wanted.period)
    if not rules.engaged(actor, wanted.kind, wanted.period):
        raise GijaError("reports.no_contract", period=wanted.period)
    said, why = _foreword(wanted.foreword), _foreword(wanted.reason)
    with transaction.atomic(using=ZONE):
        if queries.open_report(wanted.kind, wanted.period, wanted.table):
            raise GijaError("reports.open")
        made = Report(
            kind=wanted.kind, period=wanted.period, table=wanted.table, plan=wanted.plan, reason_en=why.en,
            reason_lt=why.lt, vintage=queries.vintage_of(wanted.kind, wanted.period, wanted.table), foreword_en=said.en,
            foreword_lt=said.lt, institution=actor.institution, changed_at=timezone.now(),
        )  # fmt: skip
        _possible(made)
        made.save(using=ZONE)
        note(actor, made, "draft")
    return made


def _possible(made: Report) -> None:
    """A report that cannot be built is not begun, unless leaving breakdowns out may help."""
    try:
        queries.data_of(made)
    except GijaError as error:
        if error.code != "gate.impossible":
            raise


def edit(actor: Actor | None, pk: int, foreword: Text) -> Report:
    """Write the foreword of a draft, in both languages or in none."""
    said = _foreword(foreword)
    with acting(actor, pk, "edit") as (who, found):
        found.foreword_en, found.foreword_lt = said.en, said.lt
        note(who, found, "edit")
    return found


def coarsen(actor: Actor | None, pk: int, without: Iterable[str]) -> Report:
    """Leave breakdowns out of a draft (none: tell all again), as axes of the gate. Refuses (`reports.breakdown`) what
    the figures are not broken down by."""
    wanted = sorted(set(without))
    with acting(actor, pk, "coarsen") as (who, found):
        if not set(wanted) <= set(queries.breakdowns_of(found)):
            raise GijaError("reports.breakdown")
        found.without = ",".join(wanted)
        note(who, found, "coarsen", found.without)
    return found


def protect(actor: Actor | None, pk: int, protection: str) -> Report:
    """Choose how the figures of a draft are protected (`gija.rapporteur.gate.ways`). Refuses a way that is not there
    (`gate.protection`)."""
    with acting(actor, pk, "protect") as (who, found):
        found.protection = way(protection).code
        note(who, found, "protect", found.protection)
    return found


def freeze(actor: Actor | None, pk: int) -> Report:
    """Fix the data as they are known now.

    Refuses what cannot be built or drawn in both languages; with its place a text that lacks its translation, or tells
    a figure that cannot be told (`authoring.…`); and what would tell of few people beside the tables that institutions
    were answered (`selfservice.unsafe`).
    """
    with acting(actor, pk, "freeze") as (who, found):
        made = queries.would_be(found)
        checking.insist(found.kind, checking.problems(found.kind, passages.written(found), made.points))
        gate.insist(made.passed.releases)
        queries.files_of(made.data, *faces.trial(made.data))
        found.data, found.hash = stored.canonical(made.data).decode(), stored.digest(made.data)
        found.gate, found.state = made.passed.as_json(), State.FROZEN
        note(who, found, "freeze")
    return found


def send_back(actor: Actor | None, pk: int, reason: str) -> Report:
    """Back to draft, with the reason; the frozen data are let go. What was sent to somebody keeps its number: it is the
    next version that is drafted then."""
    reason = _reason(reason)
    with acting(actor, pk, "send_back") as (who, found):
        was = found.hash
        found.vintage += found.dispatches.filter(hash=was).exists()
        found.data, found.hash, found.gate, found.embargo, found.state = "", "", "", None, State.DRAFT
        note(who, found, "send_back", reason, was)
    return found


def approve(actor: Actor | None, pk: int, seen: str, signature: Signature | None = None) -> Report:
    """Approve the frozen data whose hash the actor has `seen`; `signature`: who signs it, which the data then say.

    Refuses who made, wrote or froze it (`reports.second_person`), and other data than were seen (`reports.changed`).
    """
    with acting(actor, pk, "approve") as (who, found):
        if not rules.is_second(who, found):
            raise GijaError("reports.second_person")
        queries.data_of(found)
        if seen != found.hash:
            raise GijaError("reports.changed")
        if signature:  # nothing else of the data differs from what was seen; the act keeps the hash that was
            signed = replace(queries.data_of(found), signatures=(signature,))
            found.data, found.hash = stored.canonical(signed).decode(), stored.digest(signed)
        found.state = State.APPROVED
        note(who, found, "approve", hash_=seen)
    return found


def publish(actor: Actor | None, pk: int, folder: Path | None = None) -> Report:
    """Write the approved report as an immutable release; it names the one it revises.

    The folder is written last. Should the commit fail after it, the same report published again finds its release.
    """
    with acting(actor, pk, "publish") as (who, found):
        data = queries.data_of(found)
        about = releases.About(
            slug=data.code,
            title=data.title,
            period=data.period,
            day=timezone.localdate().isoformat(),
            vintage=found.vintage,
            data=found.hash,
            publisher=data.publisher,
            replaces=queries.last_release(found),
        )
        where = folder or settings.RELEASES
        files = queries.files_of(data)
        gate.put(kept.releases(found.gate))
        found.state = State.PUBLISHED
        found.release = _again(where, about) or releases.publish(where, files, about)
        note(who, found, "publish")
    return found


def embargo(actor: Actor | None, pk: int, until: dt.datetime) -> Report:
    """Publish later, at a moment: the worker does it in this actor's name. Refuses a moment that is not to come.

    The ledger takes it in at the moment it goes out: should it not be safe by then, it stays and says so.
    """
    if until <= timezone.now():
        raise GijaError("reports.embargo")
    with acting(actor, pk, "embargo") as (who, found):
        found.embargo, found.state = until, State.EMBARGOED
        note(who, found, "embargo", until.isoformat(timespec="minutes"))
    return found


def publish_due() -> list[str]:
    """Publish what was embargoed until a moment that has come, each in the name of who set it; the releases' names.

    What cannot go out any more is held back, and its page says why; the others go out all the same. What another worker
    has just published, or somebody has just sent back, is left alone.
    """
    due = Report.objects.filter(state=State.EMBARGOED, embargo__lte=timezone.now()).order_by("embargo", "id")
    return [release for found in due if (release := _due(found))]


def _due(found: Report) -> str:
    who = _who(found)
    try:
        actor_of(Account.objects.get(pk=who.account), who.role)  # refuses who has left, or has lost the role
        return publish(who, found.pk).release
    except GijaError as error:
        if error.code != "reports.state":
            _hold(who, found.pk, error)
    except OSError as fault:  # the folder: tried again at the next pass
        log.error("a release could not be written: %s", type(fault).__name__)
    return ""


def _hold(who: Actor, pk: int, why: GijaError) -> None:
    """Not published at its moment: approved as before, with the reason."""
    with transaction.atomic(using=ZONE):
        found = Report.objects.select_for_update().get(pk=pk)
        if found.state == State.EMBARGOED:
            found.state, found.embargo, found.changed_at = State.APPROVED, None, timezone.now()
            note(who, found, "hold", why.text.in_(who.language))


def _who(found: Report) -> Actor:
    act = found.acts.filter(act="embargo").latest("id")
    return Actor(act.account, act.actor_name, act.role, act.institution, act.institution_name)


def _again(where: Path, about: releases.About) -> str:
    """The release of just these data and version, if an earlier attempt left one; else empty."""
    wanted = (about.slug, about.vintage, about.data)
    there = (r for r in releases.releases(where) if (r.about.slug, r.about.vintage, r.about.data) == wanted)
    return next((r.name for r in there if not releases.verify(where, r.name)), "")


def withdraw(actor: Actor | None, pk: int, reason: Text, folder: Path | None = None) -> Report:
    """Mark the release as withdrawn, with the reason readers are told, in both languages."""
    said = Text(_reason(reason.en), _reason(reason.lt))
    with acting(actor, pk, "withdraw") as (who, found):
        found.state = State.WITHDRAWN
        note(who, found, "withdraw", said.lt if who.language == "lt" else said.en)
        gate.withdraw([one.name for one in kept.releases(found.gate)], timezone.localdate().isoformat())
        where = folder or settings.RELEASES
        if releases.opened(where, found.release).withdrawn is None:  # else an earlier attempt marked it
            releases.withdraw(where, found.release, releases.Withdrawal(timezone.localdate().isoformat(), said))
    return found


def discard(actor: Actor | None, pk: int, reason: str) -> Report:
    """Give a report up that was not published."""
    reason = _reason(reason)
    with acting(actor, pk, "discard") as (who, found):
        found.state = State.DISCARDED
        note(who, found, "discard", reason)
    return found


def export(actor: Actor | None, data: ReportData, *names: str) -> dict[str, bytes]:
    """Files of a report for who may read reports, all or those named; the entry says of which data, and which files.

    Refuses a name it does not have (`reports.not_found`).
    """
    actor = require(actor, rules.READ)
    wanted = queries.files_of(data, *names)
    with transaction.atomic(using=ZONE):
        record(
            ZONE, actor, "rapporteur.report.export", object_type="report", object_id=data.code,
            details={"hash": stored.digest(data), "files": [*sorted(wanted)]},
        )  # fmt: skip
    return wanted


def certificate(actor: Actor | None, one: Report) -> bytes:
    """The certificate of a frozen report, for inner roles; `gate.no_certificate` where nothing of it was judged."""
    actor = require(actor, ledger.READ)
    found = kept.certificate(one.gate)
    if not found:
        raise GijaError("gate.no_certificate")
    with transaction.atomic(using=ZONE):
        record(ZONE, actor, "rapporteur.report.certificate", object_type="report", object_id=str(one.pk))
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


@contextmanager
def acting(actor: Actor | None, pk: int, act: str) -> Iterator[tuple[Actor, Report]]:
    """The report, locked, for one act in one transaction; saved at its end. Refuses by right and by state."""
    who = require(actor, rules.ACTS[act][0])
    with transaction.atomic(using=ZONE):
        found = Report.objects.select_for_update().filter(pk=pk).first()
        if found is None:
            raise GijaError("reports.unknown")
        rules.checked(who, act, found)
        if found.state not in rules.ACTS[act][1]:
            raise GijaError("reports.state")
        found.changed_at = timezone.now()
        yield who, found


def note(actor: Actor, one: Report, act: str, reason: str = "", hash_: str = "") -> None:
    """Save the report with the act on it, and its one audit entry."""
    one.save(using=ZONE)
    Act.objects.create(
        report=one, act=act, reason=reason, hash=hash_ or one.hash, account=actor.account, actor_name=actor.name,
        role=actor.role, institution=actor.institution, institution_name=actor.institution_name,
        at=one.changed_at,
    )  # fmt: skip
    details = {"report": str(one), "state": one.state, "hash": hash_ or one.hash, "release": one.release}
    record(
        ZONE, actor, f"rapporteur.report.{act}", reason=reason, object_type="report", object_id=str(one.pk),
        details={name: value for name, value in details.items() if value},
    )  # fmt: skip


def _foreword(said: Text) -> Text:
    """The foreword, if it stands in both languages with as many paragraphs, or in none."""
    en, lt = queries.paragraphs(said.en), queries.paragraphs(said.lt)
    if len(en) != len(lt) or max(len(said.en), len(said.lt)) > LONGEST_FOREWORD:
        raise GijaError("reports.both_languages")
    return Text("\n\n".join(en), "\n\n".join(lt))


def _reason(reason: str) -> str:
    plain = " ".join(reason.split())
    if len(plain) < SHORTEST_REASON:
        raise GijaError("reports.reason", shortest=SHORTEST_REASON)
    return plain
