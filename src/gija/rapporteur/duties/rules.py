"""Who may do what with duties."""

from __future__ import annotations

READ = "rapporteur.duty.read"
KEEP = "rapporteur.duty.keep"  # make, put off, drop, for everybody
DO = "rapporteur.duty.do"  # note that it was sent or received, for one's own institution
