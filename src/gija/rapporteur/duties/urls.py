from django.urls import path

from gija.rapporteur.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.duties, name="duties"),
    path("make/", views.make, name="make"),
    path("add/", views.add, name="add"),
    path("remind/", views.remind, name="remind"),
    path("duties.ics", views.ics, name="ics"),
    path("feed/", views.feed, name="feed"),
    path("feed/<str:key>.ics", views.subscribe, name="subscribe"),
    path("<int:pk>/", views.duty, name="duty"),
    path("<int:pk>/keep/<slug:act>/", views.keep, name="keep"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
