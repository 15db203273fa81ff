"""How long a data subject may wait for an answer. Each period is one function with its source.

Sources: Regulation (EU) 2016/679, Art. 12(3): one month, two further months where necessary; Directive (EU) 2016/680,
Art. 12(3) and 14: "without undue delay", for which Gija takes the same month. How a month is counted: Regulation (EEC,
Euratom) 1182/71, Art. 3(2)(c). *Unverified: the articles were not read.*
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def answer_by(received: date) -> date:
    """The last day of the month that begins with the receipt."""
    return months_after(received, 1)


def extended_to(received: date) -> date:
    """The last day where the answer needs two further months; the person is told so within the first."""
    return months_after(received, 3)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
