"""Who may do what with calls, applications, assessments and grants."""

from __future__ import annotations

READ = "rapporteur.grant.read"
DECIDE = "rapporteur.grant.decide"  # calls, awards, contracts, instalments, reports
ASSESS = "rapporteur.grant.assess"
APPLY = "rapporteur.grant.apply"  # the institution's own applications and grants
EXPORT = "rapporteur.grant.export"
SUPPLIERS = ("supplier_head", "data_supplier")  # who is written to at an institution
