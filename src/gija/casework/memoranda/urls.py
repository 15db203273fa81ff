from django.urls import path

from gija.casework.memoranda import views

app_name = "memoranda"
urlpatterns = [
    path("", views.memoranda, name="list"),
    path("enter/", views.enter, name="enter"),
    path("memoranda.csv", views.csv_file, name="csv"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/party/<uuid:party>/remove/", views.remove_party, name="remove_party"),
    path("<uuid:pk>/<slug:act>/", views.act, name="act"),
]
