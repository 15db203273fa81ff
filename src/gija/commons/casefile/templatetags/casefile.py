"""What the pages of a case file need: addresses of its own zone, values of fields in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from gija.commons.casefile.fields import FACTS, IDENTITY, PERSON, Kind
from gija.commons.casefile.forms import REGISTER_WORDS, language
from gija.commons.pages.templatetags.gija import cell, code_text
from gija.vocabulary.text import Text

register = template.Library()
Rows = list[tuple[str, str]]


@register.simple_tag(takes_context=True)
def at(context: Any, name: str, *parts: str) -> str:
    """The address of a page of this zone's case file."""
    return reverse(f"{context['file'].space}:{name}", args=parts)


@register.filter
def said(text: Text | None) -> str:
    """A text in the language of the page."""
    return text.in_(language()) if text else ""


@register.filter
def register_words(state: str) -> str:
    return str(REGISTER_WORDS[state])


@register.filter
def register_kind(state: str) -> str:
    """The colour of the tag."""
    return {"sent": "good", "changed": "warn", "unfinished": "warn"}.get(state, "quiet")


@register.filter
def identity(person: Any) -> Rows:
    """Label and value of everything known of who it is."""
    fields = [one for one in PERSON if one.name in IDENTITY]
    return [(str(one.label), value) for one in fields if (value := getattr(person, one.name))]


@register.filter
def facts(case: Any) -> Rows:
    """Label and value, in words, of the facts that were entered; why one is missing stands in its place."""
    found = []
    for one in FACTS:
        value = _words(one, getattr(case, one.name))
        if not value and one.name in case.missing:
            value = code_text(case.missing[one.name], "missing")
        if value:
            found.append((str(one.label), value))
    return found


def _words(one: Any, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else ""
    if value in (None, "", []):
        return ""
    if one.kind in (Kind.CODES, Kind.ROWS):
        return "; ".join(code_text(code, one.list) for code in value)
    return code_text(value, one.list) if one.list else str(cell(value))


@register.filter
def row_value(values: Any, name: str) -> Any:
    """One field of a row that was read."""
    return values.get(name) or ""
