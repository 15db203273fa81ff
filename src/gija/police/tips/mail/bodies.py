"""The body of a mail: its text, where its links lead, and its files."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from email.message import Message

from gija.commons.scanning import scan
from gija.police.tips.mail.heads import decoded, plain
from gija.police.tips.mail.values import LONGEST_TEXT, MOST_PARTS, Attachment

MOST_LINKS = 50
BREAKS = re.compile(r"<\s*(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
LINK = re.compile(r"""\bhref\s*=\s*["']?\s*([^"'\s>]{1,2000})""", re.IGNORECASE)


class TooManyPartsError(Exception):
    """A mail of more parts than a person sends."""


def parts(mail: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a mail inside a mail is one part. Not deeper than a person nests."""
    waiting, seen = [mail], 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > 2 * MOST_PARTS:
            raise TooManyPartsError
        inner = one.get_payload()
        if isinstance(inner, list) and one.get_content_maintype() == "multipart":
            waiting.extend(part for part in reversed(inner) if isinstance(part, Message))
        else:
            yield one


def bytes_of(part: Message) -> bytes:
    """What a part holds, decoded as far as that goes."""
    inner = part.get_payload()
    if isinstance(inner, list):  # a mail as a file
        return b"\n".join(one.as_bytes() for one in inner if isinstance(one, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else str(inner).encode("utf-8", "replace")


def text_of(found: list[Message]) -> tuple[str, tuple[str, ...]]:
    """The text of a mail and where its links lead: plain text where there is any, else what HTML says without HTML."""
    texts = [one for one in found if one.get_content_type() == "text/plain" and not is_file(one)]
    pages = [_words(one) for one in found if one.get_content_type() == "text/html" and not is_file(one)]
    links = dict.fromkeys(
        plain(html.unescape(link)) for page in pages for link in LINK.findall(page[: 20 * LONGEST_TEXT])
    )
    said = [_words(one) for one in texts]
    if not "".join(said).strip():
        said = [_without_html(page) for page in pages]
    return readable("\n\n".join(said)), tuple(list(links)[:MOST_LINKS])


def _words(part: Message) -> str:
    return decoded(bytes_of(part), part.get_content_charset())


def _without_html(page: str) -> str:
    import nh3

    broken = BREAKS.sub("\n", page[: 20 * LONGEST_TEXT])
    return html.unescape(nh3.clean(broken, tags=set(), clean_content_tags={"script", "style", "title", "head"}))


def readable(text: str) -> str:
    """Text without control characters or those that turn the direction of writing, at most two empty lines together."""
    said = text.replace("\r\n", "\n").replace("\r", "\n")[: 2 * LONGEST_TEXT]
    kept = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") else " " for c in said)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def files(found: list[Message]) -> list[Message]:
    """The parts that are no text of the mail itself."""
    return [one for one in found if is_file(one) or one.get_content_type() not in ("text/plain", "text/html")]


def attachment(part: Message, place: int) -> Attachment:
    """A file looked at."""
    data = bytes_of(part)
    name = plain(str(part.get_filename() or ""), 120)
    looked = scan(data, name)
    digest = hashlib.sha256(data).hexdigest()
    declared = plain(part.get_content_type(), 80)
    return Attachment(place, name, declared, looked.verdict.value, looked.extension, looked.size, digest)
