"""The database engine `gija.commons.rowlevel.postgresql`.

The setting `gija.institution` belongs to the session. Rolling back also takes back a setting made inside what is rolled
back, so after each rollback it is told anew. A pooler that changes sessions between transactions must not stand
between (PgBouncer: pool_mode=session).
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from gija.commons.rowlevel.session import institution

SETTING = "gija.institution"


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells the server the institution before the next statement whenever it is not the one last told."""

    _told: str | None = None

    def init_connection_state(self) -> None:
        self._told = None  # another session, perhaps one that somebody else used before
        super().init_connection_state()

    def _cursor(self, name: str | None = None) -> Any:
        self.ensure_connection()
        if self._told != (wanted := institution()):
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, wanted])
            self._told = wanted
        return super()._cursor(name)  # type: ignore[misc]  # the stubs leave these out

    def _rollback(self) -> None:
        self._told = None
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None
