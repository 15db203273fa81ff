"""Tips, calls and warnings of the demo: kept as they come, sorted and answered by the officer of the desk."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.permissions import Actor
from gija.police.hotline import services as hotline
from gija.police.hotline.models import Call, Outreach
from gija.police.tips import desks, keys, services
from gija.police.tips.intake import Came, Place, keep_mail, mail_hash
from gija.police.tips.mail.parse import parse
from gija.police.tips.models import DeskKey, Tip


def enter_tips(said: dict[str, Any]) -> tuple[int, int, int]:
    """Enter what is not there yet; how many tips, calls and warnings the desk has."""
    actor = actor_of(account_by_email(said["desk"]))
    key = desks.active(actor.institution) or keys.make(actor, said["passphrase"]).key
    for nth, mail in enumerate(said["mails"], start=1):
        _mail(actor, key, mail, nth)
    own = {"institution": actor.institution}
    if not Call.objects.filter(**own).exists():
        _calls(actor, said)
    if not Outreach.objects.filter(**own).exists():
        for one in said["warnings"]:
            follow = timezone.localdate() + dt.timedelta(days=7) if one["outcome"] == "unknown" else None
            hotline.warn(actor, hotline.Offer(**one, follow_up_on=follow))
    return tuple(model.objects.filter(**own).count() for model in (Tip, Call, Outreach))  # type: ignore[return-value]


def _mail(actor: Actor, key: DeskKey, said: dict[str, Any], nth: int) -> None:
    """One mail, read as the mailbox is read, then sorted and put away as the officer did; once."""
    raw = _written(said, nth)
    came = Came("mail", parse(raw), timezone.now() - dt.timedelta(days=said["ago"]), raw=raw)
    sighting, new = keep_mail(key, Place("demo", 1, nth), came, mail_hash(raw))
    if not new:
        return
    if "sort" in said:
        services.sort(actor, sighting.tip_id, *said["sort"])
        services.assign(actor, sighting.tip_id, actor.account)
    if "close" in said:
        services.close(actor, sighting.tip_id, said["close"])


def _written(said: dict[str, Any], nth: int) -> bytes:
    """The bytes of the mail: the same each time, by which it is known again."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = said["from"], "pranesimai@policija.example", said["subject"]
    mail["Message-ID"] = f"<demo-{nth}@example.lt>"
    mail.set_content(said["text"])
    return mail.as_bytes()


def _calls(actor: Actor, said: dict[str, Any]) -> None:
    """One shift with its calls, ended with what the next officer must know."""
    hotline.begin(actor)
    for one in said["calls"]:
        hotline.call(actor, hotline.Said(**one))
    hotline.end(actor, said["handover"])
