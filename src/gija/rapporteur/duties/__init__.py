"""The calendar of duties: who must tell whom what until when; reminders, escalation, proof of sending.

For the Rapporteur, the coordinator and the institutions that owe a report. Asked for by S1 L55 (the Commission informs
the Government each year until 31 January), S1 L75, S2 L22-25, L45.
"""
