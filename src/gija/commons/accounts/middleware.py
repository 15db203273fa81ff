"""Who acts in this request, and whether the account has proven itself with a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from gija.commons.accounts import sessions, staff, sudo
from gija.commons.accounts.queries import actor_for, roles_of
from gija.commons.accounts.second_factor import has_second_factor, over_loopback, waived
from gija.commons.permissions import Actor
from gija.commons.permissions.declare import BY_TOKEN, PUBLIC, UNPROVEN, permission_of

Respond = Callable[[HttpRequest], HttpResponseBase]

SESSION_ROLE = "role_assignment"  # the assignment chosen by the role switch


class OpenSessions:
    """Notes where an account is signed in, and turns away a session that was ended."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if request.user.is_authenticated and sessions.note(request) is None:
            request.session.flush()
            request.user = AnonymousUser()
        return self.get_response(request)


class CurrentActor:
    """Sets `request.actor`: the signed-in account in the role it chose, else in its first one; None for nobody.

    Support staff in a staff session act in that one (`request.staff_session`), and in none of their roles.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        signed_in = request.user.is_authenticated
        request.staff_session = staff.current(request) if signed_in else None
        request.actor = _actor(request) if signed_in else None
        return self.get_response(request)


def _actor(request: Any) -> Actor | None:
    if request.staff_session:
        return staff.staff_actor(request.staff_session)
    held = list(roles_of(request.user))
    chosen = request.session.get(SESSION_ROLE)
    assignment = next((a for a in held if a.pk == chosen), held[0] if held else None)
    return actor_for(request.user, assignment) if assignment else None


class SecondFactor:
    """Leads a signed-in account without a second factor to setting one up, whatever page it asks for.

    Waived only for demo accounts, only in demo mode, only over loopback (see `second_factor`).
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or has_second_factor(request.user):
            return None
        if waived(request.user) and over_loopback(request):
            return None
        if permission_of(view, request.resolver_match.view_name) in (PUBLIC, BY_TOKEN, UNPROVEN):
            return None
        return redirect("mfa_activate_totp")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """allauth would keep the whole request and run it later past these gates; here the person is led back."""
        return sudo.ask(request, request.path) if isinstance(exception, ReauthenticationRequired) else None
