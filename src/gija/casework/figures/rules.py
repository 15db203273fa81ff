"""What may be done with the tables of an institution."""

from __future__ import annotations

READ, MAKE, APPROVE, EXPORT = (f"casework.figure.{act}" for act in ("read", "make", "approve", "export"))
