"""The one API of the installation: what the rooms of the zones that run here offer in their `api.py` (`router`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.urls import URLPattern
from django.utils.module_loading import module_has_submodule
from ninja import NinjaAPI

from gija import __version__
from gija.commons.api import errors
from gija.commons.api.gate import ByToken, Closed
from gija.commons.permissions.declare import BY_TOKEN

ROOT = "/api/v1/"


@cache
def api() -> NinjaAPI:
    """The API with every room's operations. What declares no action is closed."""
    made = NinjaAPI(
        title="Gija", version=__version__, description=DESCRIPTION, auth=Closed(), docs_url=None, openapi_url=None,
        urls_namespace="api_v1",
    )  # fmt: skip
    errors.handle(made)
    for config in apps.get_app_configs():
        if config.name.startswith("gija.") and module_has_submodule(config.module, "api"):
            router = getattr(import_module(f"{config.name}.api"), "router", None)
            if router is not None:
                made.add_router("", router)
    return made


DESCRIPTION = (
    "The same rights, levels and audit trail as on the pages. Send the token of your institution as "
    "`Authorization: Bearer gija_…`. Errors carry a stable `code` and a sentence in the token's language. What is "
    "known of persons is sent in the body, never in an address."
)


def patterns() -> list[URLPattern]:
    """The addresses of the operations, each marked for the gate of the pages as opened by a token."""
    found = [one for one in api().urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback.permission = BY_TOKEN  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """One operation: how it is called and which action it is; `action` empty where none was declared."""

    method: str
    path: str
    action: str
    summary: str
    description: str


def operations() -> Iterator[Offered]:
    """Every operation of the installation."""
    for router in api()._get_bound_routers():
        for path, view in router.path_operations.items():
            for one in view.operations:
                gates = [gate for gate in one.auth_callbacks if isinstance(gate, ByToken)]
                action = gates[0].action if len(gates) == len(one.auth_callbacks) == 1 else ""
                for method in one.methods:
                    yield Offered(method, path, action, str(one.summary), str(one.description or ""))


def actions() -> tuple[str, ...]:
    """The actions that tokens can be made for here."""
    return tuple(sorted({one.action for one in operations() if one.action}))


def schema() -> dict[str, Any]:
    """The OpenAPI description (3.1) of all operations."""
    found: dict[str, Any] = api().get_openapi_schema(path_prefix=ROOT)
    return found
