"""What every page knows: whether this is the demo, which work the role has, which roles the account can switch to."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from gija.commons.pages.work import work_of


def installation(request: Any) -> dict[str, Any]:
    """Names for all templates: `demo`, `actor`, `navigation`, `sends_mail`."""
    actor = getattr(request, "actor", None)
    return {
        "demo": settings.DEMO,
        "sends_mail": settings.SENDS_MAIL,
        "actor": actor,
        "navigation": work_of(actor),
    }
