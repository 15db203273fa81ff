from django.urls import path, re_path

from gija.police.alerts import views

app_name = "alerts"
urlpatterns = [
    path("", views.alert_list, name="list"),
    re_path(r"^save/(?P<query_id>[0-9A-Z]{26})/$", views.save, name="save"),
    re_path(r"^(?P<saved_id>[0-9A-Z]{26})/end/$", views.end, name="end"),
    re_path(r"^(?P<alert_id>[0-9A-Z]{26})/open/$", views.open_alert, name="open"),
]
