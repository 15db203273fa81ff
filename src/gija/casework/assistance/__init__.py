"""Assistance: a catalogue of services, what was done for whom, support plans, the way back into work, people helped.

For case workers and their supervisors. Asked for by S1 (lines 134 to 144).
Here: models, service events, the rule of counting; `catalogue`, `figures`, `plans`, `reintegration` have folders.
"""
