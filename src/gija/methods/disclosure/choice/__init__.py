"""Guided choice: which product gets which method, and what it costs on the table at hand, shown before deciding.

For whoever prepares a release. Asked for by the rule that the way of protecting is chosen knowingly and kept.
"""

from gija.methods.disclosure.choice.choices import Method, Product, methods, products
from gija.methods.disclosure.choice.comparing import Asked, Cost, compare, cost_of

__all__ = ["Asked", "Cost", "Method", "Product", "compare", "cost_of", "methods", "products"]
