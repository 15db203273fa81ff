"""Pairs and hints of case work: their models, case file, rights and addresses."""

from gija.casework.cases.file import FILE
from gija.casework.duplicates.models import Decision, Hint, Join, Pair
from gija.commons.duplicates.book import PairBook
from gija.commons.hints.book import Book

BOOK = Book(
    file=FILE, right="casework.hint", space="duplicates", hint=Hint,
    ask="exchange:ask", ask_right="casework.exchange.ask",
)  # fmt: skip
PAIRS = PairBook(
    file=FILE, right="casework.duplicate", space="duplicates", pair=Pair, decision=Decision, join=Join
)  # fmt: skip
