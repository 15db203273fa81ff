"""E-mail addresses, handles, and addresses of profiles on named platforms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from gija.methods.names.tables import table

_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")


@cache
def platforms() -> dict[str, re.Pattern[str]]:
    """How a profile's address looks on each platform (`vocabulary/names/platforms.yaml`)."""
    return {code: re.compile(p["pattern"]) for code, p in table("platforms")["platforms"].items()}


def email(value: str) -> str | None:
    """The e-mail address in lower case, without `mailto:`."""
    found = unicodedata.normalize("NFKC", value).strip().strip("<>").lower().removeprefix("mailto:")
    return found if _EMAIL.fullmatch(found) and len(found) <= 254 else None


def _bare(value: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", value.strip().lower()).rstrip("/")


def platform_of(value: str) -> str | None:
    """The code of the platform whose profile this web address is, None for anything else."""
    bare = _bare(value)
    return next((code for code, pattern in platforms().items() if pattern.match(bare)), None)


def _profile(value: str) -> str:
    """The handle in a profile's web address; anything else as it is, in small letters."""
    bare = _bare(value)
    found = next(filter(None, (pattern.match(bare) for pattern in platforms().values())), None)
    return found.group("handle") if found else bare


def handle(value: str) -> str | None:
    """The handle in lower case, without `@`; from a profile's web address the handle in it."""
    text = unicodedata.normalize("NFKC", value)
    if mail := email(text):
        return mail
    found = " ".join(_profile(text).removeprefix("@").split())
    return found if 2 <= len(found) <= 100 and any(c.isalnum() for c in found) else None


def handle_written(canonical: str) -> tuple[str, ...]:
    return (canonical,) if "@" in canonical or "." in canonical else (canonical, "@" + canonical)
