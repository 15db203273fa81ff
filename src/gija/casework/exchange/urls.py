from django.urls import path

from gija.casework.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.exchanges, name="list"),
    path("ask/", views.ask, name="ask"),
    path("offer/", views.offer, name="offer"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/accept/", views.accept, name="accept"),
    path("<uuid:pk>/refuse/", views.refuse, name="refuse"),
    path("<uuid:pk>/give/", views.give, name="give"),
    path("<uuid:pk>/link/", views.link, name="link"),
    path("<uuid:pk>/content/", views.content, name="content"),
    path("<uuid:pk>/package.pdf", views.download_paper, name="paper"),
    path("<uuid:pk>/package.json", views.download, name="download"),
]
