"""Filters for the states, fields and databases of a batch."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from gija.police.batches.columns import REFERENCE, TYPE
from gija.police.batches.models import Batch, State
from gija.police.batches.words import HEADINGS, STATES
from gija.police.search.questions import QUESTIONS
from gija.vocabulary.entities import entity_type

register = template.Library()
KINDS = {
    State.DONE: "good", State.RUNNING: "", State.WAITING: "", State.STOPPED: "bad", State.PAUSED: "warn",
    State.CANCELLED: "quiet", State.ERASED: "quiet", State.PREVIEW: "quiet",
}  # fmt: skip


def _language() -> str:
    return get_language() or "lt"


@register.filter
def state_words(state: str) -> str:
    return STATES[State(state)].in_(_language())


@register.filter
def state_kind(state: str) -> str:
    """The kind of tag."""
    return KINDS.get(State(state), "")


@register.filter
def batch_field(field: str) -> str:
    """What a field is called; of two types with the same field the first."""
    if field in (REFERENCE, TYPE):
        return HEADINGS[field].in_(_language())
    type_ = next((q.type for q in QUESTIONS.values() if field in q.fields), None)
    return entity_type(type_).field(field).text.in_(_language()) if type_ else field


@register.filter
def database_words(code: str, batch: Batch) -> str:
    """What a database of the batch was called when it was asked."""
    found = next((one for one in batch.databases if one["code"] == code), None)
    return str(found["lt" if _language() == "lt" else "en"]) if found else code
