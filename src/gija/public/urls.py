from django.urls import path, re_path

from gija.formats.releases import RELEASE
from gija.public import views

app_name = "public"
LANGUAGE = r"(?P<language>lt|en)"
urlpatterns = [
    path("", views.start, name="start"),
    re_path(rf"^{LANGUAGE}/$", views.releases_page, name="releases"),
    re_path(rf"^{LANGUAGE}/(?P<name>{RELEASE})/$", views.release_page, name="release"),
    re_path(rf"^files/(?P<name>{RELEASE})/(?P<file>[a-z0-9][a-z0-9.\-]*)$", views.file, name="file"),
]
