"""Who may do what with tenders, contracts and the hand-over."""

from __future__ import annotations

READ = "rapporteur.tender.read"
KEEP = "rapporteur.tender.keep"
EXPORT = "rapporteur.handover.export"  # an evaluator only while its contract is in force
ROLE = "evaluator"
