"""Zone D, tables only, no record of a person: the National Rapporteur's rooms.

For the Rapporteur and coordinator, and to read for the evaluator. Asked for by S1 (line 75) and S2 (lines 21 to 22).
Here now: statistics, reports. Later: monitoring, bodies, plan, activities.
"""
