from django.urls import path

from gija.rapporteur.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("load/", views.load, name="load"),
    path("findings/", views.findings, name="findings"),
    path("state-and-ngo/", views.reconciliation, name="reconciliation"),
    path("state-and-ngo/reconciliation.csv", views.reconciliation_file, name="reconciliation_file"),
    path(
        "state-and-ngo/<slug:comparison>/<slug:period>/<slug:definition>/",
        views.difference,
        name="difference",
    ),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("<slug:indicator>/about/", views.about, name="about"),
    path("<slug:indicator>/figures.csv", views.figures_file, name="figures_file"),
    path("<slug:indicator>/", views.series, name="series"),
]
