"""The desk open in one browser: the private key rests in the session, locked with a key that only the browser's cookie
has. Neither the database of sessions nor a stolen cookie opens it alone; both shut half an hour after the last use.
"""

from __future__ import annotations

import base64
import binascii
import os
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gija.commons.permissions import Actor
from gija.police.tips import desks, keys
from gija.police.tips.forms import OpenForm, language
from gija.vocabulary.errors import GijaError

View = TypeVar("View", bound=Callable[..., Any])

COOKIE, KEPT = "gija_tips", "tips_desk"
PATH = "/police/tips/"
HOLDS = 1800  # seconds since the last use
WORDS = ("text", "note-text", "link-target", "close-text")  # fields whose loss would cost an officer work
ROUGHLY = 60  # seconds after which a use is noted anew


def remember(request: Any, response: HttpResponse, identities: tuple[str, ...]) -> None:
    """Keep the desk open for this browser and account."""
    key, nonce = os.urandom(32), os.urandom(12)
    box = AESGCM(key).encrypt(nonce, "\n".join(identities).encode(), _bound(request))
    request.session[KEPT] = {"box": base64.b64encode(nonce + box).decode(), "at": int(time.time())}
    response.set_cookie(
        COOKIE, base64.b64encode(key).decode(), path=PATH, secure=bool(settings.SESSION_COOKIE_SECURE), httponly=True,
        samesite="Strict",
    )  # fmt: skip


def identities(request: Any) -> tuple[str, ...]:
    """The private keys, newest first; none where the desk is shut."""
    kept, cookie = request.session.get(KEPT), request.COOKIES.get(COOKIE, "")
    now = int(time.time())
    if not kept or not cookie or not 0 <= now - kept["at"] < HOLDS:
        request.session.pop(KEPT, None)
        return ()
    try:
        raw, key = base64.b64decode(kept["box"]), base64.b64decode(cookie, validate=True)
        plain = AESGCM(key).decrypt(raw[:12], raw[12:], _bound(request)).decode()
    except (InvalidTag, ValueError, binascii.Error):
        return ()
    if desks.holder(request.actor) is None:  # the key was taken back, or renewed, while it was open here
        request.session.pop(KEPT, None)
        return ()
    if now - kept["at"] > ROUGHLY:
        request.session[KEPT] = {**kept, "at": now}
    return tuple(plain.split("\n"))


def forget(request: Any, response: HttpResponse) -> None:
    """Shut the desk in this browser."""
    request.session.pop(KEPT, None)
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def _bound(request: Any) -> bytes:
    """The account in its role and institution: who leaves it has shut the desk."""
    actor = request.actor
    return f"{actor.account} {actor.role} {actor.institution}".encode()


def tried(actor: Actor, form: OpenForm) -> tuple[str, ...]:
    """The private keys, if the form opens the desk; else none, and the form says why not."""
    if not form.is_valid():
        return ()
    try:
        return keys.open_desk(actor, form.cleaned_data["passphrase"], form.cleaned_data["new"])
    except GijaError as error:
        if error.code == "common.not_permitted":
            raise
        form.add_error("new" if error.code == "tips.passphrase_short" else "passphrase", error.text.in_(language()))
        return ()


def _written(request: Any, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Words were sent after the desk shut: the passphrase is asked for on a page that holds them, then the act done."""
    form = OpenForm(request.POST if "desk-passphrase" in request.POST else None, prefix="desk")
    request.desk = tried(request.actor, form) if form.is_bound else ()
    if request.desk:
        answer = act()
        remember(request, answer, request.desk)
        return answer
    said = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    page = {
        "form": form, "holder": desks.holder(request.actor), "key": desks.active(request.actor.institution),
        "action": request.path, "kept": [one for one in said if not one[0].startswith("desk-")],
    }  # fmt: skip
    answer = render(request, "tips/open.html", page, status=422)
    answer["Cache-Control"] = "no-store"
    return answer


def opened(view: View) -> View:
    """The view only with the desk open; others are asked for their passphrase and led back, and what they wrote with
    them. Below `@needs`."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        request.desk = identities(request)
        if request.desk:
            return view(request, *args, **kwargs)
        if any(request.POST.get(name, "").strip() for name in WORDS):
            return _written(request, lambda: view(request, *args, **kwargs))
        back = request.path if request.method in ("GET", "HEAD") else request.headers.get("x-back", request.path)
        return HttpResponseRedirect(reverse("tips:open") + "?" + urlencode({"next": back}))

    return guarded  # type: ignore[return-value]
