from django.urls import path

from gija.register.hints import views

app_name = "register_hints"
urlpatterns = [path("", views.hints, name="hints")]
