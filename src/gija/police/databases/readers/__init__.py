"""Readers of databases as they are found: SQL servers, SQLite, CSV, XLSX, Parquet, services. Read-only, bounded."""

from __future__ import annotations

from gija.police.databases.mapping import Mapping
from gija.police.databases.readers.base import Reader


def reader(mapping: Mapping, seconds: float) -> Reader:
    """The opened database of a mapping; to be closed. Refused: `DatabaseFaultError` with the state it means."""
    # Imported here: each brings a heavy library that most questions do not need.
    if mapping.connection.url is not None:
        from gija.police.databases.readers.sql import SqlReader

        return SqlReader(mapping, seconds)
    if mapping.connection.service is not None:
        from gija.police.databases.readers.service import ServiceReader

        return ServiceReader(mapping, mapping.connection.service, seconds)
    from gija.police.databases.readers.files import FileReader

    return FileReader(mapping, seconds)
