"""What may be done with memoranda, and when somebody is reminded that one ends."""

from __future__ import annotations

READ, WRITE, EXPORT = (f"casework.memorandum.{act}" for act in ("read", "write", "export"))
REMIND = (60, 30, 7)  # days before the last day
SOON = max(REMIND)
TOLD = ("case_supervisor",)  # who is reminded
