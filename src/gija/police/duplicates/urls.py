from gija.commons.hints.urls import patterns
from gija.police.duplicates.book import BOOK

app_name = BOOK.space
urlpatterns = patterns(BOOK)
