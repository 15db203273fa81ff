"""The databases the police may ask: one YAML mapping each, read as they are; checked, indexed, asked with a time limit.

For the operator who connects a database and for search and dossiers. Asked for by the hit/no-hit system of 2011 (NIIS).
"""
