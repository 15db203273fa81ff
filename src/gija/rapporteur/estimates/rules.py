"""Who may: the actions of this room. Overlaps are small counts, so only inner roles read them."""

from __future__ import annotations

READ = "rapporteur.estimate.read"
RUN = "rapporteur.estimate.run"  # bring tables in, answer, run, cancel, take into a report
EXPORT = "rapporteur.estimate.export"  # a file with overlaps in it
