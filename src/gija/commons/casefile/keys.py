"""What somebody is found by: the personal code; the folded name with the date of birth. Hashed before it is stored.

The institution is part of it: equal people of two institutions have unequal hashes, so that nobody who sees the
database can tell who is known to both.
"""

from __future__ import annotations

from gija.methods.names import fold


def code_key(institution: str, personal_code: str) -> str:
    """Empty without a code."""
    return f"{institution}|{personal_code}" if personal_code else ""


def name_key(institution: str, given_names: str, family_name: str, birth_date: str) -> str:
    """Whatever the order, case, marks and script of the names; empty without a name or a date of birth."""
    name = folded(given_names, family_name)
    return f"{institution}|{name}|{birth_date}" if name and birth_date else ""


def folded(*names: str) -> str:
    """Names in one form."""
    return " ".join(sorted(fold(" ".join(names)).replace("-", " ").split()))
