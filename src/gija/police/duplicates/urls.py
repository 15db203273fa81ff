from gija.commons.duplicates.urls import patterns as pairs
from gija.commons.hints.urls import patterns
from gija.police.duplicates.book import BOOK, PAIRS

app_name = BOOK.space
urlpatterns = [*pairs(PAIRS), *patterns(BOOK)]
