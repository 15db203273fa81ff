"""What every message is: a frozen value with a kind and a version, of which nothing unexpected can be made."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from gija.vocabulary.errors import GijaError


class Part(BaseModel):
    """A piece of a message. Faults never repeat what was put in: it may be personal data."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, ser_json_inf_nan="constants")


class Message(Part):
    """One kind of message. Subclasses say `kind` and `version` and are registered with `registry.register`."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    def data(self) -> dict[str, Any]:
        """The message as plain JSON values."""
        return self.model_dump(mode="json")

    def institutions(self) -> tuple[str, ...]:
        """The institutions it speaks of, which must be in the directory of who sends and of who receives."""
        return ()

    @classmethod
    def upgraded(cls, version: int, data: dict[str, Any]) -> dict[str, Any]:
        """Data of an older version in the shape of this one; a kind whose shape changed says how, others refuse."""
        raise GijaError("messages.old_version", kind=cls.kind, version=version)


def canonical(value: object) -> bytes:
    """The one way to write JSON as bytes: sorted keys, no spaces, UTF-8; refuses NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def sha256(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()
