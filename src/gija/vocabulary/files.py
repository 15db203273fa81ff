"""Reads the vocabulary's own YAML files, quickly: libyaml where PyYAML was built with it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(*path: str) -> dict[str, Any]:
    """The mapping in one file under `gija/vocabulary`, for example `read_yaml("lists", "sex.yaml")`.

    Not checked here: the tests of the vocabulary check every file once, so that starting a command stays quick.
    """
    file = files("gija.vocabulary").joinpath(*path)
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 a safe loader
    return loaded or {}
