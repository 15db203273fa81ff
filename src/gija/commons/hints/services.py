"""What happens to a hint: it comes, it is answered, the register says how it ended."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile.reading import Fault, FaultsError, text
from gija.commons.courier.services import send
from gija.commons.directory.queries import name_on
from gija.commons.hints.book import Book, Hint
from gija.commons.permissions import Actor, require
from gija.messages.duplicates import DuplicateAnswer, DuplicateHint
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

REGISTER = "register"


def receive(book: Book, message: DuplicateHint) -> None:
    """Keep a hint, a reminder of one, or what became of it. Refuses records that this institution never sent
    (`hints.not_ours`)."""
    there = book.hint.objects.filter(hint=message.hint_id, institution=message.receiver).first()
    if there is None:
        _new(book, message)
    elif there.state == "open" and message.state == "open":
        there.reminded_at = timezone.now()
        there.save(update_fields=["reminded_at"])
    elif there.state == "open":
        there.state, there.settled_at = message.state, timezone.now()
        there.save(update_fields=["state", "settled_at"])


def _new(book: Book, message: DuplicateHint) -> None:
    sent = book.file.submission.objects.filter(institution=message.receiver, record_id__in=message.records)
    if set(sent.values_list("record_id", flat=True)) != set(message.records):
        raise GijaError("hints.not_ours")
    book.hint.objects.create(
        institution=message.receiver, hint=message.hint_id, other=message.other, other_name=name_on(message.other),
        records=list(message.records), state=message.state, received_at=timezone.now(),
    )  # fmt: skip


def answer(book: Book, actor: Actor | None, pk: str, said: str, reason: str) -> Hint:
    """Answer a hint; the register is told the answer, not the reason. The same answer again: nothing happens.

    Refuses another answer than the one given (`hints.answered`), a hint that is no longer open (`hints.ended`), no
    reason.
    """
    why = text(reason)[:1000]
    known = {"answer": said in code_list("duplicate_answer"), "reason": bool(why)}
    if not all(known.values()):
        raise FaultsError([Fault(name, "casefile.required") for name, there in known.items() if not there])
    with transaction.atomic(using=book.zone):
        found, who = _held(book, actor, pk)
        if found.answer == said:
            return found
        if found.answer:
            raise GijaError("hints.answered")
        if found.state != "open":
            raise GijaError("hints.ended")
        found.answer, found.reason, found.answered_at = said, why, timezone.now()
        found.account, found.actor_name = who.account, who.name
        found.save()
        letter = send(book.zone, _message(found), to_zone=REGISTER)
        details: dict[str, Any] = {"hint": found.hint, "answer": said, "letter": letter.pk}
        record(book.zone, who, book.action("answer"), object_type="hint", object_id=found.pk, details=details)
    return found


def _held(book: Book, actor: Actor | None, pk: str) -> tuple[Any, Actor]:
    found = book.hint.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        require(actor, book.action("answer"))
        raise GijaError("hints.not_found")
    return found, require(actor, book.action("answer"), found.institution)


def _message(hint: Hint) -> DuplicateAnswer:
    month = timezone.localdate().strftime("%Y-%m")
    return DuplicateAnswer(hint_id=hint.hint, sender=hint.institution, answer=hint.answer, month=month)
