from django.urls import path

from gija.rapporteur.holdings import views

app_name = "holdings"
urlpatterns = [
    path("", views.everything, name="all"),
    path("declare/", views.declare, name="declare"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/strike/", views.strike, name="strike"),
]
