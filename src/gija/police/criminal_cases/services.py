"""What happens to a criminal case: entered, somebody added, a stage reached or struck out. One act, one audit entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.encryption.fields import blind_indexes
from gija.commons.permissions import Actor, require
from gija.police.criminal_cases import queries, sentences, stages
from gija.police.criminal_cases.models import POLICE, CriminalCase, Party, Sentence, Stage, plain_number
from gija.police.criminal_cases.rules import WRITE
from gija.police.criminal_cases.sentences import Imposed
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

OFFENCES = {"criminal": "offence", "administrative": "administrative_offence"}  # of a kind of case
LONGEST = 40  # letters of a number
MOST = 200  # people of one case


@dataclass(frozen=True, slots=True)
class Begun:
    """What is said of a case when it is entered."""

    kind: str
    number: str
    offence: str
    offended_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that is reached. `party`: the id of whom, for stages of a person; `grounds`: why somebody is not liable;
    `sentence`: imposed with it; `asked`: each ground was looked at and none holds, which a fine needs."""

    stage: str
    day: dt.date
    party: str = ""
    grounds: tuple[str, ...] = ()
    sentence: Imposed | None = None
    asked: bool = False


def enter(actor: Actor | None, said: Begun) -> CriminalCase:
    """Enter a case. Refused: a number that is none (`criminal.number`) or there already (`criminal.known`), an offence
    of another kind (`criminal.unknown_code`), an offence to come (`criminal.future`)."""
    actor = require(actor, WRITE, actor.institution if actor else None)
    number = plain_number(said.number)
    if not 1 <= len(number) <= LONGEST or not number.isprintable():
        raise GijaError("criminal.number", limit=LONGEST)
    known(said.kind in OFFENCES and said.offence in code_list(OFFENCES[said.kind]))
    if said.offended_on and said.offended_on > timezone.localdate():
        raise GijaError("criminal.future")
    try:
        with transaction.atomic(using=POLICE):
            if numbered(actor.institution, number):
                raise GijaError("criminal.known")
            made = CriminalCase.objects.create(
                institution=actor.institution, kind=said.kind, number=" ".join(said.number.split()),
                offence=said.offence, offended_on=said.offended_on, entered_at=timezone.now(),
                entered_by=actor.account, entered_by_name=actor.name,
            )  # fmt: skip
            _audit(actor, "enter", made.pk, kind=said.kind, offence=said.offence)
    except IntegrityError:
        raise GijaError("criminal.known") from None
    return made


def numbered(institution: str, number: str) -> CriminalCase | None:
    """The institution's case of a number, however it is spaced."""
    there = blind_indexes(CriminalCase, "number_index", plain_number(number))
    return CriminalCase.objects.filter(institution=institution, number_index__in=there).first()


def add(actor: Actor | None, case_id: str, kind: str, sex: str = "") -> Party:
    """Add somebody the case is against. Refused: an unknown code; a legal entity with a sex, a natural person without
    (`criminal.sex`), more than a case holds (`criminal.many`)."""
    known(kind in code_list("person_kind") and (not sex or sex in code_list("sex")))
    if (kind == "natural") is not bool(sex):
        raise GijaError("criminal.sex")
    with transaction.atomic(using=POLICE):
        actor, case = _locked(actor, case_id)
        there = case.parties.count()
        if there >= MOST:
            raise GijaError("criminal.many", limit=MOST)
        made = Party.objects.create(case=case, institution=case.institution, place=there + 1, kind=kind, sex=sex)
        _audit(actor, "add", case.pk, place=made.place, kind=kind)
    return made


def reach(actor: Actor | None, case_id: str, step: Step) -> Stage:
    """Note that a stage was reached. Refuses what `stages.check` and `sentences.put` refuse, a stage of another kind of
    case or without its person (`criminal.unknown_code`), `exempted` without a ground (`criminal.ground`), `fined` with
    one (`criminal.not_liable`) or without having looked at each (`criminal.grounds_asked`)."""
    with transaction.atomic(using=POLICE):
        actor, case = _locked(actor, case_id)
        made = put(actor, case, step)
        _audit(actor, "reach", case.pk, stage=step.stage, day=step.day.isoformat())
    return made


