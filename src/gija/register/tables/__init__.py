"""The half-year table: built by written rules, frozen, approved by a second person, handed to the Rapporteur.

For the register administrator. Asked for by the duty to give state institutions statistics of the register each
half-year. What is frozen is what leaves: a closed number is not kept.
"""
