"""The settings of the mailbox, from the environment (docs/operators/settings.md)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from gija.vocabulary.errors import GijaError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An IMAP account. `after`: what becomes of a mail that is kept: `move` into `done`, or `delete`."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str  # ssl, starttls, none (loopback only)
    folder: str
    done: str
    after: str
    server: str  # whose Authentication-Results are believed


def mailbox() -> Mailbox | None:
    """The account of `GIJA_TIPS_IMAP_*`; None where none is set. Refuses what cannot be right (`tips.bad_setting`)."""
    said = {name: os.environ.get(f"GIJA_TIPS_IMAP_{name.upper()}", "") for name in NAMES}
    if not said["host"]:
        return None
    security, after = said["security"] or "ssl", said["after"] or "move"
    if security not in ("ssl", "starttls", "none") or (security == "none" and said["host"] not in LOOPBACK):
        raise GijaError("tips.bad_setting", name="GIJA_TIPS_IMAP_SECURITY")
    if after not in ("move", "delete"):
        raise GijaError("tips.bad_setting", name="GIJA_TIPS_IMAP_AFTER")
    try:
        port = int(said["port"] or {"ssl": "993"}.get(security, "143"))
    except ValueError:
        raise GijaError("tips.bad_setting", name="GIJA_TIPS_IMAP_PORT") from None
    return Mailbox(
        said["host"], port, said["user"], _password(said), security, said["folder"] or "INBOX",
        said["done"] or "Gija", after, os.environ.get("GIJA_TIPS_MAIL_SERVER", ""),
    )  # fmt: skip


NAMES = ("host", "port", "user", "password", "password_file", "security", "folder", "done", "after")


def _password(said: dict[str, str]) -> str:
    if not said["password_file"]:
        return said["password"]
    try:
        return Path(said["password_file"]).read_text(encoding="utf-8").strip()
    except OSError:
        raise GijaError("tips.bad_setting", name="GIJA_TIPS_IMAP_PASSWORD_FILE") from None


def sender() -> str:
    """The address that acknowledgements and answers come from; empty: the installation's own."""
    return os.environ.get("GIJA_TIPS_FROM", "")
