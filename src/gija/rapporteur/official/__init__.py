"""Official crime and justice statistics, imported beside the collected figures and set against them (M020, M026).

For the National Rapporteur; coordinator and evaluator read. Nothing here ever becomes or changes a collected figure.
"""
