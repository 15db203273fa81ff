"""What may be done on the way of a case. `approve`: a closure, by a supervisor who did not ask for it."""

from __future__ import annotations

READ, WRITE, APPROVE, EXPORT = (f"casework.pathway.{act}" for act in ("read", "write", "approve", "export"))
EVERY_DAYS = 90  # days until a risk is looked at again, unless another day is agreed
AT_LEAST = 5  # cases from which a time between stages is shown: fewer say nothing, and give people away
