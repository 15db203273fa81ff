"""Who may do what."""

from __future__ import annotations

READ = "rapporteur.monitoring.read"
CHILDREN = "rapporteur.monitoring.children"
WATCH = "rapporteur.monitoring.watch"  # check all series, decide on alerts
NOTE_READ = "rapporteur.note.read"
NOTE_WRITE = "rapporteur.note.write"
