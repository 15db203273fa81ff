"""Reminders by e-mail through a real mail server: each once, only to who has not sent; one refused keeps none back."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from gija.rapporteur.collection import reminders
from gija.rapporteur.collection.models import Call, Reminder, Submission
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases="__all__")


@dataclass
class Post:
    """The letters that a mail server took, and the addresses it refuses."""

    letters: list[Any] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    @property
    def people(self) -> list[str]:
        return sorted(one["X-RcptTo"].partition("@")[0] for one in self.letters)


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server of its own, which Gija is told to send by."""
    controller = pytest.importorskip("aiosmtpd.controller")
    handlers = pytest.importorskip("aiosmtpd.handlers")
    post = Post()

    class Kept(handlers.Message):  # type: ignore[misc, name-defined]
        def handle_message(self, message: Any) -> None:
            post.letters.append(message)

        async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
            if address.partition("@")[0] in post.refused:
                return "550 no such mailbox"
            envelope.rcpt_tos.append(address)
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = controller.Controller(Kept(), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = False
    yield post
    server.stop()


def test_without_a_mail_server_nobody_is_reminded_and_that_is_said(cast: Any, call: Call, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(GijaError) as caught:
        reminders.remind(cast.actor("vaida"))
    assert caught.value.code == "letters.no_mail"
    assert reminders.remind_daily(call.due_on) == 0


def test_reminders_go_through_a_real_mail_server_once_and_only_to_who_has_not_sent(
    cast: Any, kpb: Submission, step: Any, post: Post
) -> None:
    day = kpb.call.due_on + dt.timedelta(days=1)
    assert reminders.remind(cast.actor("vaida"), day) == 1  # nobody of the other institution has an account
    assert reminders.remind(cast.actor("vaida"), day) == 0
    assert reminders.remind_daily(day) == 0  # the worker finds nothing more to send that day
    assert post.people == ["dalia", "vytas", "zita"]
    body = post.letters[0].get_payload(decode=True).decode()
    assert kpb.call.due_on.isoformat() in body
    assert kpb.call.title_lt in body
    assert reminders.remind_daily(day + dt.timedelta(days=6)) == 1
    step("approved", kpb)
    assert reminders.remind(cast.actor("vaida"), day + dt.timedelta(days=9)) == 0


def test_a_colleague_whose_address_is_refused_brings_nobody_the_same_letter_again(kpb: Submission, post: Post) -> None:
    post.refused = {"vytas"}
    day = kpb.call.due_on + dt.timedelta(days=1)
    assert reminders.remind_daily(day) == 1
    assert reminders.remind_daily(day) == 0  # a quarter of an hour later
    assert post.people == ["dalia", "zita"]


def test_a_supplier_that_cannot_be_reached_keeps_no_other_from_being_reminded(
    cast: Any, kpb: Submission, post: Post
) -> None:
    cast.join({"rokas": ("Rokas Teikėjas", "data_supplier", "vilnius_police")})
    post.refused = {"dalia", "zita", "vytas"}
    day = kpb.call.due_on + dt.timedelta(days=1)
    assert reminders.remind_daily(day) == 1
    assert post.people == ["rokas"]
    assert not Reminder.objects.filter(submission=kpb).exists()
    with pytest.raises(OSError, match="no such mailbox"):  # nobody else is left: the worker notes that it failed
        reminders.remind_daily(day)
    post.refused.clear()
    assert reminders.remind_daily(day) == 1
