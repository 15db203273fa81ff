from django.urls import path, re_path

from gija.register.records import views

app_name = "register_records"
urlpatterns = [
    path("", views.records, name="records"),
    path("withdrawn/", views.withdrawn, name="withdrawn"),
    path("members/", views.members, name="members"),
    path("members/<slug:code>/", views.member, name="member"),
    re_path(r"^(?P<record_id>[0-9a-f-]{36})/$", views.record, name="record"),
]
