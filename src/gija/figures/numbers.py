"""Numbers as each language writes them: `12 345,6` in Lithuanian (spaces that do not break), `12,345.6` in English."""

from __future__ import annotations

from decimal import Decimal

SPACE = "\u00a0"


def number(value: int | Decimal, language: str) -> str:
    """The number in words of its language; the minus is a minus sign."""
    whole, _, part = f"{abs(value):,f}".partition(".") if isinstance(value, Decimal) else (f"{abs(value):,}", "", "")
    lithuanian = language.lower().startswith("lt")
    if lithuanian:
        whole = whole.replace(",", SPACE)
    sign = "\u2212" if value < 0 else ""
    return sign + whole + ((("," if lithuanian else ".") + part) if part else "")
