"""Filters for what the vocabulary says in both languages, and for the stored codes of a search."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from gija.police.search import exports, words
from gija.police.search.queries import Hit
from gija.vocabulary.entities import entity_type
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

register = template.Library()


def _language() -> str:
    return get_language() or "lt"


@register.filter
def said(text: Text | None) -> str:
    """A text in the language of the page."""
    return text.in_(_language()) if text else ""


@register.filter
def tag_words(tag: str) -> str:
    """The word for one database's answer."""
    return words.TAGS[tag].in_(_language())


@register.filter
def outcome_words(outcome: str) -> str:
    return words.OUTCOMES[words.Outcome(outcome)].in_(_language())


@register.filter
def decision_words(decision: str) -> str:
    return words.DECISIONS[words.Decision(decision)].in_(_language())


@register.filter
def use_words(used: str) -> str:
    return words.USES[used].in_(_language())


@register.filter
def code_words(code: str, name: str) -> str:
    """The label of a code of a code list; the code itself where the list no longer knows it."""
    codes = code_list(name)
    return codes[code].text.in_(_language()) if code in codes else code


@register.filter
def type_words(type_: str) -> str:
    return entity_type(type_).text.in_(_language())


@register.filter
def field_words(field: str, type_: str) -> str:
    return entity_type(type_).field(field).text.in_(_language())


@register.filter
def why(hit: Hit) -> str:
    return exports.reasons(hit, _language())
