"""What all builders use: the setting of a report, its outline, values and sources of points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gija.figures.charts import Value
from gija.rapporteur.reports.values import Block, Signature, Source, Term
from gija.rapporteur.statistics import published
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

CERTIFIED = Text(
    "These figures were audited together with everything published before. SHA-256 of the certificate: {hash}",
    "Šie skaičiai patikrinti kartu su viskuo, kas paskelbta anksčiau. Pažymos SHA-256: {hash}",
)
LEFT_OUT = Text(
    "Not told in this version, so that nobody is given away: by {names}.",
    "Kad niekas nebūtų išduotas, šioje laidoje neskelbiama pagal: {names}.",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who publishes, which version of the report this is, what it says first; `invented`: the cases are a demo's;
    `certificate`: the hash of what the disclosure gate certified, where it judged any figure; `left_out`: by what it
    does not tell them; `passages`: section -> what its author wrote, as blocks; `reason`: why just this period;
    `rounded`: how the figures were rounded, where they were."""

    publisher: Text
    vintage: int = 1
    foreword: tuple[Text, ...] = ()
    invented: bool = False
    certificate: str = ""
    left_out: tuple[Text, ...] = ()
    passages: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    addressees: tuple[Text, ...] = ()
    reason: Text | None = None
    rounded: Text | None = None


@cache
def outline(name: str) -> Mapping[str, Any]:
    text = files("gija.rapporteur.reports").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return found if isinstance(found, dict) else {"all": found}


def said(raw: Mapping[str, str], **places: object) -> Text:
    """Words of an outline with their places filled."""
    return Text(raw["en"].strip(), raw["lt"].strip()).fill(**places)


def certified(setting: Setting) -> tuple[Text, ...]:
    """How a reader may ask after the audit of the figures: the hash of its certificate; how they were rounded; and what
    is not told at all."""
    hashed = CERTIFIED.fill(hash=setting.certificate) if setting.certificate else None
    certificate = tuple(one for one in (hashed, setting.rounded) if one)
    names = Text(", ".join(t.en for t in setting.left_out), ", ".join(t.lt for t in setting.left_out))
    return (*certificate, LEFT_OUT.fill(names=names)) if setting.left_out else certificate


def value(point: Point) -> Value:
    return Value(point.value, point.status, point.qualifier or "exact")


def label(list_name: str, code: str) -> Text:
    return code_list(list_name)[code].text


def year_text(year: str) -> Text:
    return Text(year, year)


def sources_of(points: Iterable[Point]) -> tuple[str, ...]:
    """Codes of the documents these points come from, sorted."""
    return tuple(sorted({p.source for p in points}))


def sources(points: Iterable[Point]) -> tuple[Source, ...]:
    """The documents these points come from, with the lines used, in their order."""
    lines: dict[str, set[str]] = {}
    for point in points:
        lines.setdefault(point.source, set()).update({point.line} if point.line else ())
    known = published.sources()
    return tuple(
        Source(
            code, known[code].text if code in known else Text(code, code),
            known[code].published if code in known else "", tuple(sorted(lines[code], key=_natural)),
        )
        for code in sorted(lines)
    )  # fmt: skip


def _natural(line: str) -> tuple[object, ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", line) if part)


def terms(kind: str = "figures") -> tuple[Term, ...]:
    """The terms explained in reports of figures, or of plans."""
    rows = (raw for raw in outline("terms")["all"] if raw.get("of", "figures") == kind)
    return tuple(Term(Text.of(raw["term"]), Text.of(raw["meaning"])) for raw in rows)
