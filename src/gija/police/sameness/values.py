"""The model of the dossier: which comparisons it makes, and the numbers that come with Gija."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from gija.methods.sameness.values import LEVELS as ALL
from gija.methods.sameness.values import UNKNOWN, Evidence, Model, Pair, read, written
from gija.vocabulary.text import Text

__all__ = ["LEVELS", "UNKNOWN", "Evidence", "Model", "Pair", "read", "shipped", "written"]

COMPARED = ("name", "birth_date", "sex", "citizenship", "near")  # where codes are known the model is not asked
LEVELS: Mapping[str, Mapping[str, Text]] = {of: ALL[of] for of in COMPARED}


@cache
def shipped() -> Model:
    """The model that comes with Gija."""
    return read(files("gija.police.sameness").joinpath("model.json").read_text(encoding="utf-8"))
