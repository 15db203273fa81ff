"""What happens to an entry: written, changed, struck out and put back; one transaction, one audit entry each."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from gija.commons.permissions import Actor, require
from gija.rapporteur.activities.checks import no_person
from gija.rapporteur.bodies import trail
from gija.rapporteur.bodies.models import Act
from gija.rapporteur.cooperation import rules
from gija.rapporteur.cooperation.models import ZONE, Entry
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

MISSING = "cooperation.not_found"
DAY = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
KIND = "cooperation"
EMPTY = Text("", "")


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says. `first`, `last`: year, month or day, or empty; no last where there is a first: it goes on."""

    partner: Text
    channel: str
    activity: Text
    countries: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    papers: str = ""
    outcome: Text = EMPTY
    source: str = ""

    def fields(self) -> dict[str, Any]:
        """Fields of `Entry`. Refuses one language only (`bodies.text`), codes that are none (`cooperation.codes`), days
        that are none or in the wrong order (`cooperation.days`), a personal code anywhere (`activities.person`)."""
        partner, activity = trail.both(self.partner), trail.both(self.activity)
        outcome = trail.both(self.outcome) if self.outcome.en.strip() or self.outcome.lt.strip() else EMPTY
        known = code_list("country")
        if self.channel not in code_list("cooperation_channel") or any(one not in known for one in self.countries):
            raise GijaError("cooperation.codes")
        shortest = min(len(self.first), len(self.last))
        wrong = self.last and (not self.first or self.last[:shortest] < self.first[:shortest])
        if wrong or any(one and not _is_day(one) for one in (self.first, self.last)):
            raise GijaError("cooperation.days")
        no_person(
            self.papers, self.source, *(words for one in (partner, activity, outcome) for words in (one.en, one.lt))
        )
        return {
            "partner_en": partner.en, "partner_lt": partner.lt, "activity_en": activity.en, "activity_lt": activity.lt,
            "outcome_en": outcome.en, "outcome_lt": outcome.lt, "channel": self.channel, "first": self.first,
            "last": self.last, "countries": list(self.countries), "papers": self.papers.strip(),
            "source": self.source.strip(),
        }  # fmt: skip


def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])
    except ValueError:
        return False
    return True


def known() -> list[Said]:
    """What the source documents tell (`data/known.yaml`)."""
    path = files("gija.rapporteur.cooperation").joinpath("data", "known.yaml")
    return [_of(one) for one in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _of(raw: dict[str, Any]) -> Said:
    return Said(
        Text.of(raw["partner"]), raw["channel"], Text.of(raw["activity"]), tuple(raw.get("countries", ())),
        raw.get("first", ""), raw.get("last", ""), source=raw["source"],
    )  # fmt: skip


def missing() -> list[Said]:
    """Those of them that were never entered: an entry counts by what it says now and by what it said before."""
    before = [act.content["before"] for act in Act.objects.filter(kind=KIND, act="change")]
    here = {*Entry.objects.values_list("activity_en", "source"), *((b["activity_en"], b["source"]) for b in before)}
    return [one for one in known() if (one.activity.en, one.source) not in here]


def load(actor: Actor | None) -> int:
    """Enter what the sources tell and is not there; how many."""
    actor = require(actor, rules.KEEP)
    with transaction.atomic(using=ZONE):
        if not missing():
            return 0
        trail.note(actor, rules.KEEP, KIND, "load", "load")  # the audit has one writer: nobody else enters them now
        return len([Entry.objects.create(**one.fields()) for one in missing()])


def add(actor: Actor | None, said: Said) -> Entry:
    """Enter an activity."""
    actor, fields = require(actor, rules.KEEP), said.fields()
    with transaction.atomic(using=ZONE):
        made = Entry.objects.create(**fields)
        trail.note(actor, rules.KEEP, KIND, made.pk, "add")
    return made


def change(actor: Actor | None, pk: int, version: int, said: Said) -> Entry:
    """Change what an entry says; what it said before stays in its trail."""
    actor, fields = require(actor, rules.KEEP), said.fields()
    with transaction.atomic(using=ZONE):
        found = trail.locked(Entry, pk, version, MISSING)
        if found.struck:
            raise GijaError("cooperation.struck")
        before = {name: getattr(found, name) for name in fields}
        for name, value in fields.items():
            setattr(found, name, value)
        found.save()
        trail.note(actor, rules.KEEP, KIND, pk, "change", content={"before": before})
    return found


def strike(actor: Actor | None, pk: int, version: int, reason: str) -> Entry:
    """Strike an entry out, with the reason; struck out already: put it back."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Entry, pk, version, MISSING)
        act, found.struck = ("put_back", "") if found.struck else ("strike", plain)
        found.save()
        trail.note(actor, rules.KEEP, KIND, pk, act, plain)
    return found
