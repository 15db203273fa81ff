"""Tasks: something to be done by an institution until a day, with what it is about, and who did what when.

For the Rapporteur and the coordinator, who give them, and the institutions that do them. An alert, a decision, a
recommendation or a promise of a plan may become one. Asked for by S2, lines 22-27 and 33-56 (duty 9.1).
"""
