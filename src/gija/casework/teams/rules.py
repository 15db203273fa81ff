"""What may be done with teams and handovers. `take`: see what was handed to oneself, and acknowledge it."""

from __future__ import annotations

READ, WRITE = (f"casework.team.{act}" for act in ("read", "write"))
TAKE, GIVE = (f"casework.handover.{act}" for act in ("take", "write"))
LEAD = "lead"  # of the code list `team_role`
COLLEAGUES = ("case_worker", "case_supervisor")  # roles of the own institution whose holders may join and lead
CLOSED = ("closed", "closed_referred")  # of the code list `case_status`
