"""Tells the wall for whom a request is made. Stands behind `CurrentActor`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase

from gija.commons.rowlevel.session import EVERY, NOBODY, act_for


class InstitutionOfRequest:
    """The rows of the actor's institution for this request; none for a request of nobody."""

    def __init__(self, get_response: Callable[[Any], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        actor = getattr(request, "actor", None)
        act_for(actor.institution if actor else NOBODY)
        response: HttpResponseBase | None = None
        try:
            response = self.get_response(request)
        finally:
            # A streamed answer reads on after we return: it stays behind the wall until the thread's next request.
            if response is None or not response.streaming:
                act_for(EVERY)
        return response
