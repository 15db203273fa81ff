from django.urls import include, path, re_path

from gija.formats.releases import RELEASE
from gija.public import archive, views
from gija.public.library import views as library
from gija.public.offers import views as offers

app_name = "public"
LANGUAGE = r"(?P<language>lt|en)"
PLACE = r"archive/(?P<kind>[a-z][a-z0-9\-]*)/(?P<period>[0-9][0-9a-z\-]*)"
urlpatterns = [
    path("", views.start, name="start"),
    path("", include("gija.public.tips.urls")),
    re_path(rf"^{LANGUAGE}/$", views.releases_page, name="releases"),
    re_path(rf"^{LANGUAGE}/offer/$", offers.page, name="offer"),
    re_path(rf"^{LANGUAGE}/library/$", library.page, name="library"),
    re_path(rf"^{LANGUAGE}/archive/$", archive.archive, name="archive"),
    re_path(rf"^{LANGUAGE}/{PLACE}/$", archive.place, name="place"),
    re_path(rf"^{PLACE}/(?P<file>[a-z0-9][a-z0-9.\-]*)$", archive.file, name="newest"),
    re_path(rf"^{LANGUAGE}/(?P<name>{RELEASE})/$", views.release_page, name="release"),
    re_path(rf"^files/(?P<name>{RELEASE})/(?P<file>[a-z0-9][a-z0-9.\-]*)$", views.file, name="file"),
]
