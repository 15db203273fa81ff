from django.urls import path

from gija.police.databases import views

app_name = "databases"
urlpatterns = [
    path("", views.database_list, name="list"),
    path("<slug:code>/", views.database_detail, name="detail"),
    path("<slug:code>/index/", views.database_index, name="index"),
]
