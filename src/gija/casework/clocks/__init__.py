"""The clocks of law in a case: reflection period, residence permit, deadlines; and who may not be expelled meanwhile.

For case workers; the migration authority asks by hit or no hit. Asked for by S1 (lines 29 and 31).
"""
