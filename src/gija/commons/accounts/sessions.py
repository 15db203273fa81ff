"""Where an account is signed in: noted once a minute, shown to its owner, ended so that it is dead at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from gija.commons.accounts.agents import words
from gija.commons.accounts.models import Account, OpenSession
from gija.commons.accounts.queries import as_actor, end_sessions
from gija.commons.audit.services import record
from gija.vocabulary.errors import GijaError

SESSION_ID = "open_session"  # in the browser's session: the id of its row
SEEN_AGAIN = dt.timedelta(minutes=1)


def note(request: Any) -> OpenSession | None:
    """The row of this browser's session, made at its first request; None if the session was ended: nobody may use it.

    Deleting Django's session row ends a session too. That this row must be there is the second lock: a request that
    was under way, or a backup played back, cannot bring an ended session to life.
    """
    known = request.session.get(SESSION_ID)
    if known is None:
        return _begin(request)
    row = OpenSession.objects.filter(pk=known, account=request.user.pk).first()
    if row and (row.session_key != request.session.session_key or timezone.now() - row.last_seen_at > SEEN_AGAIN):
        row.session_key, row.last_seen_at = request.session.session_key, timezone.now()
        # `update`, not `save`: a row that was deleted meanwhile must not come back
        seen = {"session_key": row.session_key, "last_seen_at": row.last_seen_at}
        return row if OpenSession.objects.filter(pk=row.pk).update(**seen) else None
    return row


def _begin(request: Any) -> OpenSession:
    account, key = request.user, request.session.session_key
    _forget_dead(account)
    browser, system = words(request.headers.get("user-agent", ""))
    about = {"account": account, "browser": browser, "system": system, "last_seen_at": timezone.now()}
    row, _ = OpenSession.objects.get_or_create(session_key=key, defaults=about)
    request.session[SESSION_ID] = row.pk
    return row


def open_sessions(account: Account) -> list[OpenSession]:
    """Where the account is signed in, last seen first."""
    rows = list(account.open_sessions.all())
    alive = _alive([row.session_key for row in rows])
    return [row for row in rows if row.session_key in alive]


def _alive(keys: list[str]) -> set[str]:
    now = timezone.now()
    return set(Session.objects.filter(pk__in=keys, expire_date__gt=now).values_list("pk", flat=True))


def _forget_dead(account: Account) -> None:
    rows = account.open_sessions.all()
    rows.exclude(session_key__in=_alive([row.session_key for row in rows])).delete()


def end_one(account: Account, session_id: str) -> None:
    """End one of the account's own sessions. `accounts.session_unknown` for another's, or one that has ended."""
    with transaction.atomic():
        row = account.open_sessions.filter(pk=session_id).first()
        if row is None:
            raise GijaError("accounts.session.unknown")
        Session.objects.filter(pk=row.session_key).delete()
        close_row(row)
        _record(account, {"ended": 1})


def end_others(account: Account, but: str) -> int:
    """End all sessions of the account except the one with the key `but`; how many were signed in."""
    with transaction.atomic():
        ended = end_sessions(account, but=but)
        _record(account, {"ended": ended, "all_others": True})
    return ended


def close_row(row: OpenSession) -> None:
    """The session is over, and with it what was done under it as support staff."""
    from gija.commons.accounts import staff

    staff.end_of(row, "signed_out")
    row.delete()


def _record(account: Account, details: dict[str, Any]) -> None:
    record(
        "default", as_actor(account), "account.end_sessions",
        object_type="account", object_id=str(account.pk), details=details,
    )  # fmt: skip
