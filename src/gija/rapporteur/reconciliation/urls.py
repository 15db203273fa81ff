from django.urls import path

from gija.rapporteur.reconciliation import dialogue_views, views

app_name = "reconciliation"
PAIR = "of/<slug:code>/<slug:period>/<slug:a>/<slug:b>/"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("reconciliation.csv", views.differences_file, name="differences_file"),
    path("sources/", views.sources, name="sources"),
    path("year/<slug:period>/<slug:kind>/", views.year_file, name="year_file"),
    path("dialogues/", dialogue_views.dialogues, name="dialogues"),
    path("dialogues/remind/", dialogue_views.remind, name="remind"),
    path("dialogues/<slug:code>/act/", dialogue_views.desk_act, name="desk_act"),
    path("own/", dialogue_views.own, name="own"),
    path("own/<slug:code>/", dialogue_views.answer, name="answer"),
    path("of/<slug:code>/<slug:period>/", views.family, name="family"),
    path(PAIR, views.pair, name="pair"),
    path(f"{PAIR}settle/", views.settle, name="settle"),
    path(f"{PAIR}open/", views.open_dialogue, name="open_dialogue"),
]
