"""Who may do what with the list of collections of personal data."""

READ = "rapporteur.holding.read"
KEEP = "rapporteur.holding.keep"
