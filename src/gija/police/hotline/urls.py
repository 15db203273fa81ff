from django.urls import path

from gija.police.hotline import views

app_name = "hotline"
urlpatterns = [
    path("", views.start, name="start"),
    path("shift/", views.shift, name="shift"),
    path("log/", views.log, name="log"),
    path("directory/", views.directory, name="directory"),
    path("warnings/", views.warnings, name="warnings"),
    path("warnings/<slug:warning_id>/", views.warning, name="warning"),
]
