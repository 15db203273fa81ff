"""The folder that the public site and the police hand letters over in, for the public site has no database.

`in`: sealed tips, taken once each; `out`: answers, and the key that tips are sealed to. `GIJA_TIPS_SPOOL` names it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from gija.commons.courier import outbox
from gija.commons.courier.delivery import deliver
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.keys import identity
from gija.commons.courier.models import Outgoing
from gija.messages import spool
from gija.messages.registry import decode
from gija.messages.tips import TipAnswer, TipDesk
from gija.police.tips import desks
from gija.police.tips.models import POLICE
from gija.vocabulary.errors import GijaError

PUBLIC = "public"
MOST = 100  # answers written at once
KEPT = 180  # days that an answer can be read on the public site
log = logging.getLogger(__name__)


def folder() -> Path:
    return Path(os.environ.get("GIJA_TIPS_SPOOL") or Path(settings.VAR) / "tips").absolute()


def carry() -> int:
    """Take what the public site left, write what goes there; how many letters. The worker's duty, cheap where nothing
    lies there."""
    return _taken() + _written()


def _here() -> bool:
    """Does a public site hand anything over here: in this installation, or another that shares the folder?"""
    return PUBLIC in settings.ZONES or (folder() / "in").exists() or (folder() / "out").exists()


def _taken() -> int:
    """Take every letter that lies in `in`. One that is refused is put into `refused`, where the operator finds it."""
    taken = 0
    for file, said in spool.waiting(folder() / "in"):
        try:
            if said is None:
                raise GijaError("courier.malformed")
            deliver(_envelope(said), said["message"])
        except GijaError as error:
            if error.code == "tips.no_desk":
                return taken  # nobody could open it yet: it waits
            log.warning("a letter of the public site was refused: %s", error.code)
            (folder() / "refused").mkdir(mode=0o700, exist_ok=True)
            file.replace(folder() / "refused" / file.name)
        else:
            file.unlink(missing_ok=True)
            taken += 1
    return taken


def _envelope(said: dict[str, Any]) -> Envelope:
    own = identity().code
    try:
        at = dt.datetime.fromisoformat(said["sent_at"])
        if at.tzinfo is None:
            raise ValueError
        return Envelope(
            str(said["letter"])[:36], str(said["kind"]), int(said["version"]), own, PUBLIC, own, "police", 1, at
        )
    except (KeyError, ValueError, TypeError):
        raise GijaError("courier.malformed") from None


def _written() -> int:
    """Write every answer that waits in the outbox for the public zone, and the desk's key where it is another now."""
    if not _here():
        return 0
    written = int(_desk())
    _old_away()
    waiting = Outgoing.objects.using(POLICE).filter(to_zone=PUBLIC, to_installation="", state=Outgoing.State.WAITING)
    for letter in waiting.order_by("sequence")[:MOST]:
        message = decode(letter.kind, letter.version, json.loads(letter.body))
        # Named by the tip, so that the public site finds the answers of a code without opening any file.
        name = f"{message.tip_id}_{letter.pk}" if isinstance(message, TipAnswer) else ""
        spool.put(folder() / "out", message, letter.made_at, letter.pk, name)
        outbox.delivered(letter)
        written += 1
    return written


def _old_away() -> None:
    """Answers that nobody should look for any more."""
    before = time.time() - KEPT * 24 * 3600
    for file in (folder() / "out").glob("[0-9a-f]*_*.json"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def _desk() -> bool:
    """The public key of the desk, in `out/desk.json`; True where it was written now."""
    try:
        key = desks.receiving()
    except GijaError:
        return False
    at = key.made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data = json.dumps(TipDesk(recipient=key.recipient, at=at).data()).encode()
    file = folder() / "out" / "desk.json"
    if file.exists() and file.read_bytes() == data:
        return False
    spool.write(file, data)
    return True
