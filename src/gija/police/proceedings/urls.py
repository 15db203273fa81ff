from gija.commons.casefile.urls import patterns
from gija.police.proceedings.file import FILE

app_name = FILE.space
urlpatterns = patterns(FILE)
