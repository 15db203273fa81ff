"""What people write in reports: texts in both languages beside live figures, to whom reports were sent, what changed.

For the Rapporteur's office and the independent evaluator. Asked for by S2 (lines 21 to 56): reports, questionnaire,
addressees. A figure in a text is a reference to an observation, so that text and table cannot disagree.
"""
