"""Pairs and hints of the police: their models, case file, rights and addresses."""

from gija.commons.duplicates.book import PairBook
from gija.commons.hints.book import Book
from gija.police.duplicates.models import Decision, Hint, Join, Pair
from gija.police.proceedings.file import FILE

BOOK = Book(
    file=FILE, right="police.hint", space="police_duplicates", hint=Hint,
)  # fmt: skip
PAIRS = PairBook(
    file=FILE, right="police.duplicate", space="police_duplicates", pair=Pair, decision=Decision, join=Join
)  # fmt: skip
