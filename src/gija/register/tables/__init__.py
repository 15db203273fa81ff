"""The half-year table: built by written rules, frozen, approved by a second person, handed to the Rapporteur.

For the register administrator. Asked for by the duty to give state institutions statistics of the register each
half-year. It leaves whole, small numbers too: only the Rapporteur's gate, which knows every release, closes anything.
"""
