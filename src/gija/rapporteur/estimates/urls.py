from django.urls import path

from gija.rapporteur.estimates import views

app_name = "estimates"
urlpatterns = [
    path("", views.home, name="list"),
    path("upload/", views.upload, name="upload"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/wake/", views.wake, name="wake"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/choose/", views.choose, name="choose"),
    path("<int:pk>/files/<slug:name>/", views.file, name="file"),
]
