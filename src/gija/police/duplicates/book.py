"""The hints of the police: their model, case file, rights and addresses."""

from gija.commons.hints.book import Book
from gija.police.duplicates.models import Hint
from gija.police.proceedings.file import FILE

BOOK = Book(file=FILE, right="police.hint", space="police_duplicates", hint=Hint)
