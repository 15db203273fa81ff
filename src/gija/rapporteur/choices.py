"""What choice fields of this zone offer: institutions that exist today, codes of a list, in the page's language."""

from __future__ import annotations

from django.utils.translation import get_language

from gija.commons.directory.queries import institutions
from gija.vocabulary.lists import code_list


def language() -> str:
    return get_language() or "lt"


def codes(name: str) -> list[tuple[str, str]]:
    """(code, words) of a list, without codes that were retired."""
    return [(one.code, one.text.in_(language())) for one in code_list(name).codes.values() if not one.retired]


def bodies() -> list[tuple[str, str]]:
    """(code, name) of institutions that exist today, by name."""
    field = "lt" if language().startswith("lt") else "en"
    found = []
    for one in institutions():
        names = list(one.names.all())
        found.append((one.code, getattr(names[-1], field) if names else one.code))
    return sorted(found, key=lambda pair: pair[1].casefold())
