from django.urls import path

from gija.commons.courier import views

app_name = "courier"
urlpatterns = [
    path("", views.letter_list, name="letters"),
    path("installations/", views.peer_list, name="peers"),
    path("receive/", views.receive, name="receive"),
    path("<slug:database>/<uuid:letter>/", views.letter_page, name="letter"),
]
