"""Who may do what with criminal cases: actions of the matrix, for the own institution."""

READ = "police.criminal.read"
WRITE = "police.criminal.write"
TABLE = "police.criminal.table"
