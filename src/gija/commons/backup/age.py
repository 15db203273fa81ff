"""Encrypting and decrypting streams with age (age-encryption.org/v1): nothing is held in memory as a whole.

Recipients are `age1…` or `ssh-ed25519 …`; identities are `AGE-SECRET-KEY-1…` lines or an SSH private key.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

import pyrage

from gija.vocabulary.errors import GijaError

Recipient: TypeAlias = "pyrage.x25519.Recipient | pyrage.ssh.Recipient"
Identity: TypeAlias = "pyrage.x25519.Identity | pyrage.ssh.Identity"


def recipient(text: str) -> Recipient:
    """A recipient as written; `backup.bad_recipient` for what is none."""
    text = text.strip()
    try:
        if text.startswith("ssh-"):
            return pyrage.ssh.Recipient.from_str(text)
        return pyrage.x25519.Recipient.from_str(text)
    except (pyrage.RecipientError, ValueError):
        raise GijaError("backup.bad_recipient") from None


def identities(file: Path) -> list[Identity]:
    """The private keys in a file; `backup.bad_identity` where there are none."""
    try:
        raw = file.read_bytes()
        if b"PRIVATE KEY-----" in raw:
            return [pyrage.ssh.Identity.from_buffer(raw)]
        lines = [line.strip() for line in raw.decode().splitlines()]
        found: list[Identity] = [
            pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")
        ]
    except (OSError, UnicodeDecodeError, ValueError, pyrage.IdentityError):
        found = []
    if not found:
        raise GijaError("backup.bad_identity", file=file.name)
    return found


def new_identity(file: Path) -> str:
    """Make an identity in a new file (mode 600); gives the recipient that belongs to it."""
    made = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise GijaError("backup.exists", file=file.name) from None
    except OSError:
        raise GijaError("backup.cannot_write", file=file.name) from None
    with os.fdopen(descriptor, "w") as opened:
        opened.write(f"# public key: {made.to_public()}\n{made}\n")
    return str(made.to_public())


def encrypt(produce: Callable[[BinaryIO], None], file: Path, to: Sequence[Recipient]) -> None:
    """Encrypt what `produce` writes into a new file: whole and on the disk, or not there at all."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with _flow(produce) as source, _new(draft) as out:
            pyrage.encrypt_io(source, out, to)
            out.flush()
            os.fsync(out.fileno())
        # `_flow` has raised by now if what was to be encrypted was not whole.
        try:
            os.link(draft, file)
        except FileExistsError:
            raise GijaError("backup.exists", file=file.name) from None
    except OSError:
        raise GijaError("backup.cannot_write", file=file.name) from None
    finally:
        draft.unlink(missing_ok=True)


def _new(file: Path) -> BinaryIO:
    return os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


@contextmanager
def decrypted(file: Path, keys: Sequence[Identity]) -> Iterator[BinaryIO]:
    """The content of an encrypted file as a stream. It is proven only when the block ends without an error:
    `backup.wrong_key`, `backup.not_age`, `backup.damaged`."""

    def produce(out: BinaryIO) -> None:
        try:
            with file.open("rb") as source:
                pyrage.decrypt_io(source, out, keys)
        except pyrage.DecryptError as error:
            wrong = "matching" in str(error)
            raise GijaError("backup.wrong_key" if wrong else "backup.not_age", file=file.name) from None
        except BrokenPipeError:
            raise
        except OSError:
            raise GijaError("backup.damaged", file=file.name) from None

    with _flow(produce) as stream:
        yield stream


@contextmanager
def _flow(produce: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """What `produce` writes, in a thread, as a stream to read. Its fault goes before that of the reader, which only
    saw the stream end."""
    inlet, outlet = os.pipe()
    faults: list[BaseException] = []

    def run(end: BinaryIO) -> None:
        try:
            with end:
                produce(end)
        except BrokenPipeError:  # the reader has given up, and says why
            pass
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=run, args=(os.fdopen(outlet, "wb", buffering=2**16),))
    thread.start()
    reader = os.fdopen(inlet, "rb", buffering=2**16)
    try:
        yield reader
        # What is left must be read as well: the last piece proves that the file is whole.
        while reader.read(2**16):
            pass
    except Exception:
        reader.close()
        thread.join()
        if faults:
            raise faults[0] from None
        raise
    finally:
        reader.close()
        thread.join()
    if faults:
        raise faults[0]
