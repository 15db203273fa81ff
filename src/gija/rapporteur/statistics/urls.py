from django.urls import path

from gija.rapporteur.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("load/", views.load, name="load"),
    path("findings/", views.findings, name="findings"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("<slug:indicator>/about/", views.about, name="about"),
    path("<slug:indicator>/figures.csv", views.figures_file, name="figures_file"),
    path("<slug:indicator>/", views.series, name="series"),
]
