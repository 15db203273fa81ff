"""One walk through the mailbox: every mail in it becomes a tip, once, and is put away after it is safely kept."""

from __future__ import annotations

import imaplib
import logging
import time
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils import timezone
from imap_tools import ImapToolsError

from gija.police.tips import acknowledging, config, desks
from gija.police.tips.intake import Came, Place, keep_mail, mail_hash, seen
from gija.police.tips.mail import apart
from gija.police.tips.mail.values import Letter
from gija.police.tips.mailbox import LARGEST, GoneError, Lying, Opened, opened
from gija.police.tips.models import POLICE, DeskKey, Sighting
from gija.vocabulary.errors import GijaError

EVERY = 60.0  # seconds between two walks of a worker
FAULTS = (imaplib.IMAP4.error, ImapToolsError, OSError, EOFError)
log = logging.getLogger(__name__)
_next = 0.0


@dataclass
class Read:
    """What a walk came to: new tips, mails met again, mails that could not be kept, acknowledgements sent."""

    new: int = 0
    again: int = 0
    failed: int = 0
    acknowledged: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.failed or self.acknowledged)


def read() -> Read:
    """Walk through the mailbox now. Refuses where none is set (`tips.no_mailbox`), where no desk could open what came
    (`tips.no_desk`), and where the mailbox does not answer (`tips.mailbox_failed`)."""
    said, key = config.mailbox(), desks.receiving()
    if said is None:
        raise GijaError("tips.no_mailbox")
    done = Read()
    try:
        with opened(said) as folder:
            for mail in folder.lying():
                _kept(key, folder, mail, done)
    except FAULTS as fault:
        raise GijaError("tips.mailbox_failed", fault=type(fault).__name__) from None
    finally:
        done.acknowledged = acknowledging.send_due()
    return done


def read_when_due() -> Read | None:
    """The worker's duty: a walk a minute; nothing where no mailbox is set or no desk was opened yet."""
    global _next
    if time.monotonic() < _next or config.mailbox() is None:
        return None
    _next = time.monotonic() + EVERY
    try:
        return read()
    except GijaError as error:
        if error.code != "tips.no_desk":
            log.warning("the mailbox of tips was not read: %s", error.code)
        return None


def _kept(key: DeskKey, folder: Opened, mail: Lying, done: Read) -> None:
    """One mail. What goes wrong with it keeps no other from being read; it stays in the mailbox and is tried again."""
    place = Place(folder.mailbox, folder.validity, mail.uid)
    sighting = seen(place)
    if sighting is None:
        try:
            sighting, new = _new(key, folder, mail, place)
        except GoneError:  # another reader has it
            return
        except (DatabaseError, GijaError, ValueError) as fault:
            log.error("a mail was not kept: %s", type(fault).__name__)
            done.failed += 1
            return
        done.new, done.again = done.new + new, done.again + (not new)
    if mail.size <= LARGEST:  # a larger one is nowhere but in the mailbox
        folder.put_away(mail.uid)
        _note(sighting)


def _new(key: DeskKey, folder: Opened, mail: Lying, place: Place) -> tuple[Sighting, bool]:
    if mail.size > LARGEST:
        came = Came("mail", Letter(automatic="no_sender", unread="left"), mail.at, size=mail.size)
        return keep_mail(key, place, came, mail_hash(f"{place}".encode()))
    raw = folder.raw(mail)
    letter = apart.read(raw, folder.said.server)
    return keep_mail(key, place, Came("mail", letter, mail.at, raw=raw), mail_hash(raw))


def _note(sighting: Sighting) -> None:
    with transaction.atomic(using=POLICE):
        Sighting.objects.filter(pk=sighting.pk, put_away_at=None).update(put_away_at=timezone.now())
