"""The words of a chart file: our codes to names an analyst reads, and back from either language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from gija.vocabulary.entities import entity_types
from gija.vocabulary.evaluation import evaluation, grades
from gija.vocabulary.lists import code_list
from gija.vocabulary.relations import relation_types
from gija.vocabulary.text import LANGUAGES, Text

CATEGORY = Text("Category", "Kategorija")
MERGED = Text("Merged by", "Sujungta pagal")
RELATION_ID = Text("Gija relation", "Gija ryšys")
NOTES = "notes"  # field that keeps the text of cards we did not write
GRADES = "grades"  # field that keeps grades of a scale we do not know
LEGEND_HANDLING = Text("Handling code", "Tvarkymo kodas")
AS_OF = Text("As of {moment} UTC", "{moment} UTC duomenys")
# Custom properties of the file; they are names in a file format, so the same in both languages.
FOCUS, CREATED, HANDLING, WRITER = "Gija focus", "Gija created", "Gija handling code", "Gija file form"
VERSION = "Gija version"
FORM = "1"

NO_GRADE = "-"


@dataclass(frozen=True)
class Names:
    """A two-way table: code -> Text, and from a name in any language back to the code. What is unknown stays."""

    texts: Mapping[str, Text]
    codes: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        back: dict[str, str] = {}
        for code, text in self.texts.items():
            for language in LANGUAGES:
                if back.setdefault(text.in_(language), code) != code:
                    raise ValueError(f"two codes are called {text.in_(language)!r}")
        object.__setattr__(self, "codes", back)

    def name(self, code: str, language: str) -> str:
        text = self.texts.get(code)
        return text.in_(language) if text else code

    def code(self, name: str) -> str:
        return self.codes.get(name, name)


@cache
def types() -> Names:
    """Names of entity types."""
    return Names({one.code: one.text for one in entity_types()})


@cache
def links() -> Names:
    """Names of relation types."""
    return Names({one.code: one.text for one in relation_types()})


@cache
def directed() -> frozenset[str]:
    """Relation types that are drawn with an arrow."""
    return frozenset(one.code for one in relation_types() if one.directed)


@cache
def fields(type_code: str) -> Names:
    """Names of the fields of an entity type."""
    found = {one.code: one for one in entity_types()}.get(type_code)
    return Names({one.code: one.text for one in found.fields} if found else {})


@cache
def codes(name: str) -> Names:
    """Names of the codes of a code list."""
    return Names({one.code: one.text for one in code_list(name)})


@cache
def grade_parts(written: str) -> tuple[str, str, str]:
    """`4x4:A1` -> ("4x4", "A", "1")."""
    found = evaluation(written)
    return found.scale.code, found.source.code, found.information.code


def grade_names(scales: Iterable[str], which: int, language: str) -> dict[tuple[str, str], str]:
    """(scale, grade) -> the text in a grade collection, all grades of the scales: `4x4:A – Reliable ...`."""
    found: dict[tuple[str, str], str] = {}
    for scale in scales:
        for one in grades(scale)[which]:
            found[scale, one.code] = f"{scale}:{one.code} – {one.text.in_(language)}"
    return found


_GRADE = re.compile(r"(?P<scale>\w+):(?P<grade>\w+)( – .*)?", re.DOTALL)
_HANDLING = re.compile(r"(H\d)\b.*", re.DOTALL)


def grade(text: str) -> tuple[str, str] | None:
    """The scale and grade of a text in a grade collection, None where it is not of ours."""
    found = _GRADE.fullmatch(text)
    return (found["scale"], found["grade"]) if found else None


def handling(text: str) -> str:
    """The handling code of a text in the third grade collection, empty where it is not of ours."""
    found = _HANDLING.fullmatch(text)
    return found[1] if found and found[1] in code_list("handling_code") else ""
