"""Amounts of money in the currency of their day, and in euro at the fixed rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from gija.vocabulary.errors import GijaError

# Council Regulation (EU) No 851/2014 of 23 July 2014: the rate was fixed for good when Lithuania took the euro.
LITAS_PER_EURO = Decimal("3.45280")
CENT = Decimal("0.01")
CURRENCIES = ("EUR", "LTL")
LARGEST = Decimal("9999999999.99")  # what the columns of every room hold


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, never below zero, in units of its currency (not cents)."""

    amount: Decimal
    currency: str

    @property
    def euro(self) -> Decimal:
        """In euro, rounded half up to the cent as the regulation on the rounding of the euro asks."""
        rate = LITAS_PER_EURO if self.currency == "LTL" else Decimal(1)
        return (self.amount / rate).quantize(CENT, ROUND_HALF_UP)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def money(amount: str, currency: str) -> Money:
    """An amount as a person writes it: `12 000`, `12000,50`. Refuses what is no amount (`money.amount`)."""
    text = "".join(amount.split()).replace(",", ".")
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise GijaError("money.amount", value=amount[:40]) from None
    if (
        not found.is_finite()
        or not 0 <= found <= LARGEST
        or found != found.quantize(CENT)
        or currency not in CURRENCIES
    ):
        raise GijaError("money.amount", value=f"{amount[:40]} {currency[:3]}")
    return Money(found, currency)


def total(amounts: list[Money]) -> Decimal:
    """In euro: each amount is rounded before they are added, so that the lines add up to the sum."""
    return sum((one.euro for one in amounts), Decimal("0.00"))
