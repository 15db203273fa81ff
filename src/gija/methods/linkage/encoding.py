"""From people to keyed encodings: 1024 bits a person, in which only who holds the key can look anything up."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from gija.methods.linkage.hardening import harden
from gija.methods.linkage.schemes import BITS, Scheme, scheme
from gija.methods.linkage.tokens import Token, linkable, tokens
from gija.methods.names import Person
from gija.vocabulary.errors import GijaError

Encodings = npt.NDArray[np.uint64]  # (n, 16)
WORDS = BITS // 64
KEY_BYTES = 32
_AT_ONCE = 4096


def encode(
    people: Iterable[Person], key: bytes, *, made_by: Scheme | None = None, sender: str = "", start: int = 0
) -> Encodings:
    """One encoding a person, in order: uint64 array (n, 16).

    Letter groups and date pieces set bits by random hashing with HMAC-SHA-256 (Schnell & Borgs 2016) in one filter for
    the whole record (Durham et al. 2014), then the scheme's hardening. The same people, key, scheme and `sender` give
    the same bits, so sending again shows nothing new; another `sender` only turns over other bits of the hardening.
    Who is not `linkable` gets bits that are like nobody's; `start` numbers those (rows already encoded before).
    Raises `linkage.key_short` for a key under 32 bytes. Source: docs/methods/counting-once.md.
    """
    chosen = made_by or scheme()
    if len(key) < KEY_BYTES:
        raise GijaError("linkage.key_short", bytes=KEY_BYTES)
    rest, parts, row = iter(people), [], start
    while block := list(islice(rest, _AT_ONCE)):
        parts.append(_block(block, key, chosen, sender, row))
        row += len(block)
    return np.concatenate(parts) if parts else np.zeros((0, WORDS), np.uint64)


def fingerprint(made_by: Scheme | None = None) -> str:
    """What two senders compare before they link: equal only if scheme and name rules make the same bits of a name.

    Twelve characters, made with a public key from invented names; it tells nothing of people or secrets.
    """
    names = ("Ona Kazlauskienė", "Янкаускас Витаутас", "Grzegorz Brzęczyszczykiewicz", "Jurga de la Šilinytė-Žukė")
    people = [Person((name,), birth_date="1990-02-03", sex="F") for name in names]
    made = encode(people, bytes(KEY_BYTES), made_by=made_by)
    return hashlib.sha256(made.astype("<u8").tobytes()).hexdigest()[:12]


def pack(bits: npt.NDArray[np.bool_]) -> Encodings:
    """Rows of 1024 bits as 16 words, the first bit lowest."""
    packed: Encodings = np.packbits(bits, axis=1, bitorder="little").view("<u8").astype(np.uint64, copy=False)
    return packed


def unpack(encodings: Encodings) -> npt.NDArray[np.bool_]:
    """The reverse of `pack`."""
    as_bytes = np.ascontiguousarray(encodings, dtype="<u8").view(np.uint8)
    return np.unpackbits(as_bytes, axis=1, bitorder="little").astype(np.bool_)


def _block(people: Sequence[Person], key: bytes, chosen: Scheme, sender: str, row: int) -> Encodings:
    places: list[npt.NDArray[np.uint16]] = []
    counts, seeds = [], []
    noise = _subkey(key, chosen.version, "noise")
    for at, person in enumerate(people):
        held = tokens(person, chosen) if linkable(person) else (Token("nobody", f"{sender} {row + at}", _all(chosen)),)
        drawn = [positions(key, chosen.version, space, text)[:draws] for space, text, draws in held]
        places += drawn
        counts.append(sum(map(len, drawn)))
        told = "\n".join([sender, *(f"{space} {text}" for space, text, _ in held)])
        seeds.append(hmac.digest(noise, told.encode(), "sha256"))
    bits = np.zeros((len(people), BITS), dtype=np.bool_)
    bits[np.repeat(np.arange(len(people)), counts), np.concatenate(places)] = True
    return pack(harden(bits, chosen, seeds, _subkey(key, chosen.version, "order")))


def _all(chosen: Scheme) -> int:
    return sum(count for _, count in chosen.bits)


_DIGESTS = 10
_DRAWN = 16 * _DIGESTS  # two bytes a draw


@lru_cache(maxsize=200_000)
def positions(key: bytes, version: str, space: str, text: str) -> npt.NDArray[np.uint16]:
    """The bits a token may set, in order of drawing (for the holder of the key, and for measuring attacks)."""
    field, digests = _subkey(key, version, space), _DIGESTS if space != "nobody" else 60
    said = text.encode()
    drawn = b"".join(hmac.digest(field, bytes([turn]) + said, "sha256") for turn in range(digests))
    return np.frombuffer(drawn, dtype="<u2") % BITS


@lru_cache(maxsize=4096)
def _subkey(key: bytes, version: str, space: str) -> bytes:
    """A key of its own for each use, so that a letter group of a name and a day of birth share nothing."""
    return hmac.digest(key, f"gija linkage {version} {space}".encode(), "sha256")
