"""What may be done with assistance, plans and the way back into work."""

from __future__ import annotations

READ, WRITE, EXPORT = (f"casework.assistance.{act}" for act in ("read", "write", "export"))
APPROVE = "casework.plan.approve"  # a plan; by somebody else than who handed it in
