"""Pages of staff sessions: which there were, opening one, ending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gija.commons.accounts import staff
from gija.commons.accounts.forms import StaffForm
from gija.commons.accounts.sudo import kept, sudo
from gija.commons.accounts.tables import staff_table
from gija.commons.directory.queries import name_on
from gija.commons.permissions import SIGNED_IN, needs


@needs("account.read")
def staff_sessions(request: Any) -> HttpResponse:
    """Staff sessions in one's institution; for the operator's administrators also those they opened, and the form."""
    actor = request.actor
    page: dict[str, Any] = {"table": staff_table(request, staff.sessions_in(actor.institution))}
    if staff.may_open(actor):
        page["form"] = StaffForm(_choices(request), initial=kept(request))
        page["opened"] = staff_table(request, staff.sessions_by(actor.institution), elsewhere=True)
    return render(request, "accounts/staff.html", page)


@needs("account.staff_session")
@sudo(back="accounts_staff", keep=("institution", "reason"))
@require_POST
def staff_open(request: Any) -> HttpResponse:
    """Begin to act in the administration of another institution."""
    form = StaffForm(_choices(request), request.POST)
    if not form.is_valid():
        page = {
            "form": form,
            "table": staff_table(request, staff.sessions_in(request.actor.institution)),
            "opened": staff_table(request, staff.sessions_by(request.actor.institution), elsewhere=True),
        }
        return render(request, "accounts/staff.html", page, status=422)
    staff.open_session(request, form.cleaned_data["institution"], form.cleaned_data["reason"])
    return redirect("accounts_list")


@needs(SIGNED_IN)
@require_POST
def staff_end(request: Any) -> HttpResponse:
    """End the staff session this browser acts in."""
    staff.end(request)
    messages.success(request, _("The staff session has ended."))
    return redirect("pages:home")


def _choices(request: Any) -> list[tuple[str, str]]:
    language = get_language() or "lt"
    named = [(where.pk, name_on(where.pk, language=language)) for where in staff.others(request.actor)]
    return sorted(named, key=lambda one: one[1])
