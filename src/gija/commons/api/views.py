"""Pages of the API: the institution's tokens, and the reference of all operations. The description for programs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gija.commons.accounts.queries import role_text
from gija.commons.accounts.rules import roles_given_by
from gija.commons.accounts.sudo import kept, sudo
from gija.commons.api import build, queries, tokens
from gija.commons.api.forms import TokenForm, scope_choices
from gija.commons.api.reference import reference as described
from gija.commons.directory.queries import institution
from gija.commons.permissions import PUBLIC, SIGNED_IN, needs
from gija.vocabulary.errors import GijaError


@needs("api.token.manage")
@require_GET
def token_list(request: Any) -> HttpResponse:
    """The tokens of the institution."""
    return render(request, "api/tokens.html", {"table": queries.tokens_table(request)})


@needs("api.token.manage")
@sudo(posts_only=True, keep=("name", "role", "per_minute", "expires_on", "language"))
def token_new(request: Any) -> HttpResponse:
    """Make a token. Its text is on the page that answers, and never again."""
    roles = roles_given_by(request.actor, institution(request.actor.institution))
    form = TokenForm(roles, request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made, text = tokens.make(request.actor, **said)
        except GijaError as error:
            if not error.code.startswith("api."):
                raise
            form.add_error("scopes", error.text.in_(get_language() or "lt"))
        else:
            return render(request, "api/made.html", {"token": made, "text": text, "root": build.ROOT})
    return render(request, "api/new.html", {"form": form}, status=422 if form.errors else 200)


@needs("api.token.manage")
@require_GET
def token_page(request: Any, number: int) -> HttpResponse:
    """One token: what it may do, and ending it."""
    found = queries.one_token(request.actor, number)
    words = dict(scope_choices())
    page = {
        "token": found,
        "role": role_text(found.role).in_(get_language() or "lt"),
        "scopes": [words.get(scope, scope) for scope in found.scopes],
        "state": queries.state_words(found),
        "holds": tokens.holds(found),
    }
    return render(request, "api/token.html", page)


@needs("api.token.manage")
@sudo(back="api:token")
@require_POST
def token_end(request: Any, number: int) -> HttpResponse:
    """End a token at once."""
    tokens.end(request.actor, number)
    messages.success(request, _("The token has ended. Programs that use it are refused from now on."))
    return redirect("api:token", number)


@needs(SIGNED_IN)
@require_GET
def reference(request: Any) -> HttpResponse:
    """Every operation in words, made from the same description that programs read."""
    return render(request, "api/reference.html", {"rooms": described(build.schema()), "root": build.ROOT})


@needs(PUBLIC)  # how to ask is no secret: the program is open; what is answered is behind tokens
@require_GET
def openapi(request: Any) -> HttpResponse:
    """The description of all operations for programs (OpenAPI 3.1)."""
    return JsonResponse(build.schema(), json_dumps_params={"ensure_ascii": False})
