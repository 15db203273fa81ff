"""What may be done with returns and with consular signals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from gija.vocabulary.text import Text

READ, WRITE, EXPORT = (f"casework.return.{act}" for act in ("read", "write", "export"))
SEE, SIGNAL = (f"casework.signal.{act}" for act in ("read", "write"))
CONSULAR = "consular"  # of the code list `institution_kind`
OPEN = ("planned", "under_way")  # of the code list `return_state`
BEFORE = ("risks", "meets", "contact")  # parts without which no return begins
AFTER = dt.timedelta(days=30)  # somebody asks how the person is, unless it was asked before


@cache
def parts() -> Mapping[str, tuple[Text, Text]]:
    """The parts of a plan of return: code -> label and help."""
    raw = yaml.safe_load(files("gija.casework.returns").joinpath("parts.yaml").read_text(encoding="utf-8"))
    return {code: (Text.of(one["label"]), Text.of(one["help"])) for code, one in raw.items()}
