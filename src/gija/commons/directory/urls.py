from django.urls import path

from gija.commons.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.institution_list, name="list"),
    path("<slug:code>/", views.institution_page, name="institution"),
]
