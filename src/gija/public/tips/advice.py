"""Advice for the public, each with the day it was published and the day it was last read through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from django.utils.safestring import SafeString

from gija.public.tips.texts import in_language


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece in the language of the page; `first` and `looked`: days, as in the register."""

    code: str
    first: str
    looked: str
    title: SafeString
    lines: tuple[SafeString, ...]


@cache
def advice(language: str) -> tuple[Advice, ...]:
    """All pieces, in the order of the register; what a language lacks in English, marked so."""
    text = files("gija.public.tips").joinpath("advice.yaml").read_text(encoding="utf-8")
    return tuple(
        Advice(
            one["code"], one["first"], one["looked"], in_language(one["title"], language),
            tuple(in_language(line, language) for line in one["lines"]),
        )
        for one in yaml.safe_load(text)
    )  # fmt: skip
