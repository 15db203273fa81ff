from django.urls import path, re_path

from gija.register.clusters import views

app_name = "register_clusters"
urlpatterns = [
    path("", views.runs, name="runs"),
    re_path(r"^(?P<run_id>[0-9a-f-]{36})/$", views.run, name="run"),
]
