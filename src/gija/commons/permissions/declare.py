"""Every view says which permission it needs; one that does not is refused by `DenyByDefault`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"  # anyone, signed in or not
SIGNED_IN = "signed_in"  # any account


def needs(permission: str) -> Callable[[View], View]:
    """Declare the permission of a view: an action code of `matrix.yaml`, `PUBLIC` or `SIGNED_IN`."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare
