"""When a second factor is asked for, and the one narrow case in which it is not."""

from __future__ import annotations

import ipaddress

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from gija.commons.accounts.models import Account

PROVING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(account: Account) -> bool:
    """Whether a one-time-code app or a passkey is set up. Recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user=account, type__in=PROVING).exists())


def waived(account: Account) -> bool:
    """Demo accounts in demo mode go without. Whether the request comes over loopback is asked apart, by the pages."""
    return bool(settings.DEMO and account.is_demo)


def over_loopback(request: HttpRequest) -> bool:
    """Whether both ends of this very connection are this machine.

    Looks at the peer's address and the Host header only: X-Forwarded-For and its like are what a stranger says, and a
    request that carries them came through a proxy, so that the peer's address tells nothing.
    """
    if any(
        name.startswith("HTTP_X_FORWARDED") or name in ("HTTP_FORWARDED", "HTTP_X_REAL_IP") for name in request.META
    ):
        return False
    host = request.get_host().rpartition(":")[0] if ":" in request.get_host() else request.get_host()
    return _loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _loopback(host.strip("[]")))


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
