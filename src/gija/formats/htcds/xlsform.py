"""IOM's form of HTCDS (XLSForm, for KoBoToolbox or ODK), or an institution's own one made from it: what is understood.

Answers that a form gathered are a spreadsheet like any other (`reader`); this looks at the form itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gija.formats import sheets
from gija.formats.htcds import standard
from gija.formats.htcds.losses import nothing_kept
from gija.formats.htcds.standard import folded
from gija.vocabulary.errors import GijaError

NO_ANSWER = ("start", "end", "calculate", "note", "begin_group", "end_group", "begin group", "end group", "today")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name and label in the form, the field of HTCDS it is (None: none), whether its name is
    misspelt, whether the record takes it, and how many of its choices are no values of the field."""

    row: int
    name: str
    label: str
    field: str | None
    misspelt: bool
    taken: bool
    strange: int


def is_form(header: Sequence[str]) -> bool:
    """Is this the first row of a form's sheet `survey`?"""
    return {"type", "name"} <= {folded(title) for title in header} and not any("_" in title[3:4] for title in header)


def read(content: bytes) -> tuple[Question, ...]:
    """Every question of a form. Refuses what is no workbook or has no sheet `survey` (`htcds.no_form`)."""
    if not sheets.is_workbook(content):
        raise GijaError("htcds.no_form")
    found = {folded(name): rows for name, rows in sheets.sheets(content).items()}
    survey = found.get("survey") or next((rows for rows in found.values() if is_form(rows[0])), None)
    if survey is None or not is_form(survey[0]):
        raise GijaError("htcds.no_form")
    choices: dict[str, list[str]] = {}
    for one in _dicts(found.get("choices", [])):
        choices.setdefault(one.get("listname", ""), []).append(one.get("name", ""))
    return tuple(
        _question(row, one, choices)
        for row, one in enumerate(_dicts(survey), 2)
        if one.get("type") and one["type"] not in NO_ANSWER
    )


def _dicts(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    head = [folded(title.split("::")[0]) for title in rows[0]] if rows else []
    return [dict(zip(head, (cell.strip() for cell in row), strict=False)) for row in rows[1:]]


def _question(row: int, said: Mapping[str, str], choices: Mapping[str, Sequence[str]]) -> Question:
    name = said.get("name", "")
    field = standard.names().get(folded(name))
    strange = 0
    if field and (known := standard.values(field)):
        listed = said["type"].partition(" ")[2].strip()
        strange = sum(folded(choice) not in known for choice in choices.get(listed, ()))
    misspelt = field is not None and name not in standard.fields()
    return Question(
        row, name, said.get("label", ""), field, misspelt, field is not None and field not in nothing_kept(), strange
    )
