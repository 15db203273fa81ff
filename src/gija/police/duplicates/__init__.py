"""Victims in proceedings who may be one person: pairs inside an institution, hints from the register; decided here.

For specialised investigators, each institution seeing its own. Asked for by counting every victim once.
"""
