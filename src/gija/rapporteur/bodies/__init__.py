"""Commissions, task forces and working groups: who sits there by office, what was decided, what became of it; and which
unit holds which function of the National Rapporteur.

For the Rapporteur and the coordinator, who keep them, and the institutions, who read. Asked for by S1 L47-79, L190-192
and S2 L21-29, L41-42.
"""
