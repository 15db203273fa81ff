"""Texts of both languages in the language of the page."""

from __future__ import annotations

from django import template

from gija.vocabulary.text import Text

register = template.Library()


@register.filter
def in_language(text: Text, language: str) -> str:
    return text.in_(language)
