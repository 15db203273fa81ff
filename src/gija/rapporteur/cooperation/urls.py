from django.urls import path

from gija.rapporteur.cooperation import views

app_name = "cooperation"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("add/", views.add, name="add"),
    path("load/", views.load, name="load"),
    path("cooperation.csv", views.export, name="export"),
    path("<int:pk>/", views.entry, name="entry"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/strike/", views.strike, name="strike"),
]
