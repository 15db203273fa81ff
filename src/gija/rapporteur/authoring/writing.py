"""What authors do: write a section, take an earlier version, take over another report's texts, enter other countries'
answers. Each writes new rows only; two who write at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gija.commons.permissions import Actor
from gija.rapporteur.authoring import passages
from gija.rapporteur.authoring.models import Elsewhere, Passage
from gija.rapporteur.reports import services
from gija.rapporteur.reports.building.common import outline
from gija.rapporteur.reports.building.templates import template
from gija.rapporteur.reports.models import Kind, Report
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import LANGUAGES, Text

LONGEST = 20_000


def write(actor: Actor | None, pk: int, section: str, text: Text, seen: Mapping[str, int]) -> list[Passage]:
    """Keep what changed of a section's text, as new versions. `seen`: the versions the author wrote over.

    Refuses (`authoring.meanwhile`) where somebody else wrote another text in the meantime: nothing is kept then.
    """
    if max(len(text.en), len(text.lt)) > LONGEST:
        raise GijaError("authoring.too_long", longest=LONGEST)
    with services.acting(actor, pk, "write") as (who, found):
        checked_section(found, section)
        rows = passages.held(found)
        made = []
        for language in LANGUAGES:
            new, old = _plain(text.in_(language)), rows.get((section, language))
            if new == (old.text if old else ""):
                continue
            if (old.number if old else 0) != seen.get(language, 0):
                raise GijaError("authoring.meanwhile")
            made.append(_keep(who, found, section, language, new, old.number if old else 0))
        if made:
            services.note(who, found, "write", section)
    return made


def _plain(text: str) -> str:
    """Without what browsers add: line ends of their own, spaces at the end."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _keep(who: Actor, found: Report, section: str, language: str, text: str, last: int, taken: str = "") -> Passage:
    return Passage.objects.create(
        report=found, section=section, language=language, number=last + 1, text=text, taken=taken, **_by(who, found)
    )


def _by(who: Actor, found: Report) -> dict[str, Any]:
    return {
        "account": who.account, "actor_name": who.name, "role": who.role, "institution": who.institution,
        "institution_name": who.institution_name, "at": found.changed_at,
    }  # fmt: skip


def take(actor: Actor | None, pk: int, section: str, language: str, number: int) -> Passage:
    """Let an earlier version hold again, as a new version. Refuses one that is not there (`authoring.no_version`)."""
    with services.acting(actor, pk, "write") as (who, found):
        rows = Passage.objects.filter(report=found, section=section, language=language)
        earlier, last = rows.filter(number=number).first(), rows.order_by("number").last()
        if earlier is None or last is None:
            raise GijaError("authoring.no_version")
        made = _keep(who, found, section, language, earlier.text, last.number, str(number))
        services.note(who, found, "write", section)
    return made


def take_over(actor: Actor | None, pk: int, other: Report) -> int:
    """Begin the sections that are still empty with the texts of another report of the same kind; of how many sections.

    Live figures come as references: they tell this report's figures, or stop its freezing where it has none.
    """
    with services.acting(actor, pk, "write") as (who, found):
        if other.kind != found.kind:
            raise GijaError("authoring.other_kind")
        there, last, sections = passages.written(found), passages.held(found), 0
        for section, text in passages.written(other).items():
            if section in there:
                continue
            sections += 1
            for language in LANGUAGES:
                before = last.get((section, language))
                number = before.number if before else 0
                _keep(who, found, section, language, text.in_(language), number, f"{other.period} v{other.vintage}")
        if sections:
            services.note(who, found, "write")
    return sections


@dataclass(frozen=True, slots=True)
class Answered:
    """What another country answered. `question`: its number; `country`: a code of the list; `source`: where it is."""

    section: str
    question: str
    country: str
    text: Text
    source: str


def answer_elsewhere(actor: Actor | None, pk: int, said: Answered) -> Elsewhere:
    """Enter what another country answered to a question. Refuses (`authoring.elsewhere`) an answer in one language, one
    without a source, and a country or question that is not on its list."""
    texts = (said.text.en, said.text.lt, said.source)
    if said.country not in code_list("country").codes or not all(one.strip() for one in texts):
        raise GijaError("authoring.elsewhere")
    with services.acting(actor, pk, "write") as (who, found):
        if said.question not in questions(found.kind, checked_section(found, said.section)):
            raise GijaError("authoring.elsewhere")
        made = Elsewhere.objects.create(
            report=found, section=said.section, question=said.question, country=said.country,
            text_en=_plain(said.text.en), text_lt=_plain(said.text.lt), source=said.source.strip(), **_by(who, found),
        )  # fmt: skip
        services.note(who, found, "write", said.section)
    return made


def checked_section(found: Report, section: str) -> str:
    """The section, if authors write in it (`authoring.no_section`)."""
    if section not in {one.code for one in template(found.kind).sections}:
        raise GijaError("authoring.no_section")
    return section


def questions(kind: str, section: str) -> tuple[str, ...]:
    """The numbers of the questions of a section, for kinds that are questionnaires."""
    if kind != Kind.QUESTIONNAIRE:
        return ()
    own: Mapping[str, Any] = next((one for one in outline(kind)["sections"] if one["code"] == section), {})
    return tuple(str(one["number"]) for one in (own, *own.get("parts", ())) if "number" in one)
