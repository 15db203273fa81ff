"""An answer as a file: JSON for programs, CSV for a spreadsheet. Both are made from `queries.Result` alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from gija.police.search.queries import Hit, Line, Result
from gija.police.search.words import DECISIONS, TAGS, Level
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection); a quote before it makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

HEADINGS = (
    Text("Database", "Duomenų bazė"),
    Text("Owner", "Valdytojas"),
    Text("Contact", "Kontaktai"),
    Text("Handling code", "Tvarkymo kodas"),
    Text("Answer", "Atsakymas"),
    Text("State", "Būsena"),
    Text("As of", "Duomenų laikas"),
    Text("Hit number", "Atitikties numeris"),
    Text("Score", "Įvertis"),
    Text("Why", "Kodėl"),
    Text("Decision", "Sprendimas"),
    Text("Handling code of the record", "Įrašo tvarkymo kodas"),
    Text("Fact or assessment", "Faktas ar vertinimas"),
    Text("Source evaluation", "Šaltinio vertinimas"),
    Text("Review on", "Peržiūrėti"),
)

CUT = Text("there may be more than is shown", "gali būti daugiau, nei rodoma")


def written(moment: datetime | None) -> str:
    """A moment as it is shown: local time to the minute; a dash where there is none."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else "–"


def reasons(hit: Hit, language: str) -> str:
    """Why a hit is one, in a line; empty below the level of content."""
    return "; ".join(part.text.in_(language) for part in hit.parts)


def as_csv(result: Result, language: str) -> str:
    """The answer as CSV (UTF-8 with a byte order mark so that spreadsheets read it, semicolons, no formulas)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in _rows(result, language):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return "\ufeff" + out.getvalue()


def _rows(result: Result, language: str) -> Iterator[list[str]]:
    yield [text.in_(language) for text in HEADINGS]
    for line in result.lines:
        base = [
            line.name.in_(language),
            line.owner.in_(language),
            line.contact,
            line.handling,
        ]
        told = line.state.text.in_(language) + (f"; {CUT.in_(language)}" if line.cut else "")
        state = [told, written(line.as_of)]
        for hit in line.hits:
            decision = DECISIONS[hit.decision].in_(language) if hit.level is Level.CONTENT else ""
            yield [
                *base,
                _tag("hit", language),
                *state,
                hit.short,
                f"{hit.score:.2f}",
                reasons(hit, language),
                decision,
                hit.handling,
                kind_text(hit.kind, language),
                hit.evaluation.in_(language) if hit.evaluation else "",
                hit.review_on,
            ]
        if line.refer or not line.hits:
            yield [*base, _tag("refer" if line.refer else line.tag, language), *state, *[""] * 8]


def _tag(tag: str, language: str) -> str:
    return TAGS[tag].in_(language)


def as_json(result: Result) -> str:
    """The answer as JSON: words in both languages, times in ISO 8601 (UTC)."""
    query = result.query
    told = {
        "query": query.id,
        "type": query.type,
        "purpose": query.purpose,
        "asked_at": query.asked_at.isoformat(),
        "outcome": str(result.outcome),
        "text": _both(result.text),
        "silent": [line.database for line in result.silent],
        "databases": [_line(line) for line in result.lines],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _line(line: Line) -> dict[str, object]:
    return {
        "database": line.database,
        "name": _both(line.name),
        "answer": line.tag,
        "refer_to_owner": line.refer,
        "state": str(line.state),
        "as_of": line.as_of.isoformat() if line.as_of else None,
        "seconds": round(line.seconds, 3),
        "error": _both(line.error) if line.error else None,
        "owner": _both(line.owner),
        "contact": line.contact,
        "handling": line.handling,
        "cut": line.cut,
        "hits": [_hit(hit) for hit in line.hits],
    }


def _hit(hit: Hit) -> dict[str, object]:
    told: dict[str, object] = {"number": hit.short, "id": hit.id, "level": str(hit.level), "score": round(hit.score, 4)}
    told["handling"] = hit.handling
    if hit.level is Level.CONTENT:
        told["kind"] = hit.kind
        told["evaluation"] = _both(hit.evaluation) if hit.evaluation else None
        told["review_on"] = hit.review_on or None
        told["category"] = hit.category
        told["decision"] = str(hit.decision)
        told["why"] = [
            {"left": p.left, "right": p.right, "how": p.how, "weight": p.weight, **_both(p.text)} for p in hit.parts
        ]
    return told


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "lt": text.lt}


def kind_text(code: str, language: str) -> str:
    """Fact or assessment, in words; empty where it is not known or not shown."""
    codes = code_list("information_kind")
    return codes[code].text.in_(language) if code in codes else ""


def handling_text(code: str, language: str) -> str:
    """What a handling code asks of whoever receives the data."""
    codes = code_list("handling_code")
    return codes[code].text.in_(language) if code in codes else code
