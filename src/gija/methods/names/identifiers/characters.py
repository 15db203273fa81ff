"""Characters that look alike: what a hand, a camera or another keyboard puts in place of a Latin letter."""

from __future__ import annotations

import unicodedata

# Cyrillic and Greek capitals drawn as Latin ones (Unicode confusables, the subset used on plates and documents).
_LOOK_ALIKE = str.maketrans("АВЕЅІЈКМНОРСТУХҮԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXYQWABEZHIKMNOPTYX")


def compact(value: str) -> str:
    """Upper-case letters and digits only; look-alike letters and full-width forms made Latin."""
    upper = unicodedata.normalize("NFKC", value).upper().translate(_LOOK_ALIKE)
    return "".join(c for c in upper if c.isalnum())


def digits(value: str) -> str | None:
    """The digits of a number written with spaces, dots or dashes; None where anything else stands in it."""
    if value.isascii() and value.isdigit():
        return value
    bare = unicodedata.normalize("NFKC", value).strip()
    kept = "".join(c for c in bare if c not in " .-–—/\u00a0")
    return kept if kept.isascii() and kept.isdigit() else None


def groups(value: str, size: int) -> str:
    """The value in groups of `size` characters with spaces between."""
    return " ".join(value[i : i + size] for i in range(0, len(value), size))
