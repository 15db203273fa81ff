"""Numbers with check digits, for whole columns at once.

Personal code: Lithuania's rule (the digit of sex and century, YYMMDD, serial, check). The code of a legal entity uses
the same check. VIN: ISO 3779 with the check digit of 49 CFR 565. IBAN: ISO 13616.
"""

from __future__ import annotations

import numpy as np

from gija.demo.country.chance import Ints

VIN_LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
VIN_VALUE = dict(zip(VIN_LETTERS, [*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True))
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
PLATE_LETTERS = "ABCDEFGHIJKLMNOPRSTUVYZ"


def _digits(numbers: Ints, width: int) -> Ints:
    found: Ints = numbers[:, None] // 10 ** np.arange(width - 1, -1, -1, dtype=np.int64) % 10
    return found


def check_digits(numbers: Ints, width: int) -> Ints:
    """The check digit of Lithuanian personal (10 digits given) and legal entity codes (8 given)."""
    digits = _digits(numbers, width)
    place = np.arange(width)
    first = (digits * (1 + place % 9)).sum(axis=1) % 11
    second = (digits * (1 + (place + 2) % 9)).sum(axis=1) % 11
    checks: Ints = np.where(first < 10, first, np.where(second < 10, second, 0))
    return checks


def personal_codes(male: Ints, birth: Ints) -> Ints:
    """A different code of 11 digits for each person; `birth` in days since 1970. Up to 1,000 of a sex and a day."""
    born = birth.astype("datetime64[D]")
    years = born.astype("datetime64[Y]").astype(np.int64) + 1970
    months = born.astype("datetime64[M]").astype(np.int64) % 12 + 1
    days = (born - born.astype("datetime64[M]")).astype(np.int64) + 1
    lead = 2 * (years // 100 - 18) + np.where(male == 1, 1, 2)
    stem = ((lead * 100 + years % 100) * 100 + months) * 100 + days
    order = np.argsort(stem, kind="stable")
    ordered = stem[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    nth = np.arange(len(stem)) - np.repeat(starts, np.diff(np.r_[starts, len(stem)]))
    serial = np.empty(len(stem), dtype=np.int64)
    serial[order] = (nth * 389 + ordered % 977) % 1000  # 389 and 1,000 share no factor: all serials differ in a day
    bare = stem * 1000 + serial
    found: Ints = bare * 10 + check_digits(bare, 10)
    return found


def firm_codes(count: int) -> Ints:
    bare = 30_000_000 + np.arange(count, dtype=np.int64) * 37 % 9_000_000
    found: Ints = bare * 10 + check_digits(bare, 8)
    return found


def plates(count: int) -> list[str]:
    """Different plates "ABC 123", spread over the alphabet."""
    letters = len(PLATE_LETTERS)
    total = letters**3 * 999
    spread = (np.arange(count, dtype=np.int64) * 7_654_321 + 1_234_567) % total
    word, number = spread // 999, spread % 999 + 1
    a, b, c = word // letters**2, word // letters % letters, word % letters
    rows = zip(a.tolist(), b.tolist(), c.tolist(), number.tolist(), strict=True)
    return [f"{PLATE_LETTERS[i]}{PLATE_LETTERS[j]}{PLATE_LETTERS[k]} {n:03d}" for i, j, k, n in rows]


def vin(maker: str, described: int, year: int, serial: int) -> str:
    """A VIN with its check digit: maker's code, five characters of description, year, plant, serial number."""
    letters = "".join(VIN_LETTERS[described // 33**place % 33] for place in range(5))
    stem = f"{maker}{letters}0{'ABCDEFGHJKLMNPRSTVWXY123456789'[(year - 1980) % 30]}V{serial % 1_000_000:06d}"
    rest = sum(VIN_VALUE[letter] * weight for letter, weight in zip(stem, VIN_WEIGHTS, strict=True)) % 11
    return f"{stem[:8]}{'X' if rest == 10 else rest}{stem[9:]}"


def iban(bank: str, account: int) -> str:
    """A Lithuanian IBAN: LT, two check digits, five of the bank, eleven of the account."""
    bare = f"{bank}{account:011d}"
    return f"LT{98 - int(bare + '212900') % 97:02d}{bare}"  # L is 21, T is 29
