from django.urls import path

from gija.casework.clocks import outside_views as outside
from gija.casework.clocks import views

app_name = "clocks"
urlpatterns = [
    path("", views.periods, name="list"),
    path("begin/", views.begin, name="begin"),
    path("ask/", outside.ask, name="ask"),
    path("periods.ics", outside.ics, name="ics"),
    path("feed/", outside.feed, name="feed"),
    path("feed/<str:key>.ics", outside.subscribe, name="subscribe"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/certificate.<str:spoken>.pdf", outside.certificate, name="certificate"),
    path("<uuid:pk>/<slug:act>/", views.turn, name="turn"),
]