def put(actor: Actor, case: CriminalCase, step: Step) -> Stage:
    """The row of a stage in a case whose row is held; the caller's transaction and audit."""
    kind = stages.kinds().get(step.stage)
    if kind is None or kind.case != case.kind:
        raise GijaError("criminal.unknown_code")
    party = case.parties.filter(pk=step.party).first() if step.party else None
    known(kind.of_person is (party is not None))
    _liable(step)
    there = case.stages.filter(struck_on=None)
    reached = [stages.Reached(one.stage, one.day, one.party_id or "") for one in there]
    stages.check(stages.Reached(step.stage, step.day, step.party), reached, timezone.localdate())
    made = Stage.objects.create(
        case=case, party=party, institution=case.institution, stage=step.stage, day=step.day,
        grounds=list(step.grounds), noted_at=timezone.now(), noted_by_name=actor.name,
    )  # fmt: skip
    if step.sentence:
        sentences.put(case, made, step.sentence)
    return made


def _liable(step: Step) -> None:
    """Nobody is fined for whom a ground holds, and nobody is let go without one."""
    known(set(step.grounds) <= {one.code for one in code_list("exemption_ground")})
    if step.stage == "fined" and step.grounds:
        raise GijaError("criminal.not_liable")
    if step.stage == "fined" and not step.asked:
        raise GijaError("criminal.grounds_asked")
    if step.stage == "exempted" and not step.grounds:
        raise GijaError("criminal.ground")
    known(not step.grounds or step.stage == "exempted")


def impose(actor: Actor | None, stage_id: str, said: Imposed) -> Sentence:
    """One more sentence to a conviction. Refuses what `sentences.put` refuses."""
    with transaction.atomic(using=POLICE):
        actor, case = _locked(actor, _stage(actor, stage_id).case_id)
        found = _stage(actor, stage_id)
        made = sentences.put(case, found, said)
        _audit(actor, "impose", case.pk, stage=found.stage, kind=said.kind)
    return made


def strike(actor: Actor | None, stage_id: str, why: str) -> Stage:
    """Strike a stage out that was noted in error; it stays to be seen, with the reason. Refused: no reason
    (`criminal.reason`), one that is struck out (`criminal.struck`)."""
    reason = " ".join(why.replace("\x00", "").split())
    if not 3 <= len(reason) <= 500:
        raise GijaError("criminal.reason")
    with transaction.atomic(using=POLICE):
        actor, case = _locked(actor, _stage(actor, stage_id).case_id)
        found = _stage(actor, stage_id)
        if found.struck_on:
            raise GijaError("criminal.struck")
        found.struck, found.struck_on = reason, timezone.localdate()
        found.save(update_fields=["struck", "struck_on"])
        _audit(actor, "strike", case.pk, stage=found.stage)
    return found


def _stage(actor: Actor | None, stage_id: str) -> Stage:
    found = Stage.objects.filter(pk=stage_id).first()
    require(actor, WRITE, found.institution if found else None)
    if found is None:
        raise GijaError(queries.MISSING)
    return found


def _locked(actor: Actor | None, case_id: str) -> tuple[Actor, CriminalCase]:
    """The case, held: whoever else would change it waits."""
    found = CriminalCase.objects.select_for_update().filter(pk=case_id).first()
    who = require(actor, WRITE, found.institution if found else None)
    if found is None:
        raise GijaError(queries.MISSING)
    return who, found


def known(holds: Any) -> None:
    if not holds:
        raise GijaError("criminal.unknown_code")


def _audit(actor: Actor, act: str, pk: str, **details: JSON) -> None:
    record(POLICE, actor, f"police.criminal.{act}", object_type="criminal_case", object_id=pk, details=details)
