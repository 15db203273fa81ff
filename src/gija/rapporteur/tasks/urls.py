from django.urls import path

from gija.rapporteur.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.own, name="own"),
    path("give/", views.give, name="give"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/<slug:what>/", views.act, name="act"),
]
