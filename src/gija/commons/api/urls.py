from django.urls import include, path

from gija.commons.api import build, views

app_name = "api"
urlpatterns = [
    path("", views.reference, name="reference"),
    path("tokens/", views.token_list, name="tokens"),
    path("tokens/new/", views.token_new, name="token_new"),
    path("tokens/<int:number>/", views.token_page, name="token"),
    path("tokens/<int:number>/end/", views.token_end, name="token_end"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    path("v1/", include((build.patterns(), "v1"))),
]
