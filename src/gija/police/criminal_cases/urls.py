from django.urls import path

from gija.police.criminal_cases import views

app_name = "criminal_cases"
urlpatterns = [
    path("", views.cases, name="list"),
    path("new/", views.enter, name="enter"),
    path("file/", views.take, name="file"),
    path("tables/", views.tables_page, name="tables"),
    path("stages/<slug:pk>/sentence/", views.impose, name="impose"),
    path("stages/<slug:pk>/strike/", views.strike, name="strike"),
    path("<slug:pk>/", views.case, name="case"),
    path("<slug:pk>/people/", views.add, name="add"),
    path("<slug:pk>/stage/", views.reach, name="reach"),
]
