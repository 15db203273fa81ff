"""What the components need to know of a form field, and how a cell is shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from gija.vocabulary.lists import code_list

register = template.Library()


@register.filter
def is_group(field: BoundField) -> bool:
    """Radio buttons and tick boxes are a group with a legend."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def shown(field: BoundField) -> SafeString:
    """The field's widget, tied to its hint and error for screen readers."""
    parts = {"hint": field.help_text, "error": field.errors}
    described = [f"{field.auto_id}_{part}" for part, there in parts.items() if there]
    attributes: dict[str, Any] = {"class": "input"}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    field.field.widget.attrs.pop("placeholder", None)  # packages set it; it vanishes just when it is needed
    return field.as_widget(attrs=attributes)


@register.filter
def cell(value: object) -> str:
    """A value in a table: times in Vilnius, nothing as a dash."""
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "Y-m-d H:i:s"))
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or value == "":
        return "–"
    return conditional_escape(str(value)) if not hasattr(value, "__html__") else value.__html__()


@register.filter
def code_text(code: str, list_name: str) -> str:
    """What a code of a vocabulary list is called in the language of the page; an unknown code by itself."""
    known = code_list(list_name)
    if not code:
        return "–"
    return known[code].text.in_(get_language() or "lt") if code in known else code


@register.filter
def outcome_text(outcome: str) -> str:
    """What became of an act, in words."""
    return {"done": gettext("done"), "refused": gettext("refused")}.get(outcome, outcome)


@register.filter
def drawing(svg: str) -> SafeString:
    """An SVG of our own making, inline (the content security policy lets no `data:` picture in), without its prolog."""
    inline = svg[svg.index("<svg") :].replace("<svg ", '<svg aria-hidden="true" ', 1)  # what is round it has a label
    return mark_safe(inline)  # noqa: S308  drawn by the server from a secret it made itself
