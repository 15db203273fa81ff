"""Who may do what with recommendations."""

from __future__ import annotations

READ = "rapporteur.recommendation.read"
KEEP = "rapporteur.recommendation.keep"  # enter, withdraw, approve or return what was answered
ANSWER = "rapporteur.recommendation.answer"  # of one's own institution
