"""How a cell of the matrix of functions is said."""

from __future__ import annotations

from django import template

from gija.rapporteur.bodies import shown
from gija.rapporteur.bodies.models import Holding

register = template.Library()


@register.filter
def holding(one: Holding) -> str:
    return shown.holding(one)
