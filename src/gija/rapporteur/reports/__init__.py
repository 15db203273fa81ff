"""Reports: one set of data with three faces (PDF, page, annex), in two languages, approved by a second person.

For the National Rapporteur; the coordinator approves, evaluators read. Asked for by S2 (lines 21 to 28): the half-year
and the annual report.
"""
