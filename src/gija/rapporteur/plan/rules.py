"""Who may do what with plans."""

from __future__ import annotations

READ = "rapporteur.plan.read"
WRITE = "rapporteur.plan.write"  # drafts, amendments, what becomes of them
ADOPT = "rapporteur.plan.adopt"  # note that the Government or the Seimas adopted what was presented
REPORT = "rapporteur.plan.report"  # progress, for one's own institution
APPROVE = "rapporteur.plan.approve"  # progress, or return it
EVALUATE = "rapporteur.plan.evaluate"
