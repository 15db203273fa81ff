"""The folder that the public site and the police hand letters over in, for the public site has no database.

`in`: sealed tips, taken once each; `out`: answers, and the key that tips are sealed to. `GIJA_TIPS_SPOOL` names it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from gija.commons.courier import outbox
from gija.commons.courier.delivery import deliver
from gija.commons.courier.envelope import Envelope, read
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
ASIDE = 30  # days that the operator has to look at a letter that was refused
PATIENCE = 1  # days that a letter which fails is tried again: the fault may be ours (a database that was busy)
DAY = 24 * 3600
NOBODY = ("tips.no_desk", "tips.several_desks")  # nobody receives now
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
    """Take every letter that lies in `in`. One that is refused is put into `refused`, where the operator finds it; one
    that failed is left for the next time."""
    taken = 0
    for file, said in spool.waiting(folder() / "in"):
        try:
            if said is None:
                raise GijaError("courier.malformed")
            deliver(_envelope(said), said["message"])
        except GijaError as error:
            if error.code in NOBODY:
                return taken  # it waits
            if error.code != "courier.handler_failed" or _older(file, PATIENCE):
                _put_aside(file, error.code)
        else:
            file.unlink(missing_ok=True)
            taken += 1
    return taken


def _put_aside(file: Path, code: str) -> None:
    log.warning("a letter of the public site was refused: %s", code)
    (folder() / "refused").mkdir(mode=0o700, exist_ok=True)
    with suppress(FileNotFoundError):  # another worker was first
        file.replace(folder() / "refused" / file.name).touch()  # its days begin now


def _older(file: Path, days: int) -> bool:
    """Has it lain for longer? One that another worker took has not."""
    try:
        return file.stat().st_mtime < time.time() - days * DAY
    except FileNotFoundError:
        return False


def _envelope(said: dict[str, Any]) -> Envelope:
    own = identity().code
    way = {
        "from_installation": own, "from_zone": PUBLIC, "to_installation": own, "to_zone": "police", "sequence": 1,
    }  # fmt: skip
    return read(way | {"id": said.get("letter")} | {name: said.get(name) for name in ("kind", "version", "sent_at")})


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
    """Answers that nobody should look for any more, and what was refused long ago."""
    for name, files, days in (("out", "[0-9a-f]*_*.json", KEPT), ("refused", "*.json", ASIDE)):
        for file in (folder() / name).glob(files):
            if _older(file, days):
                file.unlink(missing_ok=True)


def _desk() -> bool:
    """The public key of the desk, in `out/desk.json`, as long as one receives; True where it was written now."""
    file = folder() / "out" / "desk.json"
    try:
        key = desks.receiving()
    except GijaError:
        file.unlink(missing_ok=True)
        return False
    at = key.made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data = json.dumps(TipDesk(recipient=key.recipient, at=at).data()).encode()
    if file.exists() and file.read_bytes() == data:
        return False
    spool.write(file, data)
    return True
