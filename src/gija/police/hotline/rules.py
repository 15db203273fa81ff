"""Who may do what at the hotline: actions of the matrix, for the own institution."""

READ = "police.hotline.read"
RECORD = "police.hotline.record"
