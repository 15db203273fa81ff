"""The answer to a person: what is held, who asked about them, what was asked of owners. Kept as it was told."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from gija.police.subjects import held as holding
from gija.police.subjects.asked import Asked, who_asked
from gija.police.subjects.held import Held
from gija.police.subjects.models import SubjectRequest
from gija.police.subjects.words import Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is told. `withheld` says whether something is left out, not what or how much."""

    held: tuple[Held, ...]
    asked: tuple[Asked, ...]
    withheld: bool

    @property
    def whole(self) -> bool:
        """Could every record be read?"""
        return not any(one.missing for one in self.held)


def compose(found: SubjectRequest) -> Answer:
    """The answer as it would be given now: records judged theirs, read live, and the institution's questions."""
    theirs = list(found.findings.filter(verdict=Verdict.THEIRS))
    withheld = found.findings.filter(verdict=Verdict.WITHHELD).exists()
    return Answer(holding.read(theirs), who_asked(found.values(), found.institution), withheld)


def to_json(answer: Answer) -> str:
    asked = [{**asdict(one), "at": one.at.isoformat()} for one in answer.asked]
    told = {"held": [holding.to_json(one) for one in answer.held], "asked": asked, "withheld": answer.withheld}
    return json.dumps(told, ensure_ascii=False)


def from_json(text: str) -> Answer:
    raw = json.loads(text)
    asked = tuple(Asked(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in raw["asked"])
    return Answer(tuple(holding.from_json(one) for one in raw["held"]), asked, raw["withheld"])
