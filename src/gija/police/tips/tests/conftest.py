"""A desk that is open, mails as bytes, and the mailbox in a real IMAP server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from gija.commons.permissions import Actor
from gija.police.search.tests.conftest import Asks, Databases, asks, databases
from gija.police.tips import keys, sealing
from gija.police.tips.intake import Came, Place, keep_mail, mail_hash
from gija.police.tips.keys import Made
from gija.police.tips.mail.parse import parse
from gija.police.tips.models import DeskKey, Tip

__all__ = ["Asks", "Databases", "asks", "databases"]

PASSPHRASE = "keturi vėjai neša lapus"
TEXT = "Mano draugei siūlo darbą Ispanijoje, paima pasą ir liepia išvykti jau rytoj vakare."


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 as it is used in life takes a third of a second each time; its strength is not what these tests show."""
    monkeypatch.setattr(sealing, "KIBIBYTES", 64)
    monkeypatch.setattr(sealing, "ROUNDS", 1)


@pytest.fixture
def colleague(cast: Any) -> Actor:
    """A second investigator of the desk, who cannot open it yet."""
    cast.join({"vytas": ("Vytas Tyrėjas", "investigator", "vilnius_police")})
    actor: Actor = cast.actor("vytas")
    return actor


@pytest.fixture
def desk(cast: Any, monkeypatch: pytest.MonkeyPatch) -> Made:
    """The desk of Vilnius, made by Tomas."""
    monkeypatch.setenv("GIJA_TIPS_DESK", "vilnius_police")
    there = DeskKey.objects.filter(institution="vilnius_police", replaced_at=None).first()
    assert there is None
    return keys.make(cast.actor("tomas"), PASSPHRASE)


def mail(text: str = TEXT, sender: str = "Ona Rašanti <ona@example.lt>", **heads: str) -> bytes:
    """A plain mail as it comes from a mail server."""
    made = EmailMessage()
    made["From"], made["To"] = sender, "pranesimai@policija.example"
    made["Subject"] = heads.pop("Subject", "Dėl draugės")
    made["Message-ID"] = heads.pop("Message_ID", "<1@example.lt>")
    made["Return-Path"] = heads.pop("Return_Path", "<ona@example.lt>")
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


@pytest.fixture
def came(desk: Made) -> Callable[..., Tip]:
    """`came(raw, uid=1)`: a mail that was read into the desk, without a mailbox and in this process."""

    def kept(raw: bytes = b"", uid: int = 1) -> Tip:
        said = raw or mail()
        letter = Came("mail", parse(said), timezone.now(), raw=said)
        return keep_mail(desk.key, Place("x", 1, uid), letter, mail_hash(said))[0].tip

    return kept


@pytest.fixture
def dovecot() -> Iterator[Any]:
    """A real IMAP server, Debian's dovecot-imapd, which the lane of private servers installs."""
    from gija.police.tips.tests.dovecot import PROGRAM, running

    if PROGRAM is None:
        pytest.fail("tools/debian.sh dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="gija-dovecot-"))
    folder.chmod(0o755)
    try:
        with running(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)
