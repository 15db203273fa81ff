"""Every view says which permission it needs; one that does not is refused by `DenyByDefault`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"  # anyone, signed in or not
SIGNED_IN = "signed_in"  # any account
BY_TOKEN = "by_token"  # noqa: S105  a program with a token of its institution: the gate of the API asks for the action
UNPROVEN = "signed_in_unproven"  # any account, also one that has yet to set up its second factor


def needs(permission: str) -> Callable[[View], View]:
    """Declare the permission of a view: an action code of `matrix.yaml`, `PUBLIC`, `SIGNED_IN`, `UNPROVEN`
    or `BY_TOKEN`."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


@cache
def third_party() -> dict[str, str]:
    """View name -> permission, for views of packages (`third_party.yaml`)."""
    text = files("gija.commons.permissions").joinpath("third_party.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def permission_of(view: Callable[..., Any], view_name: str | None) -> str | None:
    """The permission a view needs; None when nobody declared one, which means: nobody may."""
    declared = getattr(view, "permission", None)
    return str(declared) if declared else third_party().get(view_name or "")
