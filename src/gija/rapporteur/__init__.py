"""Zone D, tables only, no record of a person. Here will live: the National Rapporteur's rooms.

Statistics, monitoring, bodies, plan, activities, reports.
"""
