"""Asking again who it is, before something leaves the system or keys, backups, approvals or accounts are touched.

`@sudo` on a view asks for a proof (password, one-time code or passkey) unless the last one is younger than ten minutes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, overload

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from gija.commons.accounts.second_factor import has_second_factor, over_loopback, waived
from gija.commons.encryption.sealing import Place, Token, seal, unseal
from gija.commons.permissions import NotPermittedError
from gija.vocabulary.errors import GijaError

View = TypeVar("View", bound=Callable[..., Any])

HOLDS = 600  # seconds
KEPT = "sudo_kept"
LONGEST = 20_000  # characters kept of one field: more than any form takes


def proven(request: Any) -> bool:
    """Whether this browser's session proved within the last ten minutes who it is, or need not."""
    return recently(request) or excused(request)


def recently(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and 0 <= time.time() - records[-1]["at"] < HOLDS


def excused(request: Any) -> bool:
    """Waived exactly as the second factor is: for a demo account that set none up, in demo mode, over loopback."""
    return waived(request.user) and not has_second_factor(request.user) and over_loopback(request)


@overload
def sudo(view: View) -> View: ...
@overload
def sudo(
    view: None = None, *, back: str | Callable[..., str] = "", keep: tuple[str, ...] = (), posts_only: bool = False
) -> Callable[[View], View]: ...


def sudo(
    view: Any = None, *, back: str | Callable[..., str] = "", keep: tuple[str, ...] = (), posts_only: bool = False
) -> Any:
    """The view only for who has just proven who they are; others are asked, and led back. Stands below `@needs`.

    `back`: where to, for a view without a page of its own: a view's name, called with the same arguments, or a
    function of them that gives the address. `keep`: the fields of a POST that its page shows again (see `kept`):
    nothing is sent again by itself, the person presses the button once more. `posts_only`: the page itself is
    open, only what its forms send is guarded.
    """

    def guard(guarded: Any) -> Any:
        @wraps(guarded)
        def asked(request: Any, *args: Any, **kwargs: Any) -> Any:
            if proven(request) or (posts_only and request.method in ("GET", "HEAD")):
                return guarded(request, *args, **kwargs)
            return ask(request, _address(request, back, args, kwargs), keep)

        asked.__dict__["asks_who_it_is"] = True  # a test walks all views
        return asked

    return guard(view) if view is not None else guard


def _address(request: Any, back: str | Callable[..., str], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    if callable(back):
        return back(*args, **kwargs)
    return reverse(back, args=args, kwargs=kwargs) if back else str(request.path)


def ask(request: Any, back: str, keep: tuple[str, ...] = ()) -> HttpResponse:
    """To the page that asks for a proof, and from there to `back`."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        raise NotPermittedError(request.actor, "account.sudo")
    if request.method == "POST" and keep:
        fields = {name: request.POST[name][:LONGEST] for name in keep if name in request.POST}
        # The session lies in the accounts' database; what was typed may be about a victim.
        closed = seal(json.dumps(fields), _place(request)).text
        request.session[KEPT] = {"at": time.time(), "path": back, "fields": closed}
    address = f"{ways[0]['url']}?{urlencode({'next': back})}"
    if not getattr(request, "htmx", False):
        return HttpResponseRedirect(address)
    answer = HttpResponse()
    answer["HX-Redirect"] = address  # htmx would put the page that asks into a part of this one
    return answer


def kept(request: Any) -> dict[str, str]:
    """What had been typed into this page's form when its POST was asked for a proof: `initial` for the form.

    Given once, to the page it was typed on and the account that typed it, for ten minutes.
    """
    if request.method != "GET":
        return {}
    said = request.session.get(KEPT)
    if not said or said["path"] != request.path:
        return {}
    del request.session[KEPT]
    if not 0 <= time.time() - said["at"] < HOLDS:
        return {}
    try:
        return dict(json.loads(unseal(Token(said["fields"]), _place(request))))
    except (GijaError, AttributeError):  # another account's, a key that is gone, or a session of an earlier version
        return {}


def _place(request: Any) -> Place:
    return Place("accounts.session", KEPT, str(request.user.pk))
