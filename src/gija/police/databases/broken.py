"""What stands in for a mapping that is refused: enough to name the database and its owner, nothing to ask it by.

Without it one slip in one file would silence all databases, or worse, one database would be missing unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from gija.police.databases import yaml_lines
from gija.police.databases.connection_map import Connection
from gija.police.databases.mapping import Mapping, Owner
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")


def stand_in(path: Path, error: GijaError, taken: Collection[str] = ()) -> Mapping:
    """A mapping that says who and whose, as far as the file can be read, and answers `wrong_mapping`.

    Its code is the file's own where that is whole and not `taken`, else one made of the file's name. Its handling code
    is the strictest.
    """
    said: dict[str, Any] = {}
    with suppress(GijaError):
        data = yaml_lines.read(path).data
        said = data if isinstance(data, dict) else {}
    mapping = Mapping.model_construct(
        code=_code(said, path, taken),
        name=_name(said, path),
        owner=_owner(said),
        handling="H3",
        access="live",
        connection=Connection.model_construct(file=path.name),
        tables=(),
    )
    mapping._path, mapping._broken = path.resolve(), error
    with suppress(OSError):
        stat = path.stat()
        mapping._edition = (stat.st_mtime_ns, stat.st_size)
    return mapping


def _code(said: dict[str, Any], path: Path, taken: Collection[str]) -> str:
    own = said.get("code")
    if isinstance(own, str) and CODE.fullmatch(own) and own not in taken:
        return own
    made = re.sub(r"[^a-z0-9_]", "_", path.stem.lower())
    made = (made if made[:1].isalpha() and made[:1].isascii() else f"x_{made}")[:50]
    return next(code for n in range(1, 10_000) if (code := made if n == 1 else f"{made}_{n}") not in taken)


def _name(said: dict[str, Any], path: Path) -> Text:
    name = said.get("name")
    both = [name.get(language) for language in ("en", "lt")] if isinstance(name, dict) else []
    whole = [one for one in both if isinstance(one, str) and one]
    return Text(whole[0][:200], whole[-1][:200]) if whole else Text(path.name, path.name)


def _owner(said: dict[str, Any]) -> Owner:
    owner = said.get("owner")
    parts = owner if isinstance(owner, dict) else {}
    institution, contact = parts.get("institution"), parts.get("contact")
    known = institution if isinstance(institution, str) and CODE.fullmatch(institution) else "-"
    return Owner.model_construct(institution=known, contact=contact[:200] if isinstance(contact, str) else "")
