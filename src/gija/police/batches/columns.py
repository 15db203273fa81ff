"""Which column of a file is which field: by canonical name, by label in either language, or as `columns.yaml` says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gija.police.search.questions import QUESTIONS
from gija.vocabulary.entities import entity_type
from gija.vocabulary.errors import GijaError

REFERENCE, TYPE = "reference", "type"
PARTS = ("given_name", "family_name")  # together a name
SEXES = {"female": "F", "woman": "F", "moteris": "F", "male": "M", "man": "M", "vyras": "M"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Position of each field in a row (from 0), and the numbers (from 1) of columns that mean nothing here."""

    positions: Mapping[str, int]
    unknown: tuple[int, ...]
    type: str  # of rows that do not say it themselves

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are asked by, in the order of the file; parts of a name are one."""
        found = ["name" if f in PARTS else f for f in self.positions if f not in (REFERENCE, TYPE)]
        return tuple(dict.fromkeys(found))

    def read(self, row: Sequence[str]) -> tuple[str, str, dict[str, str]]:
        """Reference, type and values of one row, as written; a short row lacks its last cells."""
        said = {name: row[at].strip() for name, at in self.positions.items() if at < len(row) and row[at].strip()}
        reference, type_ = said.pop(REFERENCE, "")[:100], said.pop(TYPE, "")
        parts = [said.pop(part, "") for part in PARTS]
        if any(parts) and "name" not in said:
            said = {"name": " ".join(filter(None, parts))} | said
        if "sex" in said:
            said["sex"] = SEXES.get(said["sex"].casefold(), said["sex"].upper())
        return reference, _types().get(_plain(type_), type_) if type_ else self.type, said


def matched(header: Sequence[str], type_: str) -> Columns:
    """The columns of a file by its first row. Refused: `batches.no_columns`, `batches.column_twice`."""
    words = _words(type_) if type_ in QUESTIONS else {}
    positions: dict[str, int] = {}
    unknown = []
    for at, title in enumerate(header):
        field = words.get(_plain(title), "")
        if not field:
            unknown += [at + 1] if title.strip() else []
        elif field in positions:
            raise GijaError("batches.column_twice", field=field)
        else:
            positions[field] = at
    if not set(positions) - {REFERENCE, TYPE, "sex", "birth_date", "platform"}:
        raise GijaError("batches.no_columns")
    return Columns(positions, tuple(unknown), type_)


@cache
def _words(type_: str) -> Mapping[str, str]:
    """Title as compared -> field: those of this type first, then of all others (a file may hold several types)."""
    raw = yaml.safe_load(files("gija.police.batches").joinpath("columns.yaml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for one in (type_, *QUESTIONS):
        for field in QUESTIONS[one].fields:
            label = entity_type(one).field(field).text
            for word in (field, label.en, label.lt):
                found.setdefault(_plain(word), field)
    for field, words in raw.items():
        for word in (field, *words):
            found.setdefault(_plain(word), field)
    return found


@cache
def _types() -> Mapping[str, str]:
    """A type as a file may call it -> its code."""
    found: dict[str, str] = {}
    for code, question in QUESTIONS.items():
        label = entity_type(code).text
        found |= {_plain(word): code for word in (code, question.command, label.en, label.lt)}
    return found


def _plain(text: str) -> str:
    """Small letters without diacritics; what is neither letter nor digit is a space."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))
