from django.urls import path

from gija.casework.duplicates import views
from gija.casework.duplicates.book import BOOK
from gija.commons.hints.urls import patterns

app_name = BOOK.space
urlpatterns = [
    path("", views.pairs, name="pairs"),
    path("<uuid:pk>/", views.pair, name="pair"),
    path("<uuid:pk>/decide/", views.decide, name="decide"),
    path("<uuid:pk>/join/", views.join, name="join"),
    path("<uuid:pk>/undo/", views.undo, name="undo"),
    *patterns(BOOK),
]
