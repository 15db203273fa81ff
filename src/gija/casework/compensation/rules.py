"""What may be done with claims, and which turn may follow which."""

from __future__ import annotations

from collections.abc import Mapping

READ, WRITE, EXPORT = (f"casework.claim.{act}" for act in ("read", "write", "export"))

# The last turn -> what may happen next. A claim that was paid in part may be paid again; what was refused, appealed.
NEXT: Mapping[str, tuple[str, ...]] = {
    "": ("filed", "withdrawn"),
    "filed": ("completed", "decided", "refused", "withdrawn"),
    "completed": ("completed", "decided", "refused", "withdrawn"),
    "decided": ("appealed", "paid"),
    "refused": ("appealed",),
    "appealed": ("decided", "refused", "withdrawn"),
    "paid": ("paid", "recovered"),
    "recovered": ("recovered", "paid"),
    "withdrawn": (),
}
PAYING = ("paid", "recovered")  # money still moves after the case is closed
WITH_SUM = ("decided", "paid", "recovered")
TOLD = {"filed": "claimed", "decided": "awarded", "paid": "paid"}  # turn -> stage in the case file
