"""Enters the institutions of Lithuania that stand in `lithuania.yaml` and are not here yet."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from gija.commons.directory.models import Institution
from gija.commons.directory.services import make_institution
from gija.commons.permissions import Actor


def listed() -> dict[str, dict[str, Any]]:
    """Code -> kind, en, lt and perhaps parent; parents stand before their units."""
    text = files("gija.commons.directory").joinpath("lithuania.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["institutions"])


def load(actor: Actor | None = None) -> list[str]:
    """Enter those that are missing; all or none. What stands is left as it is, for its names are its own to change.

    Returns the codes entered, in the order of the list.
    """
    with transaction.atomic():
        here = set(Institution.objects.values_list("code", flat=True))
        missing = {code: entry for code, entry in listed().items() if code not in here}
        for code, entry in missing.items():
            make_institution(code, entry["en"], entry["lt"], entry["kind"], entry.get("parent"), actor=actor)
    return list(missing)
