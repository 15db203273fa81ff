"""An officer's answer: by mail to who wrote by mail, by receipt code to who used the form."""

from __future__ import annotations

import base64
import re
import smtplib
from collections.abc import Sequence

from django.db import transaction

from gija.commons.courier.services import send
from gija.commons.permissions import Actor
from gija.messages.tips import TipAnswer
from gija.police.tips import acknowledging, queries, sealing, services
from gija.police.tips.mail.heads import ADDRESS
from gija.police.tips.mail.values import Letter
from gija.police.tips.models import POLICE, Tip, Writing
from gija.police.tips.rules import HANDLE
from gija.police.tips.words import State
from gija.vocabulary.errors import GijaError

MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")


def answer(
    actor: Actor | None, identities: Sequence[str], tip_id: str, subject: str, text: str, *, wait: bool = False
) -> Writing:
    """Answer the sender; `wait`: something is expected back. What was sent is kept sealed with the tip.

    Refused: a closed tip, a desk that is shut, nothing to say, a sender that cannot be answered (`tips.no_way_back`), a
    mail server that did not take it (`tips.not_sent`): then nothing is kept.
    """
    said, about = services.words(text), " ".join(subject.split())[:150]
    letter = queries.letter(queries.tip(actor, tip_id, HANDLE), identities)
    with transaction.atomic(using=POLICE):
        found = services.held_open(actor, tip_id)
        made = services.write(found, "answer", f"{about}\n\n{said}" if about else said, actor)
        if wait:
            found.state = State.WAITING
            found.save(update_fields=["state"])
        services.note(found, "answer", actor, found.answers_by)
        services.audit(actor, "answer", found, by=found.answers_by)
        if found.answers_by == "receipt":
            _by_receipt(found, letter, made, said)
        else:
            _by_mail(found, letter, about, said)
    return made


def _by_mail(found: Tip, letter: Letter, subject: str, text: str) -> None:
    if found.answers_by != "mail" or not ADDRESS.fullmatch(letter.sender) or not acknowledging.server():
        raise GijaError("tips.no_way_back")
    headers = {"In-Reply-To": letter.message_id} if MESSAGE_ID.fullmatch(letter.message_id) else {}
    try:
        acknowledging.mail(letter.sender, subject, text, headers)
    except (OSError, smtplib.SMTPException):
        raise GijaError("tips.not_sent") from None


def _by_receipt(found: Tip, letter: Letter, made: Writing, text: str) -> None:
    """Sealed so that only who knows the receipt code opens it; the public site keeps it and cannot read it."""
    if not letter.answer_to:
        raise GijaError("tips.no_way_back")
    sealed = base64.b64encode(sealing.seal(letter.answer_to, text.encode())).decode()
    place = found.writings.filter(kind="answer").count()
    send(POLICE, TipAnswer(tip_id=found.receipt, place=place, sealed=sealed), to_zone="public")
