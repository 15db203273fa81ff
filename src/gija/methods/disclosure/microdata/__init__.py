"""Records of people that may leave the house: coarser codes, a few hidden values, and the loss told beside the risk.

For research files and for the columns of CTDC. No file of records of trafficking victims is public; this is for those
whom a contract binds. Asked for by the duty to share data for research without giving single people away.
"""

from gija.methods.disclosure.microdata.alike import risk
from gija.methods.disclosure.microdata.protecting import anonymise
from gija.methods.disclosure.microdata.values import ANY, Hierarchy, Protected, Risk, Wanted

__all__ = ["ANY", "Hierarchy", "Protected", "Risk", "Wanted", "anonymise", "risk"]
