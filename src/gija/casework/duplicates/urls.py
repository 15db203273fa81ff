from gija.casework.duplicates.book import BOOK, PAIRS
from gija.commons.duplicates.urls import patterns as pairs
from gija.commons.hints.urls import patterns

app_name = BOOK.space
urlpatterns = [*pairs(PAIRS), *patterns(BOOK)]
