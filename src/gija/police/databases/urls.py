from django.urls import URLPattern

app_name = "databases"
urlpatterns: list[URLPattern] = []
