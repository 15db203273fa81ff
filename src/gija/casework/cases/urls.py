from gija.casework.cases.file import FILE
from gija.commons.casefile.urls import patterns

app_name = FILE.space
urlpatterns = patterns(FILE)
