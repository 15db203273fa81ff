from django.urls import path

from gija.rapporteur.gate import views

app_name = "gate"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("<int:pk>/", views.entry, name="entry"),
]
