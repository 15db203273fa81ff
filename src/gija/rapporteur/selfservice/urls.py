from django.urls import path

from gija.rapporteur.selfservice import views

app_name = "selfservice"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.ask, name="ask"),
    path("<int:pk>/table.<slug:kind>", views.file, name="file"),
]
