"""The line to another installation: HTTPS, a packet out, its signed receipt back."""

from __future__ import annotations

import ssl
from typing import Protocol
from urllib.parse import urlsplit

import httpx
from django.utils import timezone

from gija.commons.courier.models import Outgoing, Peer
from gija.commons.courier.packets import Packet, heard, letter_content, pack, unpack
from gija.messages.base import sha256
from gija.vocabulary.errors import GijaError

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
LARGEST_ANSWER = 64 * 1024
OF_THE_PACKET = frozenset({"courier.outside_window", "courier.replayed"})  # a clock is wrong, not the letter
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class LineError(GijaError):
    """No answer that provably came from the peer: the letter was not refused, and is tried again for as long as it
    takes."""


class Line(Protocol):
    """A way to one peer. `carry` returns when the peer has signed that it received the letter.

    Raises `LineError` where the line or the answer is bad, any other `GijaError` for what the peer refused.
    """

    def carry(self, letter: Outgoing) -> None: ...
    def close(self) -> None: ...


class HttpsLine:
    """Signed letters by HTTPS. The certificate must be the one kept with the peer, or one the machine trusts."""

    def __init__(self, peer: Peer) -> None:
        check_url(peer.url)
        self.peer = peer
        parts = urlsplit(peer.url)
        self.client = httpx.Client(
            verify=_trust(peer),
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=parts.hostname not in LOOPBACK,  # an institution's proxy, but never to this machine itself
        )

    def carry(self, letter: Outgoing) -> None:
        packet = pack("letter", self.peer.code, timezone.now(), letter_content(letter, self.peer.code))
        data = self._post(packet)
        answer = self._read(data)
        if answer.purpose == "refusal":
            error = heard(answer.content)
            if error.code in OF_THE_PACKET:
                raise LineError(error.code, **error.values)
            raise error
        expected = {"letter": letter.id, "hash": sha256(letter_content(letter, self.peer.code)["message"])}
        if any(answer.content.get(name) != value for name, value in expected.items()):
            raise LineError("courier.wrong_receipt", peer=self.peer.code)

    def _post(self, packet: bytes) -> bytes:
        address = self.peer.url.rstrip("/") + "/courier/receive/"
        try:
            with self.client.stream(
                "POST", address, content=packet, headers={"Content-Type": "application/octet-stream"}
            ) as answer:
                data = b""
                for piece in answer.iter_bytes():
                    data += piece
                    if len(data) > LARGEST_ANSWER:
                        raise LineError("courier.wrong_receipt", peer=self.peer.code)
        except httpx.ConnectError as fault:
            code = "courier.bad_certificate" if "CERTIFICATE" in str(fault) else "courier.no_line"
            raise LineError(code, peer=self.peer.code) from None
        except httpx.HTTPError:
            raise LineError("courier.no_line", peer=self.peer.code) from None
        if answer.status_code != 200:
            raise LineError(_unsigned(answer.status_code), peer=self.peer.code, status=answer.status_code)
        return data

    def _read(self, data: bytes) -> Packet:
        try:
            found = unpack(data, "receipt", "refusal")
        except GijaError as error:
            raise LineError("courier.wrong_receipt", peer=self.peer.code) from error
        if found.sender.code != self.peer.code:
            raise LineError("courier.wrong_receipt", peer=self.peer.code)
        return found

    def close(self) -> None:
        self.client.close()


def _unsigned(status: int) -> str:
    """What an answer without signature means; believed only so far that the letter is tried again."""
    return {401: "courier.not_known_there", 413: "courier.too_large_there"}.get(status, "courier.no_service")


def _trust(peer: Peer) -> ssl.SSLContext:
    """Only the certificate kept with the peer, where there is one; else the authorities of this machine."""
    if not peer.certificate:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=peer.certificate)
    return context


def check_url(url: str) -> None:
    """Refuse an address that is not https; plain http only to this machine (`courier.not_https`)."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return
    raise GijaError("courier.not_https")
