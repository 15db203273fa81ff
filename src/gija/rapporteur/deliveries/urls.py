from django.urls import path

from gija.rapporteur.deliveries import views

app_name = "deliveries"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("sdmx/<slug:kind>/", views.sdmx, name="sdmx"),
    path("eu19a/<int:year>/", views.year, name="year"),
    path("eu19a/<int:year>/<slug:kind>/", views.year_file, name="year_file"),
]
