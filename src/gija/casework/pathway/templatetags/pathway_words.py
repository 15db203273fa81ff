"""Tags of the pages of a way: which colour goes with a level, a code in words under a name."""

from __future__ import annotations

from django import template

from gija.commons.pages.templatetags.gija import code_text

register = template.Library()


@register.filter
def risk_kind(level: str) -> str:
    """The tag of a level of risk; the word says it, never the colour alone."""
    return {"high": "bad", "medium": "warn", "unknown": "warn", "low": "quiet", "none": "good"}.get(level, "")


@register.filter
def safety_kind(safety: str) -> str:
    """The tag of a way to reach somebody."""
    return {"safe": "good", "only_when": "warn", "unsafe": "bad"}.get(safety, "")


@register.simple_tag
def code_words(name: str, code: str) -> str:
    """A code of a list in the language of the page."""
    return code_text(code, name)
