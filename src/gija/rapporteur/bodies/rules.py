"""Who may do what with bodies and functions."""

from __future__ import annotations

READ = "rapporteur.body.read"
KEEP = "rapporteur.body.keep"  # bodies, meetings, decisions, problems, functions
