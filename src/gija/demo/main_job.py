"""The main job from end to end: a question becomes a hit, a dossier and a chart, as an analyst would do it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor
from gija.demo.country.chance import data
from gija.demo.words import say
from gija.methods.search.values import Query
from gija.police.dossiers import services as dossiers
from gija.police.dossiers.files import write_files
from gija.police.dossiers.models import Dossier
from gija.police.search import queries
from gija.police.search import services as search
from gija.police.search.exports import reasons, written
from gija.police.search.queries import Hit, Line, Result
from gija.police.search.words import TAGS, Level
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

PURPOSE = "criminal_investigation"
STEPS = 2
Speak = Callable[[str], None]


@dataclass(frozen=True)
class Teller:
    """Says what is done, in one language."""

    speak: Speak
    language: str

    def __call__(self, code: str, **values: object) -> None:
        self.speak(say(code, self.language, **values))


def run(truth: dict[str, Any], out: Path, tell: Teller) -> list[Path]:
    """Ask the main question of this country, confirm the hit, gather, write `hit.txt` and the files of the dossier.

    Refused: `demo.no_hit` when nothing may be confirmed (then `hit.txt` says how each database answered).
    """
    actor = _analyst(tell)
    result = _ask(actor, truth["main"]["values"], tell)
    answer = hit_text(result, tell.language)
    written_files = write_files(out, {"hit.txt": answer.encode()}, force=True)
    tell("answer", answer=result.text.in_(tell.language))
    for row in answer_lines(result, tell.language):
        tell.speak(f"   {row}")
    line, hit = _best(result, out)
    tell("confirms", database=line.name.in_(tell.language), score=f"{hit.score:.2f}")
    search.confirm(actor, hit.id, say("confirm_reason", tell.language))
    tell("gathers")
    dossier = dossiers.gather(actor, hit.id, STEPS)
    _tell_dossier(dossier, tell)
    files = dossiers.export(actor, dossier.pk, tell.language, reason=say("reason", tell.language))
    return written_files + write_files(out, files, force=True)


def _analyst(tell: Teller) -> Actor:
    account = account_by_email(data("institutions")["analyst"])
    actor = actor_of(account)
    role = code_list("role")[actor.role].text.in_(tell.language)
    tell("signed_in", name=actor.name, role=role, institution=text_on(actor.institution).in_(tell.language))
    return actor


def _ask(actor: Actor, values: dict[str, str], tell: Teller) -> Result:
    reason = say("reason", tell.language)
    tell("asks", name=values["name"], year=values["birth_date"])
    tell("purpose", purpose=code_list("purpose")[PURPOSE].text.in_(tell.language), reason=reason)
    kept = search.ask(actor, Query("person", values), PURPOSE, reason)
    return queries.result(actor, kept)


def _best(result: Result, out: Path) -> tuple[Line, Hit]:
    """The hit to go on with: the best one in the register of residents, which knows most identifiers, when it comes
    near the best of all; only hits whose content the analyst may see."""
    found = [(line, hit) for line in result.lines for hit in line.hits if hit.level is Level.CONTENT]
    if not found:
        raise GijaError("demo.no_hit", file=(out / "hit.txt").name)
    best = max(hit.score for _, hit in found)
    near = [pair for pair in found if pair[1].score > best - 0.1]
    return max(near, key=lambda pair: (pair[0].database == "residents", pair[1].score, pair[1].id))


def hit_text(result: Result, language: str) -> str:
    """The whole answer as plain text: the question, the overall answer, then each database with its time."""
    values = result.query.values
    lines = [
        say("question", language, name=values["name"], year=values["birth_date"]),
        say("asked_at", language, when=written(result.query.asked_at), query=result.query.id),
        result.text.in_(language),
        "",
    ]
    return "\n".join([*lines, *answer_lines(result, language)]) + "\n"


def answer_lines(result: Result, language: str) -> list[str]:
    """Each database's answer with its time, and below it its hits or whom to ask."""
    return [row for line in result.lines for row in _database(line, language)]


def _database(line: Line, language: str) -> list[str]:
    tag = TAGS[line.tag].in_(language)
    as_of = say("as_of", language, when=written(line.as_of)) if line.as_of else line.state.text.in_(language)
    said = [f"{tag:<16} {line.name.in_(language)} ({as_of})"]
    for hit in line.hits:
        if hit.level is Level.CONTENT:
            said.append(f"{'':16}   {hit.score:.2f}  {hit.short}  {reasons(hit, language)}")
    if line.refer or any(hit.level is Level.OWNER for hit in line.hits):
        owner = {"owner": line.owner.in_(language), "contact": line.contact, "handling": line.handling}
        said.append(f"{'':16}   {say('ask_owner', language, **owner)}")
    if line.silent and line.error:
        said.append(f"{'':16}   {line.error.in_(language)}")
    return said


def _tell_dossier(dossier: Dossier, tell: Teller) -> None:
    chart = dossier.chart
    tell("gathered", entities=len(chart.entities), relations=len(chart.relations))
    for state in dossier.latest.states:
        if not state.complete:
            tell("incomplete", database=state.database)


def read_truth(folder: Path) -> dict[str, Any]:
    """`truth.json` of the demo country in `folder`; `demo.not_built` where there is none."""
    try:
        return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise GijaError("demo.not_built") from None
