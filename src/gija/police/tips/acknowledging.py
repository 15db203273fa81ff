"""Telling the sender that a mail came: once a day each, never a machine, a list or a mail without a way back.

The address waits, encrypted under the key ring, until the acknowledgement is sent; then it stands nowhere but sealed.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.police.tips import answers, config, fingerprints
from gija.police.tips.mail.values import Letter
from gija.police.tips.models import POLICE, Event, Tip

ONE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)  # about one letter; others say that none goes now
ONCE = dt.timedelta(days=1)  # for each sender
MOST = 60  # in an hour, to all: a flood of mails with made-up senders is not passed on
GIVEN_UP = dt.timedelta(days=2)
# RFC 3834: so that no machine answers, and none of ours answers itself.
MACHINE = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "auto_reply"}
log = logging.getLogger(__name__)


def server() -> bool:
    """Is a mail server set up?"""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def address(letter: Letter) -> str:
    """Where to acknowledge a mail; empty where that must not be done."""
    own = config.mailbox()
    if not server() or letter.automatic or letter.unread or not letter.sender:
        return ""
    if letter.sender in (config.sender().lower(), own.user.lower() if own else ""):
        return ""
    since = timezone.now() - ONCE
    same = Tip.objects.filter(sender_index__in=fingerprints.senders(letter.sender))
    told = same.filter(acknowledged_at__gte=since).exists() or same.exclude(acknowledge_to="").exists()
    return "" if told else letter.sender


def send_due() -> int:
    """Send what waits, as far as the limit of the hour goes; how many. A mail server that fails is tried again."""
    now, sent = timezone.now(), 0
    free = MOST - Tip.objects.filter(acknowledged_at__gte=now - dt.timedelta(hours=1)).count()
    waiting = Tip.objects.exclude(acknowledge_to="").order_by("received_at")
    for tip in list(waiting.values_list("pk", flat=True)[: max(0, free)]) if server() else ():
        try:
            sent += _one(tip)
        except (OSError, smtplib.SMTPException) as fault:
            log.warning("an acknowledgement was not sent: %s", type(fault).__name__)
            if not isinstance(fault, ONE):
                break
    _give_up(now - GIVEN_UP)
    return sent


def _one(tip_id: str) -> bool:
    """Noted before it goes: where the server fails it is not noted and goes the next time. An address that is refused
    for good is not tried again, nor told as acknowledged."""
    with transaction.atomic(using=POLICE):
        tip = Tip.objects.select_for_update().get(pk=tip_id)
        to, tip.acknowledge_to = tip.acknowledge_to, ""
        if not to:
            return False
        tip.save(update_fields=["acknowledge_to"])
        try:
            _told(tip, to)
        except smtplib.SMTPRecipientsRefused as refused:
            if any(code < 500 for code, _ in refused.recipients.values()):
                raise
            record(POLICE, None, "police.tip.acknowledge", outcome="refused", object_type="tip", object_id=tip.pk)
            return False
    return True


@transaction.atomic(using=POLICE)
def _told(tip: Tip, to: str) -> None:
    tip.acknowledged_at = timezone.now()
    tip.save(update_fields=["acknowledged_at"])
    Event.objects.create(tip=tip, act="acknowledge", at=timezone.now())
    record(POLICE, None, "police.tip.acknowledge", object_type="tip", object_id=tip.pk)
    mail(to, *answers.acknowledgement(), headers=MACHINE)


def _give_up(before: dt.datetime) -> None:
    """An address is not kept for ever because a mail server is down."""
    for tip in Tip.objects.exclude(acknowledge_to="").filter(received_at__lt=before):
        tip.acknowledge_to = ""
        tip.save(update_fields=["acknowledge_to"])


def mail(to: str, subject: str, text: str, headers: dict[str, str] | None = None) -> None:
    """One mail from the desk; raises what smtplib and sockets raise."""
    EmailMessage(subject, text, config.sender() or None, to=[to], headers=headers or {}).send()
