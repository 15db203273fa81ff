"""Recovery codes: shown and saved on one occasion, ten minutes long, in the browser where they were first looked at.

Afterwards the page tells only how many are left. New ones take the place of all old ones.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gija.commons.accounts.queries import as_actor
from gija.commons.accounts.sudo import HOLDS, sudo
from gija.commons.audit.services import record
from gija.commons.permissions import needs
from gija.commons.permissions.declare import UNPROVEN

OCCASION = "codes_shown"  # in the browser's session: which codes, since when


@dataclass(frozen=True, slots=True)
class Code:
    """A recovery code, as the page shows it: `text` is empty once the occasion is over."""

    number: int
    text: str
    used: bool


def codes_of(factor: Authenticator, shown: bool) -> list[Code]:
    unused = set(factor.wrap().get_unused_codes())
    every = factor.wrap().generate_codes()
    return [Code(n, code if shown else "", code not in unused) for n, code in enumerate(every, 1)]


@needs(UNPROVEN)
@sudo
def recovery_codes(request: Any) -> HttpResponse:
    """The codes on their occasion; else which of them are used."""
    factor = _factor(request)
    shown = _occasion(request, factor)
    codes = codes_of(factor, shown)
    page = {"codes": codes, "shown": shown, "unused_codes": [c.text for c in codes if shown and not c.used]}
    return render(request, "mfa/recovery_codes/index.html", page | {"left": sum(not c.used for c in codes)})


@needs(UNPROVEN)
@sudo(back="mfa_view_recovery_codes")
def recovery_codes_file(request: Any) -> HttpResponse:
    """The codes as a text file, on the same occasion only."""
    factor = _factor(request)
    if not _occasion(request, factor):
        return redirect("mfa_view_recovery_codes")
    unused = [code.text for code in codes_of(factor, True) if not code.used]
    _record(request, "account.recovery_codes_saved")
    text = "\n".join([_("Recovery codes for Gija, each works once"), request.user.email, "", *unused, ""])
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="gija-recovery-codes.txt"'
    return answer


def _factor(request: Any) -> Authenticator:
    codes = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if codes is None:
        raise Http404
    return codes


def _occasion(request: Any, factor: Authenticator) -> bool:
    """Whether the codes may be shown: for the first time, or in the same browser within ten minutes of it."""
    if _first_look(request, factor):
        request.session[OCCASION] = {"codes": factor.pk, "at": time.time()}
    since = request.session.get(OCCASION)
    return bool(since and since["codes"] == factor.pk and 0 <= time.time() - since["at"] < HOLDS)


def _first_look(request: Any, factor: Authenticator) -> bool:
    with transaction.atomic():
        codes = Authenticator.objects.select_for_update().get(pk=factor.pk).wrap()
        if codes.did_view:
            return False
        codes.mark_as_viewed()
        _record(request, "account.recovery_codes_shown")
    return True


def _record(request: Any, action: str) -> None:
    with transaction.atomic():
        record("default", as_actor(request.user), action, object_type="account", object_id=str(request.user.pk))
