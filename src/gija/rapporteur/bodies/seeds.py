"""The bodies and functions that the source documents tell of, from `data/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NOTHING = {"en": "", "lt": ""}


@cache
def _raw(name: str) -> Mapping[str, Any]:
    text = files("gija.rapporteur.bodies").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def known() -> Mapping[str, Mapping[str, Any]]:
    """Code -> what the file says of a body, in the order in which they came."""
    return dict(_raw("bodies")["bodies"])


def note() -> Text:
    """What is to be said beside them."""
    return Text.of(_raw("bodies")["note"])


def fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `Body` that one of the file has."""
    founder, chair, task = (raw.get(name) or NOTHING for name in ("founder", "chair", "task"))
    return {
        "kind": raw["kind"], "title_en": raw["en"], "title_lt": raw["lt"],
        "founder": founder.get("institution", ""), "founder_en": founder["en"], "founder_lt": founder["lt"],
        "chair": chair.get("institution", ""), "chair_en": chair["en"], "chair_lt": chair["lt"],
        "task_en": task["en"], "task_lt": task["lt"], "duties": list(raw.get("duties", ())),
        **{name: raw.get(name) for name in ("day", "starts", "ends")},
        **{name: raw.get(name, "") for name in ("years", "follows", "plan", "source")},
    }  # fmt: skip


def functions() -> Mapping[str, Text]:
    """Number of a function -> what it is."""
    return {code: Text.of(raw) for code, raw in _raw("functions")["functions"].items()}


def function(code: str) -> Text:
    """`bodies.function` where there is none of that number."""
    if code not in functions():
        raise GijaError("bodies.function")
    return functions()[code]


def holdings() -> Iterator[dict[str, Any]]:
    """The fields of `Holding`, one for each function and unit."""
    for raw in _raw("functions")["holdings"]:
        for code in raw["functions"]:
            yield {
                "function": code, "institution": raw["institution"], "part": raw["part"], "share": raw.get("share"),
                "starts": raw["starts"], "ends": raw.get("ends"), "note_en": raw.get("en", ""),
                "note_lt": raw.get("lt", ""), "source": raw["source"],
            }  # fmt: skip
