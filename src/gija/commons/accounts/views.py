"""My account; the accounts of an administrator's own institution."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gija.commons.accounts import services, sessions, staff
from gija.commons.accounts.forms import AccountForm, RoleForm
from gija.commons.accounts.middleware import SESSION_ROLE
from gija.commons.accounts.models import Account, RoleAssignment
from gija.commons.accounts.queries import accounts_of, role_text, roles_of
from gija.commons.accounts.rules import roles_given_by
from gija.commons.accounts.second_factor import has_second_factor
from gija.commons.accounts.sudo import kept, sudo
from gija.commons.accounts.tables import accounts_table, staff_table
from gija.commons.directory.queries import institution, name_on
from gija.commons.permissions import SIGNED_IN, may, needs, require
from gija.vocabulary.errors import GijaError

SHOWN = 5  # staff sessions on the page of accounts; their own page has all


@needs(SIGNED_IN)
def me(request: Any) -> HttpResponse:
    """My account: roles to act in, language, second factor, signing out everywhere."""
    language = get_language() or "lt"
    roles = [
        (a, role_text(a.role).in_(language), name_on(a.institution_id, language=language))
        for a in roles_of(request.user)
    ]
    chosen = request.session.get(SESSION_ROLE) or (roles[0][0].pk if roles else None)
    context = {
        "roles": roles,
        "chosen": chosen,
        "has_second_factor": has_second_factor(request.user),
        "sessions": sessions.open_sessions(request.user),
        "here": request.session.get(sessions.SESSION_ID),
    }
    return render(request, "accounts/me.html", context)


@needs(SIGNED_IN)
@require_POST
def switch_role(request: Any) -> HttpResponse:
    """Act in another role that the account holds today."""
    wanted = request.POST.get("assignment", "")
    held = roles_of(request.user).filter(pk=wanted if wanted.isdecimal() else 0).first()
    if held is None:
        raise GijaError("accounts.no_role")
    staff.end(request)  # who acts in a role of their own no longer acts for another institution
    request.session[SESSION_ROLE] = held.pk
    return redirect("pages:home")


@needs(SIGNED_IN)
@require_POST
def sign_out_everywhere(request: Any) -> HttpResponse:
    """End all other sessions of this account; this one stays."""
    ended = sessions.end_others(request.user, but=request.session.session_key)
    messages.success(request, _("Other sessions that were signed out: %(count)d") % {"count": ended})
    return redirect("accounts_me")


@needs(SIGNED_IN)
@require_POST
def end_session(request: Any, session_id: str) -> HttpResponse:
    """End one session of this account, wherever it is."""
    sessions.end_one(request.user, session_id)
    if session_id == request.session.get(sessions.SESSION_ID):
        request.session.flush()
        return redirect("account_login")
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts_me")


@needs("account.read")
def account_list(request: Any) -> HttpResponse:
    page = {
        "table": accounts_table(request, accounts_of(request.actor)),
        "staff_sessions": staff_table(request, staff.sessions_in(request.actor.institution)[:SHOWN]),
        "may_manage": may(request.actor, "account.manage"),
        "may_open_staff_session": staff.may_open(request.actor),
    }
    return render(request, "accounts/list.html", page)


@needs("account.manage")
@sudo(keep=("email", "name", "language", "role"))
def account_new(request: Any) -> HttpResponse:
    """Make an account in the administrator's own institution."""
    form = AccountForm(_given(request), request.POST or None, kept(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        require(request.actor, "account.manage", request.actor.institution)
        try:
            account = services.make_account(
                given["email"], given["name"], given["password"], given["role"], request.actor.institution,
                given["language"], actor=request.actor,
            )  # fmt: skip
        except GijaError as error:
            field = "password" if error.code == "accounts.weak_password" else "email"
            form.add_error(field, error.text.in_(get_language() or "lt"))
        else:
            messages.success(request, _("The account has been made."))
            return redirect("accounts_account", account.pk)
    return render(request, "accounts/new.html", {"form": form}, status=422 if form.errors else 200)


@needs("account.read")
def account_page(request: Any, pk: int) -> HttpResponse:
    account = _own(request, pk)
    return render(
        request, "accounts/account.html", _page(request, account, RoleForm(_given(request), initial=kept(request)))
    )


@needs("account.manage")
@sudo(back="accounts_account")
@require_POST
def account_deactivate(request: Any, pk: int) -> HttpResponse:
    account = _own(request, pk)
    services.deactivate(account, actor=request.actor)
    messages.success(request, _("The account can no longer sign in."))
    return redirect("accounts_account", pk)


@needs("account.manage")
@sudo(back="accounts_account", keep=("role", "valid_from", "valid_to"))
@require_POST
def account_give_role(request: Any, pk: int) -> HttpResponse:
    account, form = _own(request, pk), RoleForm(_given(request), request.POST)
    if not form.is_valid():
        return render(request, "accounts/account.html", _page(request, account, form), status=422)
    services.give_role(account, institution_code=request.actor.institution, actor=request.actor, **form.cleaned_data)
    messages.success(request, _("The role has been given."))
    return redirect("accounts_account", pk)


def _page_of_holder(pk: int) -> str:
    return reverse("accounts_account", args=[get_object_or_404(RoleAssignment, pk=pk).account_id])


@needs("account.manage")
@sudo(back=_page_of_holder)
@require_POST
def role_end(request: Any, pk: int) -> HttpResponse:
    assignment = get_object_or_404(RoleAssignment, pk=pk)
    require(request.actor, "account.manage", assignment.institution_id)
    services.end_role(assignment, actor=request.actor)
    messages.success(request, _("The role has been ended."))
    return redirect("accounts_account", assignment.account_id)


def _given(request: Any) -> list[str]:
    return roles_given_by(request.actor, institution(request.actor.institution))


def _own(request: Any, pk: int) -> Account:
    """An account of the administrator's own institution; any other is not found, so that nothing is told of it."""
    return get_object_or_404(accounts_of(request.actor), pk=pk)


def _page(request: Any, account: Account, form: RoleForm) -> dict[str, object]:
    language = get_language() or "lt"
    holding = set(roles_of(account).values_list("pk", flat=True))
    own = account.roles.filter(institution=request.actor.institution)
    roles = [(a, role_text(a.role).in_(language), a.pk in holding) for a in own]
    return {"account": account, "roles": roles, "form": form, "second_factor": has_second_factor(account)}
