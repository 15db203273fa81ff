"""The head of a mail: who seems to write, when, about what, and whether a machine wrote it."""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

LONGEST = 300  # characters of one line
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
MACHINES = re.compile(r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+.-].*)?@", re.IGNORECASE)
BULK = ("bulk", "junk", "list", "auto_reply")
DMARC = re.compile(r"\s*dmarc\s*(?:/\s*\d+\s*)?=\s*([a-z]+)((?:\s.*)?)", re.DOTALL)
HEADER_FROM = re.compile(r"\sheader\.from\s*=\s*(\S+)")
LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "List-Help")


def plain(text: str, longest: int = LONGEST) -> str:
    """One line without control characters or those that turn the direction of writing."""
    said = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co") else c for c in text[: 4 * longest]
    )
    return " ".join(said.split())[:longest]


def head(mail: Message, name: str) -> str:
    """A field of the head in words; empty where there is none."""
    raw = mail.get(name)
    return "" if raw is None else words(str(raw))


def words(raw: str) -> str:
    """A value as it stands in a head, its encoded words (RFC 2047) decoded as far as that goes."""
    try:
        pieces = decode_header(raw[: 8 * LONGEST])
    except (HeaderParseError, ValueError, LookupError):
        return plain(raw)
    return plain("".join(one if isinstance(one, str) else decoded(one, charset) for one, charset in pieces))


def decoded(data: bytes, charset: str | None) -> str:
    """Text in a charset that may be wrong, unknown or a lie: what it says, else UTF-8, else Windows Baltic."""
    for name in (charset, "utf-8", "cp1257"):
        try:
            return data.decode(name or "ascii")
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def address(mail: Message, name: str) -> tuple[str, str]:
    """(address, name) of the first address in a field; an empty address where it is none that can be written to."""
    raw = plain(str(mail.get(name) or ""), 8 * LONGEST)
    said, where = next(iter(getaddresses([raw])), ("", ""))  # first parted, then decoded: a name may lie
    sound = ADDRESS.fullmatch(where) and ".." not in where and where in raw  # the library joins what stands apart
    return (where.lower() if sound else ""), words(said)


def automatic(mail: Message, sender: str) -> str:
    """Why it is no letter of a person (RFC 3834 and custom); empty for one that may be answered by a machine."""
    if head(mail, "Auto-Submitted").lower() not in ("", "no"):
        return "auto_submitted"
    if any(mail.get(name) for name in LISTS) or head(mail, "Precedence").lower() in BULK:
        return "list"
    if str(mail.get("Return-Path", "<x>")).strip() in ("<>", ""):
        return "null_sender"
    if mail.get_content_type() == "multipart/report" or MACHINES.match(sender):
        return "machine"
    return "" if sender else "no_sender"


def authentic(mail: Message, server: str) -> bool:
    """Did our own mail server (`server`, as it calls itself in Authentication-Results, RFC 8601) find by DMARC that the
    sender's address is no lie? Only the topmost field of that name counts: those below may be the sender's. So may be
    what stands in it after other methods' names (`smtp.mailfrom=…`), in quotes and in comments."""
    name, *results = _bare(str(mail.get("Authentication-Results") or "")).split(";")
    found = [said for one in results if (said := DMARC.fullmatch(one))]
    if not server or name.split()[:1] != [server.lower()] or not found:
        return False
    domain = address(mail, "From")[0].rpartition("@")[2]
    tested = {where.rpartition("@")[2] for said in found for where in HEADER_FROM.findall(said[2])}
    return all(said[1] == "pass" for said in found) and tested <= {domain}


def _bare(field: str) -> str:
    """A structured field in small letters, without comments and quoted strings (RFC 5322); empty if one never ends."""
    kept, depth, quoted, skipped = [], 0, False, False
    for c in field.lower():
        if skipped or (c == "\\" and (quoted or depth)):
            skipped = not skipped
        elif c == '"' and not depth:
            quoted = not quoted
            kept.append('"')
        elif c in "()" and not quoted:
            depth += 1 if c == "(" else -1
            kept.append(" ")
        elif not quoted and not depth:
            kept.append(c)
    return "" if quoted or depth else "".join(kept)
