"""Papers about one person for a file, an authority or the person: PDF, tagged, by typst's checks of PDF/UA-1.

For rooms that give something out on paper: a package that was received, a certificate, a form of a referral.
"""

from gija.commons.papers.printing import Paper, Section, printed

__all__ = ["Paper", "Section", "printed"]
