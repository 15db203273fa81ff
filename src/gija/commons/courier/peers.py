"""Adding and switching off the installations we exchange messages with."""

from __future__ import annotations

from cryptography import x509
from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import record
from gija.commons.courier import outbox
from gija.commons.courier.keys import Card, identity
from gija.commons.courier.line import check_url
from gija.commons.courier.models import Peer
from gija.commons.courier.replication import tell_all
from gija.commons.directory import queries as directory
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError


def add_peer(
    card: Card, *, url: str = "", certificate: str = "", replace: bool = False, actor: Actor | None = None
) -> Peer:
    """Enter an installation by its card, or change its line; a new one is told the whole directory.

    `certificate`: PEM that its server must prove itself with. Refuses our own card, an address that is not https,
    what is no certificate, and other keys than those known unless `replace`.
    """
    if card.installation == identity().code or card.signing == identity().public:
        raise GijaError("courier.own_card")
    if url:
        check_url(url)
    if certificate:
        _check_certificate(certificate)
    with transaction.atomic(using="default"):
        known = Peer.objects.using("default").filter(pk=card.installation).first()
        if known and (known.signing, known.sealing) != (card.signing, card.sealing) and not replace:
            raise GijaError("courier.other_keys", peer=card.installation)
        peer, new = Peer.objects.using("default").update_or_create(
            code=card.installation,
            defaults={
                "zones": list(card.zones), "signing": card.signing, "sealing": card.sealing, "url": url,
                "certificate": certificate, "active": True, "failures": 0, "next_try_at": None, "error_code": "",
            },
            create_defaults={
                "zones": list(card.zones), "signing": card.signing, "sealing": card.sealing, "url": url,
                "certificate": certificate, "added_at": timezone.now(),
            },
        )  # fmt: skip
        details: dict[str, JSON] = {"fingerprint": card.fingerprint, "zones": [*card.zones], "url": url, "new": new}
        record("default", actor, "courier.add_peer", object_type="installation", object_id=peer.code, details=details)
        if new:
            tell_all(peer)
    if url:
        outbox.take_from_files(peer)
    return peer


def switch_off(code: str, *, actor: Actor | None = None) -> None:
    """Neither send to an installation nor accept anything from it; its letters wait."""
    with transaction.atomic(using="default"):
        if not Peer.objects.using("default").filter(pk=code, active=True).update(active=False):
            raise GijaError("courier.unknown_peer", peer=code)
        record("default", actor, "courier.switch_off_peer", object_type="installation", object_id=code)


def tie(code: str, institutions: list[str], *, actor: Actor | None = None) -> Peer:
    """From now on take from an installation only what is sent in the name of these institutions.

    Refuses an unknown peer, none at all (`courier.tie_empty`) and an institution the directory does not know.
    """
    wanted = sorted(set(institutions))
    if not wanted:
        raise GijaError("courier.tie_empty")
    for institution in wanted:
        directory.institution(institution)
    with transaction.atomic(using="default"):
        found = Peer.objects.using("default").select_for_update().filter(pk=code).first()
        if found is None:
            raise GijaError("courier.unknown_peer", peer=code)
        found.institutions = wanted
        found.save(update_fields=["institutions"])
        details: dict[str, JSON] = {"institutions": [*wanted]}
        record("default", actor, "courier.tie_peer", object_type="installation", object_id=code, details=details)
    return found


def _check_certificate(text: str) -> None:
    try:
        x509.load_pem_x509_certificates(text.encode())
    except ValueError:
        raise GijaError("courier.bad_certificate_file", file="PEM") from None
