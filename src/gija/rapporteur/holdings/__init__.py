"""Collections of personal data that the Rapporteur's office declares: none, unless one stands here with its ground.

For the Rapporteur, who keeps the list, and the coordinator and the evaluator, who read it.
Asked for by S2 (question 9.2.2). No personal data are here: they lie with who keeps them, in a file of case work.
"""
