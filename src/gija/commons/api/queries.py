"""What is shown of tokens: never their secret, which is not kept."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gija.commons.accounts.queries import role_text
from gija.commons.api.models import Token
from gija.commons.api.tokens import MANAGE, holds
from gija.commons.pages.tables import Column, Table
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError


def tokens_of(actor: Actor) -> QuerySet[Token]:
    """The tokens of the actor's own institution, also those that have ended."""
    require(actor, MANAGE, actor.institution)
    return Token.objects.filter(institution=actor.institution)


def one_token(actor: Actor, number: int) -> Token:
    """One token. Refused: `api.token_not_found`; another institution's is `NotPermittedError`."""
    found = Token.objects.filter(pk=number).first()
    if found is None:
        raise GijaError("api.token_not_found")
    require(actor, MANAGE, found.institution_id)
    return found


def state_words(token: Token) -> str:
    """How it stands, in a word."""
    if holds(token):
        return gettext("in use") if token.last_used_at else gettext("not used yet")
    return gettext("ended") if token.ended_at else gettext("expired")


def tokens_table(request: Any) -> Table:
    language = get_language() or "lt"
    columns = [
        Column("name", _("Program"), lambda t: t.name, sort="name", link=lambda t: reverse("api:token", args=[t.pk])),
        Column("role", _("Role"), lambda t: role_text(t.role).in_(language), sort="role"),
        Column("state", _("State"), state_words, tag=True),
        Column("expires", _("Valid until"), lambda t: t.expires_on, sort="expires_on"),
        Column("used", _("Last used"), lambda t: t.last_used_at, sort="last_used_at"),
    ]
    return Table.of(
        request, tokens_of(request.actor), columns,
        caption=_("API tokens of the institution"), order="name", empty=_("There is no token yet."),
    )  # fmt: skip
