"""Watching the situation: series with breaks and uncertainty, trends that passed a test, threat notes, alerts, tasks.

For the Rapporteur and the coordinator; the evaluator reads what is public, the Children's Rights Ombudsman what is of
children. Asked for by duty 9.1 of the National Rapporteur, "monitoring and analysis of situation, trends, possible
threats" (S2, lines 33-56), and S2, line 27: figures that lead to acts.
"""
