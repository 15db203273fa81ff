"""Who may do what with the register of international cooperation."""

from __future__ import annotations

READ = "rapporteur.cooperation.read"
KEEP = "rapporteur.cooperation.keep"
EXPORT = "rapporteur.cooperation.export"
