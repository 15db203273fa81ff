"""The hints of case work: their model, case file, rights and addresses."""

from gija.casework.cases.file import FILE
from gija.casework.duplicates.models import Hint
from gija.commons.hints.book import Book

BOOK = Book(file=FILE, right="casework.hint", space="duplicates", hint=Hint)
