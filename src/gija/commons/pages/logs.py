"""How faults are logged: where they happened, never what was being worked on."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

Fault: TypeAlias = "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"


class WithoutMessages(logging.Formatter):
    """Writes the kind of an exception and the lines it passed, without its message.

    Messages of exceptions quote values (a database says which row it refused), and values may be names of persons.
    """

    def formatException(self, ei: Fault) -> str:  # noqa: N802  the name logging asks for
        lines = []
        fault: BaseException | None = ei[1]
        while fault is not None:
            lines += [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)]
            lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)
