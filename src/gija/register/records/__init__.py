"""Records of victims as their institutions sent them, every revision kept, and how complete they are for each member.

For the register administrator; an institution sees its own. Asked for by the common depersonalised database of 2006.
"""
