"""What a sealed tip says when an officer opens it. It was sealed by somebody else's browser: nothing in it is trusted.

The content is the JSON of a `Letter` with any of: sender (an address or number), sender_name, text, facts (pairs of a
code of the list tip_fact and an answer), answer_to (age1…), attachments. Whatever does not fit is left out.
"""

from __future__ import annotations

import json
import re
from typing import Any

from gija.commons.scanning import Verdict
from gija.police.tips.mail.bodies import readable
from gija.police.tips.mail.heads import plain
from gija.police.tips.mail.values import LONGEST_TEXT, Attachment, Letter
from gija.police.tips.sealing import is_recipient
from gija.vocabulary.lists import code_list

MOST_FILES = 50
RECIPIENT = re.compile(r"age1[0-9a-z]{50,70}")
EXTENSION = re.compile(r"[a-z0-9]{1,8}")


def letter_of(data: bytes) -> Letter:
    """The letter; of what is none its bytes as text, marked as broken. Never raises."""
    try:
        said = json.loads(data)
        if not isinstance(said, dict):
            raise ValueError
    except (ValueError, RecursionError):
        return Letter(text=readable(data.decode("utf-8", "replace"))[:LONGEST_TEXT], unread="broken")
    text = readable(_text(said, "text"))
    answer_to = _text(said, "answer_to")
    return Letter(
        sender=plain(_text(said, "sender")),
        sender_name=plain(_text(said, "sender_name")),
        text=text[:LONGEST_TEXT],
        cut=len(text) > LONGEST_TEXT,
        facts=tuple(_facts(said.get("facts"))),
        attachments=tuple(_files(said.get("attachments"))),
        answer_to=answer_to if RECIPIENT.fullmatch(answer_to) and is_recipient(answer_to) else "",
    )


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _facts(said: object) -> list[tuple[str, str]]:
    known = code_list("tip_fact")
    pairs = [one for one in said[:100] if isinstance(one, list) and len(one) == 2] if isinstance(said, list) else []
    return [
        (code, readable(answer)[:2000]) for code, answer in pairs if isinstance(answer, str) and _known(code, known)
    ]


def _known(code: object, known: Any) -> bool:
    return isinstance(code, str) and code in known


def _files(said: object) -> list[Attachment]:
    """The verdict of who sealed it counts only for the worse: a file is handed out by its own bytes (`services`)."""
    rows = [one for one in said[:MOST_FILES] if isinstance(one, dict)] if isinstance(said, list) else []
    return [_file(one, place) for place, one in enumerate(rows, start=1)]


def _file(said: dict[str, Any], place: int) -> Attachment:
    verdict, extension, size = _text(said, "verdict"), _text(said, "extension"), said.get("size")
    return Attachment(
        place,
        plain(_text(said, "name"), 120),
        plain(_text(said, "declared"), 80),
        verdict if verdict in list(Verdict) else Verdict.UNKNOWN.value,
        extension if EXTENSION.fullmatch(extension) else "bin",
        size if isinstance(size, int) and 0 <= size < 2**40 else 0,
        "",
    )
