"""Reports on their way to addressees: each with its cover letter, its proof and its receipt; duties that this meets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from gija.commons import letters
from gija.commons.directory.queries import institution, text_on
from gija.commons.permissions import Actor
from gija.rapporteur.authoring.models import Dispatch, Receipt
from gija.rapporteur.duties import calendar
from gija.rapporteur.duties import services as duties
from gija.rapporteur.duties.models import Due
from gija.rapporteur.duties.models import State as Standing
from gija.rapporteur.gate import kept
from gija.rapporteur.gate import services as gate
from gija.rapporteur.reports import faces, queries, services
from gija.rapporteur.reports.models import Report
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

E_MAIL = "e_mail"
BOTH = "both"
VERSION = Text("{title}, version {vintage}", "{title}, {vintage} laida")
HASH = Text("SHA-256 of the data: {hash}", "Duomenų SHA-256: {hash}")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to one addressee. `to`: an institution of the directory, or `name` for any other; `language`: lt, en
    or both; `address`: of the public page, where there is one."""

    to: str
    name: Text
    channel: str
    language: str
    letter: str
    email: str = ""
    reference: str = ""
    address: str = ""


def send(actor: Actor | None, pk: int, parcel: Parcel) -> Dispatch:
    """Send an approved or published report to an addressee, and note every duty that this meets.

    By e-mail it goes from here with its PDF; what went another way is noted with its register number. Refuses an
    addressee without a name (`authoring.addressee`), a way without its proof (`authoring.proof`), and what is not safe
    any more beside everything that was told (`gate.unsafe`): what is sent is told, published or not, so the ledger
    learns it. Everything is noted before the letter goes: should the server fail, nothing is.
    """
    by_mail = parcel.channel == E_MAIL
    if parcel.channel not in code_list("sending_channel").codes or not (parcel.email if by_mail else parcel.reference):
        raise GijaError("authoring.proof")
    if by_mail:
        letters.check_server()
    with services.acting(actor, pk, "send") as (who, found):
        data, name = queries.data_of(found), _name(parcel)
        services.note(who, found, "send", name.in_(who.language))
        gate.put(kept.releases(found.gate))
        message = letters.message_id() if by_mail else ""
        made = Dispatch.objects.create(
            report=found, to=parcel.to, name_en=name.en, name_lt=name.lt, channel=parcel.channel,
            day=timezone.localdate(), reference=parcel.reference, language=parcel.language, letter=parcel.letter,
            email=parcel.email if by_mail else "", message=message, release=found.release, hash=found.hash,
            account=who.account, actor_name=who.name, role=who.role, institution=who.institution,
            institution_name=who.institution_name, at=found.changed_at,
        )  # fmt: skip
        _met(who, found, made)
        if by_mail:  # last of all: a letter cannot be taken back
            letters.deliver(parcel.email, *_letter(parcel, found, data), _files(parcel, data), message)
    return made


def _name(parcel: Parcel) -> Text:
    if parcel.to:
        institution(parcel.to)  # refuses an unknown one
        return text_on(parcel.to)
    if not parcel.name.en.strip() or not parcel.name.lt.strip():
        raise GijaError("authoring.addressee")
    return parcel.name


def _letter(parcel: Parcel, found: Report, data: ReportData) -> tuple[str, list[str]]:
    """Subject and paragraphs, in the language of the addressee."""
    spoken = "en" if parcel.language == "en" else "lt"
    said = VERSION.fill(title=data.title, vintage=found.vintage).in_(spoken)
    more = [parcel.address] if parcel.address else []
    return data.title.in_(spoken), [parcel.letter, said, *more, HASH.fill(hash=found.hash).in_(spoken)]


def _files(parcel: Parcel, data: ReportData) -> dict[str, bytes]:
    """The PDF in the language; in both: the one of both languages, else one in each."""
    there = set(faces.names(data))
    wanted = [f"{data.code}.{parcel.language}.pdf"]
    if parcel.language == BOTH and wanted[0] not in there:
        wanted = [f"{data.code}.{one}.pdf" for one in ("lt", "en")]
    return queries.files_of(data, *wanted)


def of(report: Report) -> list[Dispatch]:
    return list(Dispatch.objects.filter(report=report).prefetch_related("receipts"))


def duties_of(report: Report) -> list[Due]:
    """The duties that this report answers: of its kind, for its period."""
    kinds = [one.code for one in calendar.duties().values() if one.report == report.kind]
    return list(Due.objects.filter(duty__in=kinds, period=report.period))


def _met(who: Actor, found: Report, made: Dispatch) -> None:
    """Duties whose every addressee has the report now are noted as sent, with this as the proof."""
    sent = {one.to for one in of(found) if one.to}
    for due in duties_of(found):
        if due.state == Standing.OPEN and made.to in due.to and set(due.to) <= sent:
            reference = made.reference or made.message
            proof = duties.Proof(made.day, made.channel, reference[:200], made.release, made.hash)
            duties.sent(who, due.pk, due.version, proof)


def received(actor: Actor | None, pk: int, dispatch: int, day: dt.date, number: str) -> Receipt:
    """Note the receipt of an addressee; duties whose every addressee has sent one are noted as received.

    Refuses a dispatch that is not of this report (`authoring.no_dispatch`), a receipt without a number
    (`authoring.proof`), before it was sent or in the future (`authoring.receipt_day`), and a second one.
    """
    if len(number.strip()) < 2:
        raise GijaError("authoring.proof")
    with services.acting(actor, pk, "receive") as (who, found):
        sent = Dispatch.objects.filter(report=found, pk=dispatch).first()
        if sent is None or sent.receipts.exists():
            raise GijaError("authoring.no_dispatch")
        if not sent.day <= day <= timezone.localdate():
            raise GijaError("authoring.receipt_day")
        services.note(who, found, "receive", sent.name.in_(who.language))
        made = Receipt.objects.create(
            dispatch=sent, day=day, reference=number.strip(), account=who.account, actor_name=who.name, role=who.role,
            institution=who.institution, institution_name=who.institution_name, at=found.changed_at,
        )  # fmt: skip
        _all_received(who, found, made)
    return made


def _all_received(who: Actor, found: Report, made: Receipt) -> None:
    there = {one.to for one in of(found) if one.receipts.all()}
    for due in duties_of(found):
        if due.state == Standing.SENT and made.dispatch.to in due.to and set(due.to) <= there:
            duties.received(who, due.pk, due.version, made.day, made.reference)


def waiting_for(report: Report, dispatches: Iterable[Dispatch]) -> list[str]:
    """Institutions that are owed this report and were not sent it yet."""
    sent = {one.to for one in dispatches}
    owed = [one for due in duties_of(report) for one in due.to]
    return [one for one in dict.fromkeys(owed) if one not in sent]
