"""What may be done with periods. `ask`: whether one protects somebody, for officers of the migration authority."""

from __future__ import annotations

READ, WRITE, EXPORT, ASK = (f"casework.period.{act}" for act in ("read", "write", "export", "ask"))
