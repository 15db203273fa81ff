"""Hints from the register that a victim in proceedings may be known to another institution, too; answered here.

For specialised investigators, each institution seeing its own. Asked for by counting every victim once.
"""
