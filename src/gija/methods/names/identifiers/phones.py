"""Phone numbers to E.164; a number without a country is read as Lithuanian."""

from __future__ import annotations

import re
import unicodedata

_ALLOWED = re.compile(r"[+()\d\s.~/\-–—]+(?:(?:ext|vid|доб)\.?\s*\d+)?", re.IGNORECASE)
_LITHUANIAN = re.compile(r"(?:\+?370|00370|[80])?([3-7]\d{7})")
_EXTENSION = re.compile(r"(?:ext|vid|доб)\.?\s*\d+$", re.IGNORECASE)


def number(value: str) -> str | None:
    """E.164 of one number. Lithuanian trunk prefixes 8 and 0, `00` and `+` are read; an extension is dropped."""
    text = unicodedata.normalize("NFKC", value).strip()
    text = re.sub(r"^(?:tel|mob|тел)\.?:?\s*", "", text, flags=re.IGNORECASE)
    if not _ALLOWED.fullmatch(text):
        return None
    text = _EXTENSION.sub("", text)
    bare = ("+" if text.lstrip(" (").startswith("+") else "") + "".join(c for c in text if c.isdigit())
    bare = re.sub(r"^(\+?370|00370)[80](?=[3-7]\d{7}$)", r"\1", bare)  # +370 (8) 612 ...: both prefixes written
    if found := _LITHUANIAN.fullmatch(bare):
        return "+370" + found.group(1)
    return _foreign(bare)


def _foreign(bare: str) -> str | None:
    import phonenumbers

    if not bare.startswith(("+", "00")) and not 11 <= len(bare) <= 15:
        return None
    international = bare if bare.startswith("+") else "+" + bare.removeprefix("00")
    try:
        parsed = phonenumbers.parse(international)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def number_valid(e164: str) -> bool:
    """Whether the number falls in a range given out to subscribers (libphonenumber's tables)."""
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(e164))


def number_written(e164: str) -> tuple[str, ...]:
    """E.164, without plus, with 00; for Lithuania also with the trunk prefixes 8 and 0, spaced and in brackets."""
    plain = (e164, e164[1:], "00" + e164[1:])
    if not re.fullmatch(r"\+370\d{8}", e164):
        import phonenumbers

        spaced = phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return (*plain, spaced)
    own = e164[4:]
    area, rest = own[:3], own[3:]
    trunk = [
        form for p in "80" for form in (p + own, f"{p} {area} {rest}", f"({p} {area}) {rest}", f"{p}-{area}-{rest}")
    ]
    parted = (f"+370 {area} {rest}", f"+370 {area} {rest[:2]} {rest[2:]}", f"+370 {area} {rest[:2]}{rest[2:]}")
    return (*plain, *trunk, *parted, own)
