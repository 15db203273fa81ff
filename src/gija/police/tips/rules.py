"""Who may do what with tips: actions of the matrix, all for the own institution's desk."""

READ = "police.tip.read"
HANDLE = "police.tip.handle"
KEY = "police.tip.key"
TABLE = "police.tip.table"
