"""The form of a referral on paper: who is referred, to whom, why, for what; with room for the answer and signatures."""

from __future__ import annotations

from django.db import transaction

from gija.casework.exchange import contents
from gija.casework.referral import queries
from gija.casework.referral.letters import ZONE, audited
from gija.casework.referral.models import Referral, Side
from gija.casework.referral.rules import EXPORT
from gija.casework.referral.services import TOLD
from gija.casework.returns import queries as returns
from gija.commons.directory.queries import name_on
from gija.commons.papers import Paper, Section, printed
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

TITLE = Text("Referral", "Nukreipimas")
ABROAD = Text("Referral to another country", "Nukreipimas į kitą šalį")
FROM, TO, BY = Text("From", "Iš"), Text("To", "Kam"), Text("Answer wanted by", "Atsakymo laukiama iki")
WHY, ASKED, NOTE = Text("Why", "Priežastis"), Text("Services asked for", "Prašomos paslaugos"), Text("Note", "Pastaba")
CONSENT = Text(
    "The person agreed to this referral and was told what is passed on.",
    "Asmuo sutiko būti nukreiptas ir buvo informuotas, kas perduodama.",
)
GROUND = Text("Without consent, on the ground: {ground}", "Be sutikimo, pagrindas: {ground}")
RETURN = Text("Safe return", "Saugus grįžimas")
RETURN_WORDS = Text(
    "Who meets the person, where and when; where the person stays; who helps next; whom to call at any hour.",
    "Kas, kur ir kada asmenį pasitinka; kur asmuo gyvens; kas padės toliau; kam skambinti bet kuriuo metu.",
)
ANSWER = Text("Answer", "Atsakymas")
ANSWER_WORDS = Text(
    "Accepted / rejected, because: … Please send it to the institution named above.",
    "Priimta / atmesta, nes: … Prašome atsakyti aukščiau nurodytai įstaigai.",
)
SIGNED = Text("Signatures", "Parašai")


def form(actor: Actor | None, pk: str, language: str) -> tuple[Referral, bytes]:
    """The printed form in one language, of a referral one sends; it names the person and leaves one entry.

    Refuses what was received or whose case is gone (`referral.wrong_state`).
    """
    with transaction.atomic(using=ZONE):
        found = queries.one(actor, pk, EXPORT)
        if found.side != Side.SENDS or found.case is None:
            raise GijaError("referral.wrong_state")
        audited(actor, "export", found, language=language)
    return found, printed(_paper(found, language))


def _return(found: Referral, language: str) -> Section:
    """What is planned of a return; empty lines to write on where nothing is."""
    prepared = returns.of_referral(found.institution, str(found.pk))
    if prepared and (written := returns.on_paper(prepared, language)):
        return Section(RETURN.in_(language), (written,))
    return Section(RETURN.in_(language), words=(RETURN_WORDS.in_(language),), lines=5)


def _paper(found: Referral, language: str) -> Paper:
    services = "; ".join(code_list("service")[code].text.in_(language) for code in found.services)
    reason = code_list("referral_reason")[found.reason].text.in_(language)
    to = name_on(found.partner, language=language) if found.partner else found.partner_name
    country = f", {code_list('country')[found.country].text.in_(language)}" if found.country else ""
    facts = ((FROM, name_on(found.institution, language=language)), (TO, to + country), (BY, f"{found.answer_by}"))
    asked = ((WHY, reason), (ASKED, services), (NOTE, found.note))
    ground = found.ground and GROUND.fill(ground=code_list("referral_override")[found.ground].text)
    consent = (ground or CONSENT).in_(language)

    def told(rows: tuple[tuple[Text, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((term.in_(language), said) for term, said in rows if said)

    person = contents.sections(contents.package(found.case, TOLD), language)
    sections = [
        Section(TITLE.in_(language), (told(asked),), (consent,)),
        *(Section(title, tuple(tuple(rows) for rows in entries)) for title, entries in person),
    ]
    if found.country:
        sections.append(_return(found, language))
    sections += [
        Section(ANSWER.in_(language), words=(ANSWER_WORDS.in_(language),), lines=3),
        Section(SIGNED.in_(language), lines=2),
    ]
    title = (ABROAD if found.country else TITLE).in_(language)
    return Paper(title, found.short, found.made_at.date(), language, told(facts), tuple(sections))
