"""The gate of the API: an operation says which action it is, and only a token with that scope opens it.

    @router.post("/search", auth=by_token("police.search.ask"))

An operation that says nothing is closed to everybody (see `build`); a test walks all of them.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from gija.commons.api import limits, tokens
from gija.commons.audit.refusals import record_refusal
from gija.commons.permissions import Actor, NotPermittedError, may
from gija.commons.permissions.matrix import actions
from gija.commons.rowlevel.session import act_for
from gija.vocabulary.errors import GijaError


class ByToken(HttpBearer):
    """Lets in the programs whose token holds, has the scope, and whose role has the right."""

    openapi_name = "token"

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Who acts. From here on the request is theirs: language, actor, the rows of their institution."""
        found = tokens.known(token)
        translation.activate(found.language)
        limits.count(found)
        actor = tokens.acts_as(found)
        if not tokens.holds(found):
            record_refusal(actor, "api.call")
            raise GijaError("api.token_ended")
        if self.action not in found.scopes or not may(actor, self.action):
            raise NotPermittedError(actor, self.action)
        request.actor = actor  # type: ignore[attr-defined]
        act_for(actor.institution)
        return actor


class Closed(HttpBearer):
    """What an operation without a declared action gets."""

    openapi_name = "token"

    def __call__(self, request: HttpRequest) -> Any:
        raise GijaError("api.closed")

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise GijaError("api.closed")


def by_token(action: str) -> ByToken:
    """Declares the action of an operation, one of the permission matrix."""
    if action not in actions():
        raise ValueError(f"an operation for the action {action!r}, which no role of the matrix has")
    return ByToken(action)
