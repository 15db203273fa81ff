"""Gija (Lithuanian for *thread*): an open national information system against trafficking in human beings."""

__version__ = "0.1.0"
