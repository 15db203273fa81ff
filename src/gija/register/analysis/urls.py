from django.urls import path, re_path

from gija.register.analysis import views

ASKED = r"^common/(?P<asked_id>[0-9a-f-]{36})"
app_name = "register_analysis"
urlpatterns = [
    path("", views.own, name="own"),
    path("own/<slug:period>/<slug:ways>/table.<slug:kind>", views.own_file, name="own_file"),
    path("common/", views.common, name="common"),
    re_path(ASKED + r"/$", views.asked, name="asked"),
    re_path(ASKED + r"/table\.(?P<kind>[a-z]+)$", views.asked_file, name="asked_file"),
]
