from django.urls import path

from gija.rapporteur.official import views

app_name = "official"
urlpatterns = [
    path("", views.comparison, name="comparison"),
    path("comparison.csv", views.comparison_file, name="comparison_file"),
    path("load/", views.load, name="load"),
    path("<int:pk>/", views.one, name="one"),
]
