"""Why a letter was not taken. The reason is a key of the catalogues (`error_…`); it never quotes what was written."""

from __future__ import annotations


class NotTakenError(Exception):
    """`reason`: a key of the catalogues; `field`: where the page leads to; `status`: of the answer."""

    def __init__(self, reason: str, field: str = "send", status: int = 400) -> None:
        self.reason, self.field, self.status = reason, field, status
        super().__init__(reason)
