"""Contracts of what was awarded: instalments, amendments, reports of persons and of money, what is late. For the grant
officer; the institution is told by a message and sends tables of counts back."""
