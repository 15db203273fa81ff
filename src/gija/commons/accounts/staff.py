"""Staff sessions: the operator's administrator helps in the administration of another institution, for an hour.

With a reason, noted at its start and end, shown on every page and to that institution. What may be done is the row
`staff_session` of the permission matrix: accounts, never anything that a case, the police or the register holds.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.models import Account, OpenSession, StaffSession
from gija.commons.accounts.queries import roles_of
from gija.commons.accounts.sessions import SESSION_ID
from gija.commons.audit.services import record
from gija.commons.directory.models import Institution
from gija.commons.directory.queries import institution, name_on, valid_on
from gija.commons.permissions import Actor, NotPermittedError, require
from gija.commons.permissions.matrix import STAFF_SESSION
from gija.vocabulary.errors import GijaError

LASTS = dt.timedelta(hours=1)
SESSION_KEY = "staff_session"  # in the browser's session: the staff session it acts in
OPEN = "account.staff_session"
ENDINGS = {
    "ended": _("ended"),
    "time": _("time was up"),
    "signed_out": _("signed out"),
    "no_right": _("the right had ended"),
}


def is_staff(account: Account) -> bool:
    """Whether the account today is an administrator of the institution that operates this installation."""
    if not settings.OPERATOR:
        return False
    return bool(roles_of(account).filter(institution=settings.OPERATOR, role="administrator").exists())


def may_open(actor: Actor | None) -> bool:
    """Whether the actor, in the role chosen now, is support staff."""
    return bool(
        settings.OPERATOR
        and actor is not None
        and (actor.role, actor.institution) == ("administrator", settings.OPERATOR)
    )


def others(actor: Actor) -> QuerySet[Institution]:
    """Institutions in which the actor could open a staff session: those that have accounts here."""
    with_accounts = Institution.objects.filter(valid_on(timezone.localdate()), roles__isnull=False)
    return with_accounts.exclude(pk=actor.institution).distinct()


def open_session(request: Any, code: str, reason: str) -> StaffSession:
    """Begin to act in the administration of the institution `code`, in this browser only, for an hour.

    Refuses who is not support staff, one's own institution and an unknown one, and an empty reason
    (`accounts.staff_reason`).
    """
    actor = require(request.actor, OPEN)
    where = institution(code)
    if not may_open(actor) or code == actor.institution:
        raise NotPermittedError(actor, OPEN)
    if not reason.strip():
        raise GijaError("accounts.staff_reason")
    with transaction.atomic():
        for other in StaffSession.objects.filter(account=actor.account, ended_at=None):
            _end(other, "ended")
        now = timezone.now()
        begun = StaffSession.objects.create(
            account_id=actor.account, institution=where, reason=reason.strip()[:300],
            open_session_id=request.session[SESSION_ID], started_at=now, until=now + LASTS,
        )  # fmt: skip
        details = {"institution": code, "until": begun.until.isoformat(timespec="seconds")}
        record(
            "default", actor, "account.staff_session_open", reason=begun.reason,
            object_type="staff_session", object_id=str(begun.pk), details=details,
        )  # fmt: skip
    request.session[SESSION_KEY] = begun.pk
    return begun


def current(request: Any) -> StaffSession | None:
    """The staff session this browser acts in; one whose time is up, or whose right has ended, is ended here."""
    known = request.session.get(SESSION_KEY)
    if known is None:
        return None
    mine = {"pk": known, "account": request.user.pk, "open_session": request.session.get(SESSION_ID), "ended_at": None}
    found = StaffSession.objects.filter(**mine).select_related("institution", "account").first()
    how = _over(found) if found else ""
    if found and not how:
        return found
    if found:
        _end(found, how)
    del request.session[SESSION_KEY]
    return None


def _over(session: StaffSession) -> str:
    if session.until <= timezone.now():
        return "time"
    return "" if is_staff(session.account) else "no_right"


def end(request: Any) -> None:
    """End the staff session this browser acts in, if there is one."""
    if found := current(request):
        _end(found, "ended")
        del request.session[SESSION_KEY]


def end_of(row: OpenSession, how: str) -> None:
    """The browser's session is over: so is what was done under it."""
    for session in row.staff_sessions.filter(ended_at=None):
        _end(session, how)


def end_lapsed() -> None:
    """End those whose time is up though nobody came back to notice. Daily, and before they are listed."""
    for session in StaffSession.objects.filter(ended_at=None, until__lte=timezone.now()):
        _end(session, "time")


def _end(session: StaffSession, how: str) -> None:
    """One end, one entry, whoever is first to see it. What ended by its time ended then, not when it was noticed."""
    ended = session.until if how == "time" else timezone.now()
    with transaction.atomic():
        first = StaffSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=ended, how_ended=how)
        if first:
            record(
                "default", staff_actor(session), "account.staff_session_end",
                object_type="staff_session", object_id=str(session.pk), details={"how": how},
            )  # fmt: skip


def staff_actor(session: StaffSession) -> Actor:
    """The account as support staff in the other institution: what the matrix and the audit trail see."""
    account = session.account
    return Actor(
        account=account.pk,
        name=account.name,
        role=STAFF_SESSION,
        institution=session.institution_id,
        institution_name=name_on(session.institution_id, language=account.language),
        language=account.language,
    )


def sessions_in(code: str) -> QuerySet[StaffSession]:
    """Staff sessions in an institution, newest first."""
    end_lapsed()
    return StaffSession.objects.filter(institution=code).select_related("account", "institution")


def sessions_by(code: str) -> QuerySet[StaffSession]:
    """Staff sessions that the staff of an institution opened elsewhere, newest first."""
    end_lapsed()
    opened = StaffSession.objects.filter(account__roles__institution=code, account__roles__role="administrator")
    return opened.select_related("account", "institution").distinct()
