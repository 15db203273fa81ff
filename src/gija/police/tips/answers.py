"""What is written to senders: the acknowledgement, in both languages, and templates an officer starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Template:
    """A text an officer starts from and may change."""

    code: str
    name: Text
    subject: Text
    text: Text


@cache
def _data() -> Mapping[str, Any]:
    return dict(yaml.safe_load(files("gija.police.tips").joinpath("answers.yaml").read_text(encoding="utf-8")))


def acknowledgement() -> tuple[str, str]:
    """Subject and text, Lithuanian then English: which of them the sender reads is not known."""
    said = _data()["acknowledgement"]
    subject, text = Text.of(said["subject"]), Text.of(said["text"])
    return f"{subject.lt} / {subject.en}", f"{text.lt}\n\n{text.en}\n"


@cache
def templates() -> Mapping[str, Template]:
    """By code, in the order of the file."""
    return {
        one["code"]: Template(one["code"], Text.of(one["name"]), Text.of(one["subject"]), Text.of(one["text"]))
        for one in _data()["templates"]
    }
