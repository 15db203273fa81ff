from django.urls import path, re_path

from gija.police.search import views

app_name = "search"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("new/<slug:type_>/", views.ask, name="ask_type"),
    path("history/", views.history, name="history"),
    re_path(
        r"^hit/(?P<candidate_id>[0-9A-Z]{26})/(?P<act>confirm|reject|withdraw|agree|disagree)/$",
        views.decide,
        name="decide",
    ),
    re_path(r"^hit/(?P<candidate_id>[0-9A-Z]{26})/use/$", views.use, name="use"),
    re_path(r"^(?P<query_id>[0-9A-Z]{26})/$", views.result, name="result"),
    re_path(r"^(?P<query_id>[0-9A-Z]{26})/answer\.csv$", views.export, name="export"),
]
