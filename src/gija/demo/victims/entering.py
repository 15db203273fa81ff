"""The cases entered as people would: opened, assistance added, sent to the register, by each institution's account.

Whatever stands already is left, so that a killed run goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from gija.casework.cases import services as casework
from gija.casework.cases.file import FILE as CASEWORK
from gija.commons.accounts.queries import account_by_email, actor_of
from gija.commons.casefile.file import CaseFile
from gija.commons.permissions import Actor
from gija.demo.country.chance import data
from gija.demo.victims.writing import Entry, number
from gija.demo.words import say
from gija.police.proceedings import services as police
from gija.police.proceedings.file import FILE as POLICE
from gija.vocabulary.errors import GijaError

Counted = Callable[[str], None]  # called with the institution after each case


@dataclass(frozen=True)
class Desk:
    """Where an institution keeps its cases: the zone's services and models."""

    services: ModuleType
    file: CaseFile


def desk_of(entry: Entry) -> Desk:
    return Desk(police, POLICE) if entry.slot.kind == "police" else Desk(casework, CASEWORK)


def actor_for(part: str, institution: str = "") -> Actor:
    """The account that does this part of the second job (`data/institutions.yaml`)."""
    said = data("institutions")["second_job"][part]
    return actor_of(account_by_email(said[institution] if institution else said))


def waiting(entries: tuple[Entry, ...]) -> list[Entry]:
    """Those not yet entered and sent (or, for those that stay home, not yet where they stay)."""
    done: dict[str, bool] = {}
    for desk in (Desk(casework, CASEWORK), Desk(police, POLICE)):
        for pk, sent in desk.file.case.objects.values_list("pk", "sent_version"):
            done[str(pk)] = sent is not None
    taken_back = set(CASEWORK.submission.objects.filter(kind="victim_record_withdrawn").values_list("case", flat=True))
    return [entry for entry in entries if not _stands(entry, done, {str(pk) for pk in taken_back})]


def of_another_seed(entries: tuple[Entry, ...]) -> bool:
    """Do the case files hold lists of another seed? Under the same case numbers stand other cases then."""
    own = {entry.reference: entry.case for entry in entries}
    for desk in (Desk(casework, CASEWORK), Desk(police, POLICE)):
        there = desk.file.case.objects.filter(reference__in=list(own)).values_list("reference", "pk")
        if any(own[reference] != str(pk) for reference, pk in there):
            return True
    return False


def _stands(entry: Entry, done: dict[str, bool], taken_back: set[str]) -> bool:
    if entry.slot.beside == "no_consent":
        return False if entry.case not in done else _helped(entry)
    return entry.case in taken_back if entry.slot.beside else done.get(entry.case, False)


def _helped(entry: Entry) -> bool:
    kept: int = CASEWORK.assistance.objects.filter(case=entry.case).count()
    return kept == len(entry.services)


def enter(entries: list[Entry], seed: int, counted: Counted) -> None:
    """Enter and send them, in order. Raises what the services refuse."""
    actors: dict[str, Actor] = {}
    for entry in entries:
        where = entry.slot.institution
        if where not in actors:
            actors[where] = actor_for("enters", where)
        _enter(entry, actors[where], seed)
        counted(where)


def _enter(entry: Entry, actor: Actor, seed: int) -> None:
    services = desk_of(entry).services
    try:
        services.open_case(actor, entry.data, case_id=entry.case)
    except GijaError as error:
        if error.code != "casefile.already_there":
            raise
        # The case worker looked: somebody else of that name, born that year.
        services.open_case(actor, entry.data, case_id=entry.case, anyway=True)
    for nth, service in enumerate(entry.services):
        services.add_assistance(actor, entry.case, service, entry=number(seed, entry.reference, "service", nth))
    if entry.slot.beside != "no_consent":
        services.submit(actor, entry.case)
    if entry.slot.beside == "withdrawn":
        services.withdraw(actor, entry.case, say("victim_withdrawn", "lt"))


def refused(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, GijaError]]:
    """What the gate says to the cases that have no consent to statistics: each must be refused."""
    for entry in entries:
        if entry.slot.beside == "no_consent":
            try:
                casework.submit(actor_for("enters", entry.slot.institution), entry.case)
            except GijaError as error:
                yield entry, error
