"""Choosing how a report's figures are protected, before they are frozen: what each method costs, what can be left out.

For who drafts a release. Asked for by the rule that the way of protecting is chosen knowingly, and kept.
"""
