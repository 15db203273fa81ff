"""How many victims no list has seen: capture tables, the question about lists that never meet, runs that are kept.

For the national rapporteur; the coordinator reads. Asked for by SDG indicator 16.2.2 and the yearly report: the method
is `gija.methods.estimation`, the register or a file gives the lists, and what goes out goes as ranges only.
"""
