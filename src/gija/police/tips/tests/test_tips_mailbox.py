"""The mailbox in a real IMAP server and answers over a real SMTP server: each mail is one tip, whatever happens."""

from __future__ import annotations

import dataclasses
import email
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connections

from gija.police.tips import config, mailbox, queries, reading
from gija.police.tips.keys import Made
from gija.police.tips.models import Sighting, Tip
from gija.police.tips.tests.conftest import TEXT, mail

pytestmark = [pytest.mark.servers, pytest.mark.django_db(databases=["default", "police"], transaction=True)]
KILLS = int(os.environ.get("GIJA_TEST_KILLS", "5"))  # docs/user/tips.md tells of 100


class Letters:
    """Keeps what an SMTP server was given: (to, mail)."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], Any]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def letters(settings: Any) -> Iterator[Letters]:
    from aiosmtpd.controller import Controller

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Letters()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.EMAIL_PORT, settings.EMAIL_HOST_USER = port, ""
    yield kept
    controller.stop()


@pytest.fixture
def box(dovecot: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name, value in dovecot.environment().items():
        monkeypatch.setenv(name, value)
    return dovecot


def test_each_mail_becomes_one_tip_is_put_away_and_acknowledged(box: Any, desk: Made, letters: Letters) -> None:
    large = mail("x" * 76 + "\n", Message_ID="<2@example.lt>", Return_Path="<>") + b"y" * 79 + b"\r\n" * 1
    large += (b"z" * 78 + b"\r\n") * (50 * 2**20 // 80)
    box.put(mail(), mail(), large, b"\0\xff not a mail")
    done = reading.read()
    assert (done.new, done.failed, done.acknowledged) == (3, 0, 1)  # two copies of the same bytes are one mail
    assert (box.lying(), box.lying("Gija")) == (0, 4)
    assert Sighting.objects.count() == 4
    kept = {one.unread: one for one in Tip.objects.all()}
    assert len(queries.raw(kept["too_large"], (desk.identity,))) > 50 * 2**20
    assert queries.letter(Tip.objects.get(automatic="", unread=""), (desk.identity,)).text == TEXT
    to, told = letters.got[0]
    assert to == ["ona@example.lt"]
    assert told["Auto-Submitted"] == "auto-replied"
    assert "112" in told.get_payload(decode=True).decode()
    box.put(mail(Auto_Submitted="auto-replied"), mail("Dar kartą", Message_ID="<3@example.lt>"))
    again = reading.read()
    assert (again.new, again.acknowledged) == (2, 0)  # a machine, and the same sender on the same day
    assert not reading.read()
    one_that_another_reader_takes_meanwhile(box, desk)


def one_that_another_reader_takes_meanwhile(box: Any, desk: Made) -> None:
    """Both have it on their list; to the later one it is gone, not empty."""
    said, before = config.mailbox(), Tip.objects.count()
    assert said is not None
    box.put(mail("Kitas", Message_ID="<4@example.lt>"))
    with mailbox.opened(said) as folder:
        (lying,) = folder.lying()
        assert reading.read().new == 1
        with pytest.raises(mailbox.GoneError):
            folder.raw(lying)
        done = reading.Read()
        reading._kept(desk.key, folder, dataclasses.replace(lying, uid=lying.uid + 1), done)
    assert not done
    assert Tip.objects.count() == before + 1


# One process that is ready to read and forks a reader for each line it is given: what is killed is the reading.
READER = """
import os, sys
from gija.config import settings_test
for alias, name in {names!r}.items():
    settings_test.DATABASES[alias]["NAME"] = name
import django
django.setup()
from gija.police.tips import reading
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        reading.read()
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""


class Readers:
    """Starts readers of the mailbox in processes of their own."""

    def __init__(self) -> None:
        names = {alias: str(connections[alias].settings_dict["NAME"]) for alias in ("default", "police")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER.format(names=names)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def line(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def start(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write("read\n")
        self.process.stdin.flush()
        return self.line()

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.end()


def test_a_reader_killed_at_random_leaves_every_mail_exactly_one_tip(box: Any, desk: Made, readers: Readers) -> None:
    span = whole(box, readers)  # how long one mail takes here and now: kills fall before, in and after the keeping
    chance, kills, number = random.Random(9), 0, 1
    while kills < KILLS:
        if box.lying() < 6:
            box.put(*(mail(f"Pranešimas {number + n}", Message_ID=f"<{number + n}@example.lt>") for n in range(8)))
            number += 8
        pid = readers.start()
        time.sleep(chance.uniform(0.0, span))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        kills += readers.line() == signal.SIGKILL
    print(f"{kills} kills, {number} mails, {Tip.objects.count()} kept before the last reading")  # noqa: T201
    readers.start()
    assert readers.line() == 0
    assert (box.lying(), box.lying("Gija")) == (0, number)
    assert Tip.objects.count() == number
    assert len({queries.letter(one, (desk.identity,)).text for one in Tip.objects.all()}) == number


def whole(box: Any, readers: Readers) -> float:
    """One mail read to its end; seconds."""
    box.put(mail("Pranešimas 0", Message_ID="<0@example.lt>"))
    start = time.monotonic()
    readers.start()
    assert readers.line() == 0
    return time.monotonic() - start
