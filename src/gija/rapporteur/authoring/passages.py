"""What stands written for a report: the latest of each section and language, and every version before it."""

from __future__ import annotations

from collections.abc import Mapping

from gija.rapporteur.authoring.models import Elsewhere, Passage
from gija.rapporteur.reports.models import Report
from gija.vocabulary.text import LANGUAGES, Text


def held(report: Report) -> dict[tuple[str, str], Passage]:
    """(section, language) -> the version that holds."""
    rows = Passage.objects.filter(report=report).order_by("number")
    return {(row.section, row.language): row for row in rows}


def written(report: Report) -> Mapping[str, Text]:
    """Section -> its text in both languages; sections that are empty in both are left out."""
    rows = held(report)
    texts = {
        section: Text(*(rows[section, one].text if (section, one) in rows else "" for one in LANGUAGES))
        for section in dict.fromkeys(section for section, _ in rows)
    }
    return {section: text for section, text in texts.items() if text.en.strip() or text.lt.strip()}


def numbers(report: Report, section: str) -> dict[str, int]:
    """Language -> number of the version that holds; 0 where nothing was written."""
    rows = held(report)
    return {one: rows[section, one].number if (section, one) in rows else 0 for one in LANGUAGES}


def versions(report: Report, section: str) -> list[Passage]:
    """Every version of a section, latest first."""
    return list(Passage.objects.filter(report=report, section=section).order_by("-id"))


def answers(report: Report, section: str = "") -> list[Elsewhere]:
    """What other countries answered, as entered; of one question or of all."""
    rows = Elsewhere.objects.filter(report=report)
    return list(rows.filter(section=section) if section else rows)


def earlier(report: Report) -> list[Report]:
    """Other reports of the kind that have texts, the latest period first: theirs can be taken over."""
    there = Passage.objects.exclude(report=report).values_list("report", flat=True)
    same = Report.objects.filter(kind=report.kind, table=report.table, pk__in=set(there))
    return list(same.exclude(state="discarded").order_by("-period", "-vintage"))
