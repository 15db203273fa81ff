from django.urls import path, re_path

from gija.register.administration import views

ID = r"(?P<{}>[0-9a-f-]{{36}})"
app_name = "register_administration"
urlpatterns = [
    path("", views.senders, name="senders"),
    path("quality/<slug:code>/", views.quality, name="quality"),
    path("quality/<slug:code>/sample/", views.draw, name="draw"),
    path("samples/", views.samples, name="samples"),
    re_path(r"^samples/" + ID.format("sample_id") + r"/$", views.sample, name="sample"),
    re_path(r"^samples/entry/" + ID.format("drawn_id") + r"/$", views.enter, name="enter"),
]
