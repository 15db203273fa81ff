"""What a file that a stranger sent is, by its bytes and not by its name, without unpacking or running anything.

For whoever takes files from the public: the tips mailbox and the tip form. It looks for what would harm who opens the
file; it is no virus scanner and says so. Knows no Django.
"""

from gija.commons.scanning.scan import LARGEST, Scanned, scan
from gija.commons.scanning.verdicts import TEXTS, Verdict

__all__ = ["LARGEST", "TEXTS", "Scanned", "Verdict", "scan"]
