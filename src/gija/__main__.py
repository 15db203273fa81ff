"""`python -m gija` is the command `gija`."""

from gija.cli import main

main()
