from django.urls import path

from gija.rapporteur.recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("", views.recommendations, name="recommendations"),
    path("load/", views.load, name="load"),
    path("add/", views.add, name="add"),
    path("programme/", views.programme, name="programme"),
    path("<int:pk>/", views.recommendation, name="recommendation"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("answers/<int:pk>/", views.answer, name="answer"),
    path("answers/<int:pk>/write/", views.write, name="write"),
    path("answers/<int:pk>/decide/", views.decide, name="decide"),
]
